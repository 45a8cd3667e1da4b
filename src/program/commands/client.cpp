// docs/protocol/admin.md §8. Options have the names of the reference, and those that one expects on a command line.
#include <istream>
#include <memory>
#include <optional>
#include <ostream>
#include <stdexcept>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <backbone/audit.hpp>
#include <devices/clients.hpp>
#include <devices/tiers.hpp>

#include "program/commands/commands.hpp"
#include "program/invocation.hpp"
#include "program/offline_program.hpp"
#include "program/one_by_one.hpp"
#include "program/output.hpp"

namespace backbone::program {
namespace {

using devices::Client;

constexpr const char* kClientId = "--clientId,--client-id";
constexpr const char* kDisplayName = "--displayName,--display-name";
constexpr const char* kClientSecret = "--clientSecret,--client-secret";
constexpr const char* kDefaultTier = "--defaultTier,--default-tier";
constexpr const char* kMaxIdentities = "--maxIdentities,--max-identities";

/// What the functions of the devices module work with.
class Clients
{
  public:
    explicit Clients(const Configuration& configuration)
        : program_(configuration), passwords_(program_.random()), connection_(program_.database().connect())
    {}

    Connection& connection() { return *connection_; }
    Passwords& passwords() { return passwords_; }

  private:
    OfflineProgram program_;
    Passwords passwords_;
    std::unique_ptr<Connection> connection_;
};

/// Replaces `-` by a line of the input, so that a secret need not stand in the list of processes; answers whether it
/// did. Who has such a secret at hand does not want to see it again.
bool read_secret(std::string& secret, std::istream& in)
{
    if (secret != "-") return false;
    std::getline(in, secret);
    if (secret.ends_with('\r')) secret.pop_back();
    if (!in || secret.empty()) throw std::runtime_error("there is no secret on the standard input");
    return true;
}

std::string limit_text(const Client& client)
{
    return client.maximum_identities ? fmt::format("{}", *client.maximum_identities) : "unlimited";
}

std::string as_json(const Client& client, const std::optional<std::string>& secret)
{
    IndentedObject json;
    json.member("clientId", client.client_id);
    json.member("displayName", client.display_name);
    if (secret) json.member("clientSecret", *secret);
    json.member("defaultTier", client.default_tier);
    json.member("createdAt", client.created_at);
    if (!secret) json.member("numberOfIdentities", client.number_of_identities);
    json.member("maxIdentities", client.maximum_identities);
    return json.text();
}

void write_client(const Client& client, const std::optional<std::string>& secret, OutputFormat format,
                  Terminal& terminal)
{
    if (format == OutputFormat::json) {
        terminal.out << as_json(client, secret);
    } else {
        Table table({"CLIENT ID", "DISPLAY NAME", "DEFAULT TIER", "CREATED AT", "MAX IDENTITIES", "SECRET"});
        table.add({client.client_id, client.display_name, std::string(client.default_tier.text()),
                   client.created_at.to_string(), limit_text(client), secret.value_or("-")});
        terminal.out << table.text();
    }
    terminal.out.flush();
    if (secret) terminal.err << "Note the secret now. It cannot be shown again.\n";
}

void add_create_command(CLI::App& group, Invocation& invocation)
{
    struct Arguments
    {
        devices::NewClient client;
        OutputFormat format = OutputFormat::json;
    };
    CLI::App& command = *group.add_subcommand("create", "Make a client");
    invocation.add_configuration_option(command);
    const auto arguments = std::make_shared<Arguments>();
    devices::NewClient& client = arguments->client;
    command.add_option(kClientId, client.client_id, "Id of the client (default: generated)")->option_text("ID");
    command.add_option(kDisplayName, client.display_name, "Name for people (default: the id)")->option_text("NAME");
    command.add_option(kClientSecret, client.secret, "Secret; - reads it from the standard input (default: generated)")
        ->option_text("SECRET");
    command.add_option(kDefaultTier, client.default_tier, "Name or id of the tier that its identities get")
        ->option_text("TIER")
        ->required();
    command.add_option(kMaxIdentities, client.maximum_identities, "So many identities at most (default: unlimited)")
        ->option_text("NUMBER");
    Invocation::add_output_option(command, arguments->format);
    invocation.on_call(command, [&invocation, arguments] {
        const Configuration configuration = invocation.load_configuration();
        Terminal& terminal = invocation.terminal();
        const bool is_confidential = read_secret(arguments->client.secret, terminal.in);
        Clients clients(configuration);
        devices::seed_tiers(clients.connection());  // for the case that no server has run yet
        const auto created =
            devices::create_client(clients.connection(), clients.passwords(), kCommandLineOperator, arguments->client);
        write_client(created.client, is_confidential ? std::nullopt : std::optional(created.secret), arguments->format,
                     terminal);
        return kSuccess;
    });
}

void write_listed(const std::vector<Client>& clients, OutputFormat format, Terminal& terminal)
{
    if (format == OutputFormat::json) {
        for (const Client& client : clients) terminal.out << as_json(client, std::nullopt);
        return;
    }
    Table table({"CLIENT ID", "DISPLAY NAME", "DEFAULT TIER", "CREATED AT", "IDENTITIES", "MAX IDENTITIES"});
    for (const Client& client : clients) {
        table.add({client.client_id, client.display_name, std::string(client.default_tier.text()),
                   client.created_at.to_string(), fmt::format("{}", client.number_of_identities), limit_text(client)});
    }
    terminal.out << table.text();
}

void add_list_command(CLI::App& group, Invocation& invocation)
{
    CLI::App& command = *group.add_subcommand("list", "Show all clients");
    invocation.add_configuration_option(command);
    const auto format = std::make_shared<OutputFormat>(OutputFormat::json);
    Invocation::add_output_option(command, *format);
    invocation.on_call(command, [&invocation, format] {
        const Configuration configuration = invocation.load_configuration();
        Clients clients(configuration);
        std::vector<Client> all;
        for (auto& listed : devices::list_clients(clients.connection().queries())) {
            all.push_back(std::move(listed.client));
        }
        write_listed(all, *format, invocation.terminal());
        return kSuccess;
    });
}

void add_show_command(CLI::App& group, Invocation& invocation)
{
    struct Arguments
    {
        std::string id;
        OutputFormat format = OutputFormat::json;
    };
    CLI::App& command = *group.add_subcommand("show", "Show a client");
    invocation.add_configuration_option(command);
    const auto arguments = std::make_shared<Arguments>();
    command.add_option("ID", arguments->id, "Id of the client")->required()->option_text(" ");
    Invocation::add_output_option(command, arguments->format);
    invocation.on_call(command, [&invocation, arguments] {
        const Configuration configuration = invocation.load_configuration();
        Clients clients(configuration);
        write_listed({devices::get_client(clients.connection().queries(), arguments->id)}, arguments->format,
                     invocation.terminal());
        return kSuccess;
    });
}

struct UpdateArguments
{
    devices::ClientUpdate update;
    std::optional<std::int32_t> maximum_identities;
    bool is_unlimited = false;
    bool generates_secret = false;
    OutputFormat format = OutputFormat::json;
};

int update(const Configuration& configuration, UpdateArguments& arguments, Terminal& terminal)
{
    devices::ClientUpdate& wanted = arguments.update;
    if (arguments.maximum_identities) wanted.maximum_identities.emplace(arguments.maximum_identities);
    if (arguments.is_unlimited) wanted.maximum_identities.emplace(std::nullopt);
    if (arguments.generates_secret) wanted.secret.emplace();
    const bool shows_secret = wanted.secret && !read_secret(*wanted.secret, terminal.in);
    Clients clients(configuration);
    const auto updated =
        devices::update_client(clients.connection(), clients.passwords(), kCommandLineOperator, wanted);
    write_client(updated.client, shows_secret ? std::optional(updated.secret) : std::nullopt, arguments.format,
                 terminal);
    return kSuccess;
}

void add_update_command(CLI::App& group, Invocation& invocation)
{
    CLI::App& command = *group.add_subcommand("update", "Change a client");
    invocation.add_configuration_option(command);
    const auto arguments = std::make_shared<UpdateArguments>();
    devices::ClientUpdate& wanted = arguments->update;
    command.add_option(kClientId, wanted.client_id, "Id of the client")->option_text("ID")->required();

    CLI::Option_group& changes = *command.add_option_group("Changes", "At least one of them");
    changes.require_option(1, 0);
    changes.add_option(kDisplayName, wanted.display_name, "Name for people")->option_text("NAME");
    changes.add_option(kDefaultTier, wanted.default_tier, "Name or id of the tier that new identities get")
        ->option_text("TIER");
    CLI::Option* const maximum =
        changes.add_option(kMaxIdentities, arguments->maximum_identities, "So many identities at most")
            ->option_text("NUMBER");
    changes.add_flag("--unlimitedIdentities,--unlimited-identities", arguments->is_unlimited, "Remove that limit")
        ->excludes(maximum);
    CLI::Option* const secret =
        changes.add_option(kClientSecret, wanted.secret, "New secret; - reads it from the standard input")
            ->option_text("SECRET");
    changes.add_flag("--generateSecret,--generate-secret", arguments->generates_secret, "Generate a new secret")
        ->excludes(secret);
    Invocation::add_output_option(command, arguments->format);
    invocation.on_call(command, [&invocation, arguments] {
        return update(invocation.load_configuration(), *arguments, invocation.terminal());
    });
}

void add_delete_command(CLI::App& group, Invocation& invocation)
{
    CLI::App& command = *group.add_subcommand("delete", "Delete clients; their identities stay");
    invocation.add_configuration_option(command);
    const auto targets = std::make_shared<Targets>();
    add_targets(command, "ID", "Ids of the clients", *targets);
    invocation.on_call(command, [&invocation, targets] {
        Terminal& terminal = invocation.terminal();
        const Configuration configuration = invocation.load_configuration();
        const std::string question =
            fmt::format("Delete {} clients? Their apps cannot log in any more.", targets->names.size());
        if (!is_wanted(targets->is_confirmed, question, terminal)) return kFailure;
        Clients clients(configuration);
        return one_by_one(targets->names, terminal, [&](const std::string& id) {
            devices::delete_client(clients.connection(), kCommandLineOperator, id);
            return fmt::format("The client {} was deleted.", id);
        });
    });
}

}  // namespace

void add_client_commands(CLI::App& program, Invocation& invocation)
{
    CLI::App& group = *program.add_subcommand("client", "Look at and change the OAuth clients");
    group.require_subcommand(1);
    add_create_command(group, invocation);
    add_list_command(group, invocation);
    add_show_command(group, invocation);
    add_update_command(group, invocation);
    add_delete_command(group, invocation);
}

}  // namespace backbone::program
