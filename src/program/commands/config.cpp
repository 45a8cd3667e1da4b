#include <exception>
#include <functional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include <backbone/access_tokens.hpp>

#include "configuration/load.hpp"
#include "http/tls.hpp"
#include "program/commands/commands.hpp"
#include "program/invocation.hpp"
#include "program/serve.hpp"

namespace backbone::program {
namespace {

/// Whether the keys and certificates that the options name can be used, as the start of the server will find out. Makes
/// no key, and does not look at the database and the folders, which need not be at hand.
std::vector<configuration::Problem> problems_of_keys(const Configuration& configuration, const std::string& file)
{
    std::vector<configuration::Problem> problems;
    const auto attempt = [&](const std::string& option, const std::function<void()>& work) {
        try {
            work();
        } catch (const std::exception& error) {
            problems.push_back({file, option, error.what()});
        }
    };
    AuthenticationOptions authentication = configuration.authentication;
    authentication.generated_key_folder.clear();
    if (!authentication.signing_key_files.empty() || !authentication.signing_keys.empty()) {
        attempt("authentication",
                [&] { const AccessTokens tokens(signing_keys(authentication), authentication.token_lifetime); });
    }
    for (const auto& [option, listener] : {std::pair("http.consumer.tls", &configuration.http.consumer),
                                           std::pair("http.admin.tls", &configuration.http.admin)}) {
        if (listener->tls_certificate_file.empty()) continue;
        attempt(option, [&, listener = listener] {
            http::load_tls_context(listener->tls_certificate_file, listener->tls_key_file);
        });
    }
    return problems;
}

}  // namespace

void add_config_commands(CLI::App& program, Invocation& invocation)
{
    CLI::App& group = *program.add_subcommand("config", "Look at the configuration");
    group.require_subcommand(1);

    CLI::App& check =
        *group.add_subcommand("check", "Tell what is wrong with the configuration, its keys and certificates");
    invocation.add_configuration_option(check);
    invocation.on_call(check, [&invocation] {
        const Configuration configuration = invocation.load_configuration();
        auto problems = problems_of_keys(configuration, invocation.configuration_file());
        if (!problems.empty()) throw configuration::InvalidConfiguration(std::move(problems));
        invocation.terminal().out << "OK\n";
        return kSuccess;
    });

    CLI::App& show = *group.add_subcommand("show", "Show all options, and where their values come from");
    invocation.add_configuration_option(show);
    invocation.on_call(show, [&invocation] {
        Configuration configuration;
        invocation.terminal().out << configuration::to_yaml(invocation.load_configuration(configuration));
        return kSuccess;
    });
}

}  // namespace backbone::program
