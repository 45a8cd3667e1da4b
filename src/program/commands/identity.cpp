// Identities, as an operator's scripts look at and move them.
#include <algorithm>
#include <limits>
#include <memory>
#include <optional>
#include <ostream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <backbone/audit.hpp>
#include <backbone/error.hpp>
#include <devices/identity_directory.hpp>
#include <devices/tiers.hpp>

#include "program/commands/arguments.hpp"
#include "program/commands/commands.hpp"
#include "program/invocation.hpp"
#include "program/offline_program.hpp"
#include "program/one_by_one.hpp"
#include "program/output.hpp"

namespace backbone::program {
namespace {

using devices::ListedDevice;
using devices::ListedIdentity;
using devices::TierId;

constexpr std::int64_t kAtOnce = 500;

IndentedObject as_json(const ListedIdentity& identity)
{
    IndentedObject json;
    json.member("address", identity.address);
    json.member("clientId", identity.client_id);
    json.member("tierId", identity.tier);
    json.member("tierName", identity.tier_name);
    json.member("createdAt", identity.created_at);
    json.member("status", identity.status);
    json.member("identityVersion", identity.identity_version);
    json.member("numberOfDevices", identity.number_of_devices);
    return json;
}

std::string as_table(const std::vector<ListedIdentity>& identities)
{
    Table table({"ADDRESS", "CLIENT", "TIER", "CREATED AT", "STATUS", "DEVICES"});
    for (const ListedIdentity& identity : identities) {
        table.add({identity.address.text(), identity.client_id, identity.tier_name, identity.created_at.to_string(),
                   std::string(name_of(identity.status)), std::to_string(identity.number_of_devices)});
    }
    return table.text();
}

std::string as_table(const std::vector<ListedDevice>& devices)
{
    Table table({"DEVICE", "USERNAME", "CREATED AT", "LAST LOGIN", "LANGUAGE", "BACKUP"});
    for (const ListedDevice& device : devices) {
        table.add({std::string(device.id.text()), device.username, device.created_at.to_string(),
                   device.last_login_at ? device.last_login_at->to_string() : "-", device.communication_language,
                   device.is_backup_device ? "yes" : "no"});
    }
    return table.text();
}

TierId tier_named(Queries& queries, const std::string& name_or_id)
{
    const auto tier = devices::find_tier(queries, name_or_id);
    if (!tier) throw not_found("Tier");
    return tier->id;
}

struct ListArguments
{
    std::optional<std::string> tier;
    std::optional<std::string> client;
    std::string after;
    std::optional<std::int64_t> limit;
    OutputFormat format = OutputFormat::table;
};

/// Writes as it reads, so that any number can be listed.
int list(const Configuration& configuration, const ListArguments& arguments, Terminal& terminal)
{
    OfflineProgram program(configuration);
    const auto connection = program.database().connect();
    devices::IdentityFilter filter{.tier = {}, .client_id = arguments.client};
    if (arguments.tier) filter.tier = tier_named(connection->queries(), *arguments.tier);
    IdentityAddress after = arguments.after.empty() ? IdentityAddress() : address_of(arguments.after);
    std::int64_t left = arguments.limit.value_or(std::numeric_limits<std::int64_t>::max());
    bool is_first = true;
    while (left > 0 && terminal.out) {
        const auto page = devices::list_identities(connection->queries(), filter, after, std::min(left, kAtOnce));
        if (arguments.format == OutputFormat::json) {
            for (const ListedIdentity& identity : page) terminal.out << as_json(identity).text();
        } else if (is_first || !page.empty()) {
            terminal.out << as_table(page);
        }
        if (page.size() < static_cast<std::size_t>(std::min(left, kAtOnce))) break;
        left -= static_cast<std::int64_t>(page.size());
        after = page.back().address;
        is_first = false;
    }
    return kSuccess;
}

void add_list_command(CLI::App& group, Invocation& invocation)
{
    CLI::App& command = *group.add_subcommand("list", "Show identities, in the order of their addresses");
    invocation.add_configuration_option(command);
    const auto arguments = std::make_shared<ListArguments>();
    CLI::Option* const tier =
        command.add_option("--tier", arguments->tier, "Only those of the tier with this name or id")
            ->option_text("TIER");
    command.add_option("--client", arguments->client, "Only those that were made with this client")
        ->option_text("ID")
        ->excludes(tier);
    command.add_option("--after", arguments->after, "Begin behind this address")->option_text("ADDRESS");
    command.add_option("--limit", arguments->limit, "So many at most (default: all)")
        ->option_text("NUMBER")
        ->check(CLI::Range(std::int64_t{1}, kMaximumLimit));
    Invocation::add_output_option(command, arguments->format);
    invocation.on_call(command, [&invocation, arguments] {
        return list(invocation.load_configuration(), *arguments, invocation.terminal());
    });
}

void add_show_command(CLI::App& group, Invocation& invocation)
{
    struct Arguments
    {
        std::string address;
        OutputFormat format = OutputFormat::table;
    };
    CLI::App& command = *group.add_subcommand("show", "Show an identity with its devices");
    invocation.add_configuration_option(command);
    const auto arguments = std::make_shared<Arguments>();
    add_address(command, arguments->address);
    Invocation::add_output_option(command, arguments->format);
    invocation.on_call(command, [&invocation, arguments] {
        const Configuration configuration = invocation.load_configuration();
        OfflineProgram program(configuration);
        const auto details =
            devices::get_identity(program.database().connect()->queries(), address_of(arguments->address));
        std::ostream& out = invocation.terminal().out;
        if (arguments->format == OutputFormat::table) {
            out << as_table({details.identity}) << "\n" << as_table(details.devices);
        } else {
            IndentedObject json = as_json(details.identity);
            json.member("publicKey", details.identity.public_key);
            json.member("devices", details.devices);
            out << json.text();
        }
        return kSuccess;
    });
}

void add_move_command(CLI::App& group, Invocation& invocation)
{
    struct Arguments
    {
        std::string tier;
        std::vector<std::string> addresses;
    };
    CLI::App& command = *group.add_subcommand("move", "Move identities to another tier");
    invocation.add_configuration_option(command);
    const auto arguments = std::make_shared<Arguments>();
    command.add_option("--tier", arguments->tier, "Name or id of the tier")->option_text("TIER")->required();
    command.add_option("ADDRESS", arguments->addresses, "Addresses of the identities")->required()->option_text("...");
    invocation.on_call(command, [&invocation, arguments] {
        const Configuration configuration = invocation.load_configuration();
        OfflineProgram program(configuration);
        const auto connection = program.database().connect();
        const TierId tier = tier_named(connection->queries(), arguments->tier);
        return one_by_one(arguments->addresses, invocation.terminal(), [&](const std::string& address) {
            devices::change_tier(*connection, kCommandLineOperator, address_of(address), tier);
            return fmt::format("The identity {} was moved to the tier {}.", address, arguments->tier);
        });
    });
}

}  // namespace

void add_identity_commands(CLI::App& program, Invocation& invocation)
{
    CLI::App& group = *program.add_subcommand("identity", "Look at identities, and change their tiers");
    group.require_subcommand(1);
    add_list_command(group, invocation);
    add_show_command(group, invocation);
    add_move_command(group, invocation);
}

}  // namespace backbone::program
