// docs/protocol/admin.md §8
#include <memory>
#include <ostream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <backbone/audit.hpp>
#include <backbone/error.hpp>
#include <devices/tiers.hpp>

#include "program/commands/commands.hpp"
#include "program/invocation.hpp"
#include "program/offline_program.hpp"
#include "program/one_by_one.hpp"
#include "program/output.hpp"

namespace backbone::program {
namespace {

using devices::Tier;

std::string as_json(const Tier& tier)
{
    IndentedObject json;
    json.member("id", tier.id);
    json.member("name", tier.name);
    json.member("canBeUsedAsDefaultForClient", tier.can_be_used_as_default);
    json.member("canBeManuallyAssigned", tier.can_be_manually_assigned);
    json.member("numberOfIdentities", tier.number_of_identities);
    return json.text();
}

void write_tiers(const std::vector<Tier>& tiers, OutputFormat format, Terminal& terminal)
{
    if (format == OutputFormat::json) {
        for (const Tier& tier : tiers) terminal.out << as_json(tier);
        return;
    }
    Table table({"ID", "NAME", "IDENTITIES", "DEFAULT OF CLIENTS", "BY HAND"});
    for (const Tier& tier : tiers) {
        table.add({std::string(tier.id.text()), tier.name, std::to_string(tier.number_of_identities),
                   tier.can_be_used_as_default ? "yes" : "no", tier.can_be_manually_assigned ? "yes" : "no"});
    }
    terminal.out << table.text();
}

Tier existing_tier(Queries& queries, const std::string& name_or_id)
{
    auto tier = devices::find_tier(queries, name_or_id);
    if (!tier) throw not_found("Tier");
    return *tier;
}

void add_create_command(CLI::App& group, Invocation& invocation)
{
    struct Arguments
    {
        std::string name;
        OutputFormat format = OutputFormat::json;
    };
    CLI::App& command = *group.add_subcommand("create", "Make a tier");
    invocation.add_configuration_option(command);
    const auto arguments = std::make_shared<Arguments>();
    command.add_option("--name", arguments->name, "Its name: 3 to 30 characters")->option_text("NAME")->required();
    Invocation::add_output_option(command, arguments->format);
    invocation.on_call(command, [&invocation, arguments] {
        const Configuration configuration = invocation.load_configuration();
        OfflineProgram program(configuration);
        const auto connection = program.database().connect();
        const Tier tier = devices::create_tier(*connection, kCommandLineOperator, arguments->name);
        if (arguments->format == OutputFormat::table) {
            write_tiers({tier}, OutputFormat::table, invocation.terminal());
        } else {
            // As the reference prints it.
            IndentedObject json;
            json.member("id", tier.id);
            json.member("name", tier.name);
            invocation.terminal().out << json.text();
        }
        return kSuccess;
    });
}

void add_list_command(CLI::App& group, Invocation& invocation)
{
    CLI::App& command = *group.add_subcommand("list", "Show all tiers, in the order of their names");
    invocation.add_configuration_option(command);
    const auto format = std::make_shared<OutputFormat>(OutputFormat::json);
    Invocation::add_output_option(command, *format);
    invocation.on_call(command, [&invocation, format] {
        const Configuration configuration = invocation.load_configuration();
        OfflineProgram program(configuration);
        write_tiers(devices::list_tiers(program.database().connect()->queries()), *format, invocation.terminal());
        return kSuccess;
    });
}

void add_show_command(CLI::App& group, Invocation& invocation)
{
    struct Arguments
    {
        std::string tier;
        OutputFormat format = OutputFormat::json;
    };
    CLI::App& command = *group.add_subcommand("show", "Show a tier");
    invocation.add_configuration_option(command);
    const auto arguments = std::make_shared<Arguments>();
    command.add_option("TIER", arguments->tier, "Name or id")->required()->option_text(" ");
    Invocation::add_output_option(command, arguments->format);
    invocation.on_call(command, [&invocation, arguments] {
        const Configuration configuration = invocation.load_configuration();
        OfflineProgram program(configuration);
        const Tier tier = existing_tier(program.database().connect()->queries(), arguments->tier);
        write_tiers({tier}, arguments->format, invocation.terminal());
        return kSuccess;
    });
}

void add_delete_command(CLI::App& group, Invocation& invocation)
{
    CLI::App& command = *group.add_subcommand("delete", "Delete tiers that no client and no identity uses");
    invocation.add_configuration_option(command);
    const auto targets = std::make_shared<Targets>();
    add_targets(command, "TIER", "Names or ids of the tiers", *targets);
    invocation.on_call(command, [&invocation, targets] {
        Terminal& terminal = invocation.terminal();
        const Configuration configuration = invocation.load_configuration();
        if (!is_wanted(targets->is_confirmed, fmt::format("Delete {} tiers?", targets->names.size()), terminal))
            return kFailure;
        OfflineProgram program(configuration);
        const auto connection = program.database().connect();
        return one_by_one(targets->names, terminal, [&](const std::string& name) {
            const Tier tier = existing_tier(connection->queries(), name);
            devices::delete_tier(*connection, kCommandLineOperator, tier.id);
            return fmt::format("The tier {} was deleted.", name);
        });
    });
}

}  // namespace

void add_tier_commands(CLI::App& program, Invocation& invocation)
{
    CLI::App& group = *program.add_subcommand("tier", "Look at and change the tiers");
    group.require_subcommand(1);
    add_create_command(group, invocation);
    add_list_command(group, invocation);
    add_show_command(group, invocation);
    add_delete_command(group, invocation);
}

}  // namespace backbone::program
