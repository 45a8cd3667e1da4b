// Messages that the outbox has given up; see src/outbox/README.md.
#include <functional>
#include <memory>
#include <ostream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <backbone/audit.hpp>

#include "outbox/dead_messages.hpp"
#include "program/commands/arguments.hpp"
#include "program/commands/commands.hpp"
#include "program/invocation.hpp"
#include "program/offline_program.hpp"
#include "program/output.hpp"

namespace backbone::program {
namespace {

using outbox::DeadMessage;
using outbox::MessageId;

std::string as_json(const DeadMessage& message)
{
    IndentedObject json;
    json.member("id", message.id);
    json.member("topic", message.topic);
    json.member("createdAt", message.created_at);
    json.member("attempts", message.attempts);
    json.member("lastError", message.last_error);
    json.member("payload", message.payload);
    return json.text();
}

std::string as_table(const std::vector<DeadMessage>& messages)
{
    Table table({"ID", "TOPIC", "CREATED AT", "ATTEMPTS", "LAST ERROR"});
    for (const DeadMessage& message : messages) {
        table.add({std::string(message.id.text()), message.topic, message.created_at.to_string(),
                   std::to_string(message.attempts), message.last_error.value_or("-")});
    }
    return table.text();
}

int list(const Configuration& configuration, std::int64_t limit, OutputFormat format, Terminal& terminal)
{
    OfflineProgram program(configuration);
    const auto connection = program.database().connect();
    const auto messages = outbox::select_dead(connection->queries(), limit);
    if (format == OutputFormat::json) {
        for (const DeadMessage& message : messages) terminal.out << as_json(message);
    } else {
        terminal.out << as_table(messages);
    }
    const std::int64_t all = outbox::count(connection->queries()).dead;
    if (all > limit) terminal.err << fmt::format("There are {} more; see --limit.\n", all - limit);
    return kSuccess;
}

void add_list_command(CLI::App& group, Invocation& invocation)
{
    struct Arguments
    {
        std::int64_t limit = 100;
        OutputFormat format = OutputFormat::table;
    };
    CLI::App& command = *group.add_subcommand("list", "Show the oldest ones; their payloads only as JSON");
    invocation.add_configuration_option(command);
    const auto arguments = std::make_shared<Arguments>();
    command.add_option("--limit", arguments->limit, "So many at most (default: 100)")
        ->option_text("NUMBER")
        ->check(at_least_one);
    Invocation::add_output_option(command, arguments->format);
    invocation.on_call(command, [&invocation, arguments] {
        return list(invocation.load_configuration(), arguments->limit, arguments->format, invocation.terminal());
    });
}

/// What is done with some messages, or with all.
struct Treatment
{
    const char* command;
    const char* description;
    const char* done;
    /// In the audit log, with the id of the message, or `all` and how many there were.
    const char* action;
    std::function<bool(Queries&, const MessageId&, Timestamp now)> treat;
    std::function<std::int64_t(Queries&, Timestamp now)> treat_all;
};

bool treat_one(Transaction& tx, const Treatment& treatment, const MessageId& id)
{
    if (!treatment.treat(tx, id, tx.now())) return false;
    audit(tx, kCommandLineOperator, {treatment.action, id.text()});
    return true;
}

std::int64_t treat_all(Transaction& tx, const Treatment& treatment)
{
    const std::int64_t treated = treatment.treat_all(tx, tx.now());
    if (treated > 0) {
        audit(tx, kCommandLineOperator, {treatment.action, "all", fmt::format(R"({{"messages":{}}})", treated)});
    }
    return treated;
}

int treat(const Configuration& configuration, const Treatment& treatment, const std::vector<std::string>& ids,
          Terminal& terminal)
{
    OfflineProgram program(configuration);
    const auto connection = program.database().connect();
    std::int64_t treated = 0;
    int exit_code = kSuccess;
    if (ids.empty()) treated = connection->transaction([&](Transaction& tx) { return treat_all(tx, treatment); });
    for (const std::string& text : ids) {
        const auto id = MessageId::parse(text);
        if (id && connection->transaction([&](Transaction& tx) { return treat_one(tx, treatment, *id); })) {
            ++treated;
        } else {
            terminal.err << fmt::format("There is no dead message {}.\n", text);
            exit_code = kFailure;
        }
    }
    terminal.out << fmt::format("{}: {}\n", treatment.done, treated);
    return exit_code;
}

void add_command(CLI::App& group, Invocation& invocation, const Treatment& treatment)
{
    CLI::App& command = *group.add_subcommand(treatment.command, treatment.description);
    invocation.add_configuration_option(command);
    const auto ids = std::make_shared<std::vector<std::string>>();
    CLI::Option_group& which = *command.add_option_group("Which", "Either ids or all");
    which.require_option(1);
    which.add_option("ID", *ids, "Ids of messages")->option_text("...");
    which.add_flag("--all")->description("All dead messages");
    invocation.on_call(command, [&invocation, treatment, ids] {
        return treat(invocation.load_configuration(), treatment, *ids, invocation.terminal());
    });
}

}  // namespace

void add_outbox_commands(CLI::App& program, Invocation& invocation)
{
    CLI::App& group = *program.add_subcommand("outbox", "Look at messages that could not be delivered, and treat them");
    group.require_subcommand(1);
    add_list_command(group, invocation);
    add_command(group, invocation,
                {"retry", "Let dead messages be delivered again", "Messages that will be delivered again",
                 "outbox-message.revived", outbox::revive, outbox::revive_all});
    add_command(group, invocation,
                {"drop", "Delete dead messages", "Messages that were deleted", "outbox-message.deleted",
                 [](Queries& queries, const MessageId& id, Timestamp) { return outbox::drop(queries, id); },
                 [](Queries& queries, Timestamp) { return outbox::drop_all(queries); }});
}

}  // namespace backbone::program
