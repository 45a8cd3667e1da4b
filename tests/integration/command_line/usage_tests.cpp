#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

#include <catch2/catch.hpp>

#include <backbone/version.hpp>

#include "integration/command_line/program_calls.hpp"

using namespace backbone;
using namespace backbone::program;
using namespace backbone::program::test;

using Arguments = std::vector<std::string>;

TEST_CASE("Wrong usage ends with exit code 2 and says why", "[command_line]")
{
    const auto [arguments, reason] = GENERATE(table<Arguments, std::string>({
        {Arguments{}, "A subcommand is required"},
        {{"client"}, "A subcommand is required"},
        {{"sreve"}, "there is no command 'sreve'"},
        {{"client", "craete"}, "there is no command 'craete'"},
        {{"serve", "--colour", "red"}, "backbone: '--colour' was not expected\n"},
        {{"--colour", "red", "serve"}, "backbone: '--colour' was not expected\n"},
        {{"client", "create", "--colour", "red"}, "backbone: '--colour' was not expected\n"},
        {{"version", "now"}, "backbone: 'now' was not expected\n"},
        {{"config", "check", "--config"}, "--config"},
        {{"client", "create"}, "--defaultTier"},
        {{"client", "create", "--defaultTier", "Basic", "--maxIdentities", "many"}, "--maxIdentities"},
        {{"client", "create", "--defaultTier", "Basic", "--maxIdentities", "99999999999"}, "--maxIdentities"},
        {{"client", "list", "--output", "xml"}, "xml not in {json,table}"},
        {{"client", "delete"}, "ID"},
        {{"client", "update", "--clientId", "a"}, "At least 1 option"},
        {{"client", "update", "--displayName", "a"}, "--clientId"},
        {{"client", "update", "--clientId", "a", "--maxIdentities", "1", "--unlimitedIdentities"}, "excludes"},
        {{"client", "update", "--clientId", "a", "--clientSecret", "b", "--generateSecret"}, "excludes"},
        {{"client", "show"}, "ID"},
        {{"tier", "create"}, "--name"},
        {{"tier", "show"}, "TIER"},
        {{"tier", "delete"}, "TIER"},
        {{"identity"}, "A subcommand is required"},
        {{"identity", "list", "--limit", "0"}, "--limit: a whole number from 1 on is needed, not '0'\n"},
        {{"identity", "list", "--tier", "a", "--client", "b"}, "excludes"},
        {{"identity", "show"}, "ADDRESS"},
        {{"identity", "move", "a"}, "--tier"},
        {{"identity", "move", "--tier", "a"}, "ADDRESS"},
        {{"deletion", "list"}, "ADDRESS"},
        {{"deletion", "show", "a"}, "ID"},
        {{"job", "run"}, "NAME"},
        {{"outbox", "drop"}, "Exactly 1 option"},
        {{"outbox", "retry", "a", "--all"}, "Exactly 1 option"},
        {{"outbox", "list", "--limit", "1.5"}, "--limit: a whole number from 1 on is needed, not '1.5'\n"},
        {{"quota", "create", "--tier", "a", "--metric", "b", "--max", "1", "--period", "Fortnight"},
         "--period must be Hour, Day, Week, Month, Year or Total, not 'Fortnight'\n"},
        {{"job", "run", "a", "--wait", "long"}, "--wait needs a duration such as 30s, not 'long'"},
    }));
    const Installation installation;
    const Outcome outcome = installation.call(arguments);
    CHECK(outcome.exit_code == 2);
    CHECK(outcome.out.empty());
    CHECK_THAT(outcome.err, Catch::Contains(reason));
    CHECK(outcome.err.size() < 300);
    CHECK(std::ranges::none_of(outcome.err, [](unsigned char c) { return c < ' ' && c != '\n'; }));
}

TEST_CASE("A value may stand behind a colon, as with the reference", "[command_line]")
{
    Installation installation;
    const std::string file = installation.environment.front().second;
    installation.environment.clear();
    CHECK(installation.call({"config", "check", "--config:" + file}).out == "OK\n");
    CHECK(installation.call({"config", "check", "--config=" + file}).out == "OK\n");
    CHECK_THAT(installation.call({"config", "check", "--config=a:b"}).err, Catch::Contains("  a:b: "));
    CHECK_THAT(installation.call({"config", "check", "--", "--a:b"}).err, Catch::Contains("'--a:b' was not expected"));
}

TEST_CASE("A stream that the caller closed is not taken for a file", "[command_line]")
{
    const Installation installation;
    const std::string errors = (installation.folder() / "errors").string();
    // Where the program leaves its output closed, there is no file of that name.
    const std::string call = std::string(BACKBONE_PROGRAM) + " config check --config /proc/self/fd/1 >&- 2>" + errors;
    CHECK(std::system(call.c_str()) != 0);
    std::ifstream file(errors);
    const std::string text(std::istreambuf_iterator<char>(file), {});
    CHECK_THAT(text, Catch::Contains("did_domain"));
}

TEST_CASE("Every command explains itself", "[command_line]")
{
    const auto command = GENERATE(values<Arguments>({
        {},
        {"serve"},
        {"migrate"},
        {"client"},
        {"client", "create"},
        {"client", "list"},
        {"client", "show"},
        {"client", "update"},
        {"client", "delete"},
        {"tier"},
        {"tier", "create"},
        {"tier", "list"},
        {"tier", "show"},
        {"tier", "delete"},
        {"identity"},
        {"identity", "list"},
        {"identity", "show"},
        {"identity", "move"},
        {"deletion"},
        {"deletion", "list"},
        {"deletion", "show"},
        {"deletion", "audit-log"},
        {"config"},
        {"config", "check"},
        {"config", "show"},
        {"job"},
        {"job", "list"},
        {"job", "run"},
        {"announcement"},
        {"announcement", "send"},
        {"announcement", "list"},
        {"announcement", "show"},
        {"announcement", "delete"},
        {"token"},
        {"token", "reset-access-failed-count"},
        {"database"},
        {"database", "export"},
        {"quota"},
        {"quota", "create"},
        {"quota", "list"},
        {"quota", "delete"},
        {"outbox"},
        {"outbox", "list"},
        {"outbox", "retry"},
        {"outbox", "drop"},
        {"version"},
    }));
    const std::string help = GENERATE("--help", "-h", "-?");
    const Installation installation;
    Arguments arguments = command;
    arguments.push_back(help);
    const Outcome outcome = installation.call(arguments);
    CHECK(outcome.exit_code == 0);
    CHECK(outcome.err.empty());
    CHECK_THAT(outcome.out, Catch::Contains("Usage: backbone"));
}

TEST_CASE("The version is printed", "[command_line]")
{
    const std::string argument = GENERATE("version", "--version");
    const Outcome outcome = Installation().call({argument});
    CHECK(outcome.exit_code == 0);
    CHECK(outcome.out == std::string(version()) + "\n");
}

TEST_CASE("A configuration is found by option, by variable, or is missing", "[command_line]")
{
    Installation installation;
    const std::string broken = installation.write("broken.yaml", "landscape: moon\n");

    const Outcome by_variable = installation.call({"config", "check"});
    CHECK(by_variable.exit_code == 0);
    CHECK(by_variable.out == "OK\n");

    const Outcome by_option = installation.call({"config", "check", "--config", broken});
    CHECK(by_option.exit_code == 1);
    CHECK(by_option.out.empty());

    const Outcome before_command = installation.call({"--config", broken, "config", "check"});
    CHECK(before_command.exit_code == 1);
    CHECK_THAT(before_command.err, Catch::Contains("broken.yaml:1: landscape"));

    const Outcome last_option = installation.call(
        {"config", "check", "--config", broken, "--config", (installation.folder() / "dev.yaml").string()});
    CHECK(last_option.exit_code == 0);

    installation.environment.clear();
    const Outcome missing = installation.call({"config", "check"});
    CHECK(missing.exit_code == 1);
    CHECK_THAT(missing.err, Catch::StartsWith("backbone: there is no configuration: "));
}

TEST_CASE("Checking a configuration tells every problem", "[command_line]")
{
    Installation installation;
    const std::string file = installation.write("wrong.yaml",
                                                "landscape: dev\ndid_domain: localhost\nhttp: {io_threads: x}\n"
                                                "admin: {api_keys: [a]}\npagign: {}\n");
    const std::string command = GENERATE("check", "show");
    const Outcome outcome = installation.call({"config", command, "--config", file});
    CHECK(outcome.exit_code == 1);
    CHECK(outcome.out.empty());
    CHECK(outcome.err ==
          "The configuration cannot be used:\n"
          "  " +
              file + ":3: http.io_threads: expected a whole number from 1 to 256, found 'x'\n" + "  " + file +
              ": authentication.signing_keys: or signing_key_files or generated_key_folder must be set\n" + "  " +
              file + ":5: pagign: no option has this name; did you mean 'paging'?\n");
}

TEST_CASE("Checking a configuration tries its keys and certificates", "[command_line]")
{
    Installation installation;
    const std::string no_key = installation.write("no-key.pem", "nonsense");
    installation.environment.insert(installation.environment.end(),
                                    {{"BACKBONE_AUTHENTICATION__SIGNING_KEY_FILES", no_key},
                                     {"BACKBONE_HTTP__CONSUMER__TLS__CERTIFICATE_FILE", "/nowhere/certificate.pem"},
                                     {"BACKBONE_HTTP__CONSUMER__TLS__KEY_FILE", no_key}});
    const std::string file = (installation.folder() / "dev.yaml").string();
    const Outcome outcome = installation.call({"config", "check"});
    CHECK(outcome.exit_code == 1);
    CHECK(outcome.out.empty());
    CHECK(outcome.err == "The configuration cannot be used:\n  " + file +
                             ": authentication: Key number 1 to sign access tokens with cannot be used: it holds no "
                             "private key in PEM form.\n  " +
                             file +
                             ": http.consumer.tls: the TLS certificate file '/nowhere/certificate.pem' cannot be used: "
                             "No such file or directory\n");
    installation.environment.resize(1);
    CHECK(installation.call({"config", "check"}).exit_code == 0);
    CHECK_FALSE(std::filesystem::exists(installation.folder() / "signing-key.pem"));
}

TEST_CASE("Showing a configuration masks its secrets", "[command_line]")
{
    Installation installation;
    installation.environment.emplace_back("BACKBONE_PAGING__DEFAULT_SIZE", "25");
    const Outcome outcome = installation.call({"config", "show"});
    CHECK(outcome.exit_code == 0);
    CHECK_THAT(outcome.out, Catch::StartsWith("landscape: dev "));
    CHECK_THAT(outcome.out,
               Catch::Contains("  default_size: 25 ") && Catch::Contains("# BACKBONE_PAGING__DEFAULT_SIZE\n"));
    CHECK_THAT(outcome.out, Catch::Contains("  api_keys: [\"***\"] "));
    CHECK_THAT(outcome.out, !Catch::Contains("s3cr3t"));
}

TEST_CASE("Output that cannot be written is a failure", "[command_line]")
{
    const auto arguments = GENERATE(values<Arguments>({{"version"}, {"--help"}, {"config", "show"}}));
    const Installation installation;
    std::istringstream in;
    std::ofstream full_disk("/dev/full");
    std::ostringstream err;
    Terminal terminal{in, full_disk, err, installation.environment};
    CHECK(run_command_line(arguments, terminal) == 1);
    CHECK(err.str() == "backbone: cannot write to the standard output\n");
}
