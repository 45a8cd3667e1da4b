// The deletions of identities, as an operator's scripts look at them.
#include <functional>
#include <memory>
#include <ostream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <backbone/error.hpp>
#include <devices/deletion_processes.hpp>

#include "program/commands/arguments.hpp"
#include "program/commands/commands.hpp"
#include "program/invocation.hpp"
#include "program/offline_program.hpp"
#include "program/output.hpp"

namespace backbone::program {
namespace {

using devices::DeletionLogEntry;
using devices::DeletionProcess;

std::string text_of(const std::optional<Timestamp>& time)
{
    return time ? time->to_string() : "-";
}

std::string text_of(const std::optional<devices::DeletionProcessStatus>& status)
{
    return status ? std::string(name_of(*status)) : "-";
}

IndentedObject as_json(const DeletionProcess& process)
{
    IndentedObject json;
    json.member("id", process.id);
    json.member("status", process.status);
    json.member("createdAt", process.created_at);
    json.member("createdByDevice", process.created_by_device);
    json.member("gracePeriodEndsAt", process.grace_period_ends_at);
    json.member("gracePeriodReminder1SentAt", process.first_reminder_sent_at);
    json.member("gracePeriodReminder2SentAt", process.second_reminder_sent_at);
    json.member("gracePeriodReminder3SentAt", process.third_reminder_sent_at);
    return json;
}

std::string as_json(const DeletionLogEntry& entry)
{
    IndentedObject json;
    json.member("id", entry.id);
    json.member("createdAt", entry.created_at);
    json.member("oldStatus", entry.old_status);
    json.member("newStatus", entry.new_status);
    json.member("messageKey", entry.message_key);
    json.raw_member("additionalData", entry.additional_data.value_or("{}"));
    return json.text();
}

std::string as_table(const std::vector<DeletionProcess>& processes)
{
    Table table({"ID", "STATUS", "CREATED AT", "BY DEVICE", "GRACE PERIOD ENDS AT", "LAST REMINDER"});
    for (const DeletionProcess& process : processes) {
        const auto last_reminder = process.third_reminder_sent_at    ? process.third_reminder_sent_at
                                   : process.second_reminder_sent_at ? process.second_reminder_sent_at
                                                                     : process.first_reminder_sent_at;
        table.add({std::string(process.id.text()), std::string(name_of(process.status)), process.created_at.to_string(),
                   std::string(process.created_by_device.text()), text_of(process.grace_period_ends_at),
                   text_of(last_reminder)});
    }
    return table.text();
}

std::string as_table(const std::vector<DeletionLogEntry>& log)
{
    Table table({"CREATED AT", "MESSAGE", "OLD STATUS", "NEW STATUS", "DATA"});
    for (const DeletionLogEntry& entry : log) {
        table.add({entry.created_at.to_string(), entry.message_key, text_of(entry.old_status),
                   text_of(entry.new_status), entry.additional_data.value_or("-")});
    }
    return table.text();
}

struct Arguments
{
    std::string address;
    std::string process;
    OutputFormat format = OutputFormat::table;
};

using Show = std::function<void(const Arguments&, Queries&, std::ostream& out)>;

/// A command that shows something of an identity's deletions.
CLI::App& add_command(CLI::App& group, Invocation& invocation, const char* name, const char* description,
                      const std::shared_ptr<Arguments>& arguments, const Show& show)
{
    CLI::App& command = *group.add_subcommand(name, description);
    invocation.add_configuration_option(command);
    add_address(command, arguments->address);
    Invocation::add_output_option(command, arguments->format);
    invocation.on_call(command, [&invocation, arguments, show] {
        const Configuration configuration = invocation.load_configuration();
        OfflineProgram program(configuration);
        show(*arguments, program.database().connect()->queries(), invocation.terminal().out);
        return kSuccess;
    });
    return command;
}

void list(const Arguments& arguments, Queries& queries, std::ostream& out)
{
    const auto processes = devices::deletion_processes_of(queries, address_of(arguments.address));
    if (arguments.format == OutputFormat::table) {
        out << as_table(processes);
    } else {
        for (const DeletionProcess& process : processes) out << as_json(process).text();
    }
}

void show(const Arguments& arguments, Queries& queries, std::ostream& out)
{
    const auto id = devices::DeletionProcessId::parse(arguments.process);
    if (!id) throw not_found("IdentityDeletionProcess");
    const auto process = devices::deletion_process_of(queries, address_of(arguments.address), *id);
    const auto log = devices::deletion_log_of(queries, process.id);
    if (arguments.format == OutputFormat::table) {
        out << as_table(std::vector{process}) << "\n" << as_table(log);
    } else {
        IndentedObject json = as_json(process);
        json.member("auditLog", log);
        out << json.text();
    }
}

void show_log(const Arguments& arguments, Queries& queries, std::ostream& out)
{
    const auto log = devices::deletion_log_of(queries, address_of(arguments.address));
    if (arguments.format == OutputFormat::table) {
        out << as_table(log);
    } else {
        for (const DeletionLogEntry& entry : log) out << as_json(entry);
    }
}

}  // namespace

void add_deletion_commands(CLI::App& program, Invocation& invocation)
{
    CLI::App& group = *program.add_subcommand("deletion", "Look at the deletions of identities");
    group.require_subcommand(1);
    add_command(group, invocation, "list", "Show the deletion processes of an identity, newest first",
                std::make_shared<Arguments>(), list);
    const auto arguments = std::make_shared<Arguments>();
    CLI::App& show_command =
        add_command(group, invocation, "show", "Show a deletion process with its audit log", arguments, show);
    show_command.add_option("ID", arguments->process, "Id of the process")->required()->option_text(" ");
    add_command(group, invocation, "audit-log",
                "Show the audit log of an identity's deletions, also after it is gone, oldest first",
                std::make_shared<Arguments>(), show_log);
}

}  // namespace backbone::program
