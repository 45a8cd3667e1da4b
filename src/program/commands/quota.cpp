// The quotas of tiers and of identities, as an operator's scripts look at and change them.
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <backbone/audit.hpp>
#include <backbone/binding.hpp>
#include <backbone/error.hpp>
#include <devices/identity_directory.hpp>
#include <devices/tiers.hpp>
#include <quotas/quotas.hpp>

#include "program/commands/arguments.hpp"
#include "program/commands/commands.hpp"
#include "program/invocation.hpp"
#include "program/offline_program.hpp"
#include "program/one_by_one.hpp"
#include "program/output.hpp"

namespace backbone::program {
namespace {

/// Whose quotas a command is about: one of the two.
struct Owner
{
    /// Name or id.
    std::string tier;
    std::string identity;

    bool is_tier() const { return !tier.empty(); }
};

void add_owner(CLI::App& command, Owner& owner)
{
    CLI::Option_group& group = *command.add_option_group("Owner", "One of them");
    group.require_option(1);
    group.add_option("--tier", owner.tier, "Name or id of a tier")->option_text("TIER");
    group.add_option("--identity", owner.identity, "Address of an identity")->option_text("ADDRESS");
}

std::string tier_id(Queries& queries, const std::string& name_or_id)
{
    const auto tier = devices::find_tier(queries, name_or_id);
    if (!tier) throw not_found("Tier");
    return std::string(tier->id.text());
}

/// What is shown of a quota of either kind.
struct Row
{
    std::string_view id;
    std::string_view source;
    quotas::Metric metric;
    std::int32_t maximum;
    /// Of the quotas of an identity.
    std::optional<std::int64_t> usage;
    quotas::Period period;
};

std::string as_json(const Row& row)
{
    IndentedObject json;
    json.member("id", row.id);
    json.member("source", row.source);
    json.member("metric", row.metric);
    json.member("max", row.maximum);
    if (row.usage) json.member("usage", *row.usage);
    json.member("period", row.period);
    return json.text();
}

void write(const std::vector<Row>& rows, OutputFormat format, Terminal& terminal)
{
    if (format == OutputFormat::json) {
        for (const Row& row : rows) terminal.out << as_json(row);
        return;
    }
    Table table({"ID", "OF", "METRIC", "MAX", "USAGE", "PERIOD"});
    for (const Row& row : rows) {
        table.add({std::string(row.id), std::string(row.source), std::string(name_of(row.metric)),
                   std::to_string(row.maximum), row.usage ? std::to_string(*row.usage) : "-",
                   std::string(name_of(row.period))});
    }
    terminal.out << table.text();
}

template <class Quota>
Row row_of(const Quota& quota, quotas::Source source)
{
    return {quota.id.text(), name_of(source), quota.metric, quota.maximum, std::nullopt, quota.period};
}

void list(OfflineProgram& program, const Owner& owner, OutputFormat format, Terminal& terminal)
{
    const auto connection = program.database().connect();
    std::vector<Row> rows;
    if (owner.is_tier()) {
        const auto tier = quotas::get_tier(connection->queries(), tier_id(connection->queries(), owner.tier));
        for (const auto& quota : tier.quotas) rows.push_back(row_of(quota, quotas::Source::tier));
        return write(rows, format, terminal);
    }
    const IdentityAddress identity = address_of(owner.identity);
    devices::get_identity(connection->queries(), identity);  // throws for one that is unknown
    const auto found = quotas::list_quotas_of(connection->queries(), identity, program.clock().now());
    for (const auto& quota : found) {
        rows.push_back(row_of(quota, quota.source));
        rows.back().usage = quota.usage;
    }
    write(rows, format, terminal);
}

void add_list_command(CLI::App& group, Invocation& invocation)
{
    struct Arguments
    {
        Owner owner;
        OutputFormat format = OutputFormat::json;
    };
    CLI::App& command = *group.add_subcommand("list", "Show the quotas of a tier, or all that an identity has");
    invocation.add_configuration_option(command);
    const auto arguments = std::make_shared<Arguments>();
    add_owner(command, arguments->owner);
    Invocation::add_output_option(command, arguments->format);
    invocation.on_call(command, [&invocation, arguments] {
        const Configuration configuration = invocation.load_configuration();
        OfflineProgram program(configuration);
        list(program, arguments->owner, arguments->format, invocation.terminal());
        return kSuccess;
    });
}

void create(OfflineProgram& program, const Owner& owner, const quotas::NewQuota& quota, OutputFormat format,
            Terminal& terminal)
{
    const auto connection = program.database().connect();
    if (owner.is_tier()) {
        const std::string tier = tier_id(connection->queries(), owner.tier);
        const auto created = quotas::create_tier_quota(*connection, kCommandLineOperator, tier, quota);
        return write({row_of(created, quotas::Source::tier)}, format, terminal);
    }
    const auto created = quotas::create_individual_quota(*connection, kCommandLineOperator, owner.identity, quota);
    write({row_of(created, quotas::Source::individual)}, format, terminal);
}

/// The name in any case, or the number.
quotas::Period period_of(const std::string& text)
{
    for (const auto& [period, name] : kNames<quotas::Period>) {
        const bool is_number = text == std::to_string(static_cast<int>(period));
        if (is_number || input::equal_ignoring_case(name, text)) return period;
    }
    throw WrongUsage(fmt::format("--period must be Hour, Day, Week, Month, Year or Total, not '{}'", text));
}

void add_create_command(CLI::App& group, Invocation& invocation)
{
    struct Arguments
    {
        Owner owner;
        quotas::NewQuota quota;
        std::string period;
        OutputFormat format = OutputFormat::json;
    };
    CLI::App& command = *group.add_subcommand("create", "Limit a tier or an identity from its next request on");
    invocation.add_configuration_option(command);
    const auto arguments = std::make_shared<Arguments>();
    add_owner(command, arguments->owner);
    command.add_option("--metric", arguments->quota.metric_key, "What is limited, such as NumberOfTokens")
        ->option_text("KEY")
        ->required();
    command.add_option("--max", arguments->quota.maximum, "So much of it at most; 0 forbids it")
        ->option_text("NUMBER")
        ->required();
    command.add_option("--period", arguments->period, "Hour, Day, Week, Month, Year or Total")
        ->option_text("PERIOD")
        ->required();
    Invocation::add_output_option(command, arguments->format);
    invocation.on_call(command, [&invocation, arguments] {
        arguments->quota.period = period_of(arguments->period);
        const Configuration configuration = invocation.load_configuration();
        OfflineProgram program(configuration);
        create(program, arguments->owner, arguments->quota, arguments->format, invocation.terminal());
        return kSuccess;
    });
}

void add_delete_command(CLI::App& group, Invocation& invocation)
{
    struct Arguments
    {
        Owner owner;
        Targets targets;
    };
    CLI::App& command = *group.add_subcommand("delete", "Delete quotas of a tier, or individual ones of an identity");
    invocation.add_configuration_option(command);
    const auto arguments = std::make_shared<Arguments>();
    add_owner(command, arguments->owner);
    add_targets(command, "ID", "Ids of the quotas", arguments->targets);
    invocation.on_call(command, [&invocation, arguments] {
        Terminal& terminal = invocation.terminal();
        const auto& owner = arguments->owner;
        const auto& targets = arguments->targets;
        const Configuration configuration = invocation.load_configuration();
        if (!is_wanted(targets.is_confirmed, fmt::format("Delete {} quotas?", targets.names.size()), terminal))
            return kFailure;
        OfflineProgram program(configuration);
        const auto connection = program.database().connect();
        const std::string tier = owner.is_tier() ? tier_id(connection->queries(), owner.tier) : "";
        return one_by_one(targets.names, terminal, [&](const std::string& id) {
            if (owner.is_tier()) {
                quotas::delete_tier_quota(*connection, kCommandLineOperator, tier, id);
            } else {
                quotas::delete_individual_quota(*connection, kCommandLineOperator, owner.identity, id);
            }
            return fmt::format("The quota {} was deleted.", id);
        });
    });
}

}  // namespace

void add_quota_commands(CLI::App& program, Invocation& invocation)
{
    CLI::App& group = *program.add_subcommand("quota", "Look at and change the quotas of tiers and identities");
    group.require_subcommand(1);
    add_create_command(group, invocation);
    add_list_command(group, invocation);
    add_delete_command(group, invocation);
}

}  // namespace backbone::program
