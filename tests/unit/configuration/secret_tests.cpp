#include "unit/configuration/loading.hpp"

#include <catch2/catch.hpp>

using namespace backbone;
using namespace backbone::configuration::test;
using backbone::configuration::to_yaml;

namespace {

const std::string kSecret = "s3cr3t";

/// A configuration that is good enough for production.
const std::string kProduction = R"(landscape: prod
did_domain: enmeshed.example
authentication: {signing_key_files: [/run/secrets/signing-key.pem]}
admin: {api_keys: [kR7vZ2qLx9TnB4wHcY6m]}
)";

}  // namespace

TEST_CASE("What is shown can be loaded again and says where each value comes from", "[configuration]")
{
    const Loaded loaded =
        load(kMinimal + "http:\n  io_threads: 3\nlogging: {masks: [usernames]}\n",
             {{"BACKBONE_PAGING__DEFAULT_SIZE", "20"}, {"BACKBONE_SEED__CLIENTS", "[{id: a b, secret: c}]"}});
    const std::string shown = to_yaml(loaded.options);
    CHECK(shown.starts_with("landscape: dev                                                    # backbone.yaml:1\n"));
    CHECK(shown.find("  io_threads: 3                                                   # backbone.yaml:6\n") !=
          std::string::npos);
    CHECK(shown.find(
              "  default_size: 20                                                # BACKBONE_PAGING__DEFAULT_SIZE\n") !=
          std::string::npos);
    CHECK(
        shown.find("    - id: \"a b\"                                                   # BACKBONE_SEED__CLIENTS\n") !=
        std::string::npos);
    CHECK(shown.find("  maximum_size: 200                                               # default\n") !=
          std::string::npos);

    const Loaded again = load(shown);
    CHECK(again.configuration.http.io_threads == 3);
    CHECK(again.configuration.seed.clients.at(0).id == "a b");
    CHECK(to_yaml(again.options).size() > shown.size() / 2);
    REQUIRE(again.options.size() == loaded.options.size());
    for (std::size_t i = 0; i < again.options.size(); ++i) {
        CHECK(again.options[i].name == loaded.options[i].name);
        CHECK(again.options[i].value == loaded.options[i].value);
    }
}

TEST_CASE("Secrets are not shown", "[configuration]")
{
    const Loaded loaded = load(R"(landscape: dev
did_domain: localhost
database: {connection: s3cr3t}
authentication: {signing_keys: [s3cr3t]}
admin: {api_keys: [s3cr3t, other]}
seed: {clients: [{id: test, secret: s3cr3t}]}
)");
    CHECK(to_yaml(loaded.options).find(kSecret) == std::string::npos);
    for (const std::string name : {"connection", "signing_keys", "api_keys", "secret"}) {
        REQUIRE(find_option(loaded, name));
        CHECK(find_option(loaded, name)->value.find("\"***\"") != std::string::npos);
    }
}

TEST_CASE("A refused secret is not repeated", "[configuration]")
{
    const auto [yaml, problem] = GENERATE(table<std::string, std::string>({
        {"seed: {clients: [{id: a, secret: [s3cr3t]}]}\n",
         "backbone.yaml:5: seed.clients[0].secret: expected a text that is not empty, found a list"},
        {"seed: {clients: [{id: a, secret: ''}]}\n",
         "backbone.yaml:5: seed.clients[0].secret: expected a text that is not empty"},
    }));
    CHECK(problems_of(kMinimal + yaml) == std::vector<std::string>{problem});
}

TEST_CASE("The landscape prod accepts a careful configuration", "[configuration]")
{
    CHECK(problems_of(kProduction).empty());
}

TEST_CASE("The landscape prod refuses what is good for tests only", "[configuration]")
{
    const auto [variable, value, problem] = GENERATE(table<std::string, std::string, std::string>({
        {"BACKBONE_ADMIN__API_KEYS", "test",
         "admin.api_keys: must hold only keys of at least 16 characters, 6 of them different, in the landscape prod"},
        {"BACKBONE_ADMIN__API_KEYS", "kR7vZ2qLx9TnB4w",
         "admin.api_keys: must hold only keys of at least 16 characters, 6 of them different, in the landscape prod"},
        {"BACKBONE_ADMIN__API_KEYS", "kR7vZ2qLx9TnB4wHcY6m,aaaaaaaaaaaaaaaaaaaaaaaa",
         "admin.api_keys: must hold only keys of at least 16 characters, 6 of them different, in the landscape prod"},
        {"BACKBONE_ADMIN__API_KEYS", "", "admin.api_keys: must hold at least one key"},
        {"BACKBONE_ADMIN__OPERATORS__ALICE__API_KEY", "test",
         "admin.operators.alice.api_key: must have at least 16 characters, 6 of them different, in the landscape prod"},
        {"BACKBONE_AUTHENTICATION__GENERATED_KEY_FOLDER", "keys",
         "authentication.generated_key_folder: must not be set in the landscape prod"},
        {"BACKBONE_AUTHENTICATION__PASSWORD_POLICY__MINIMUM_LENGTH", "9",
         "authentication.password_policy.minimum_length: must be at least 10 in the landscape prod"},
        {"BACKBONE_AUTHENTICATION__PASSWORD_POLICY__NEEDS_ALL_CLASSES", "false",
         "authentication.password_policy.needs_all_classes: must be true in the landscape prod"},
        {"BACKBONE_AUTHENTICATION__LOCKOUT__FAILURES", "11",
         "authentication.lockout.failures: must be at most 10 in the landscape prod"},
        {"BACKBONE_AUTHENTICATION__LOCKOUT__DURATION", "59s",
         "authentication.lockout.duration: must be at least 1m in the landscape prod"},
        {"BACKBONE_SEED__CLIENTS", "[{id: test, secret: test}]",
         "seed.clients: must be empty in the landscape prod; use 'backbone client create'"},
        {"BACKBONE_MODULES__DEVICES__PUSH__DUMMY__ENABLED", "true",
         "modules.devices.push.dummy.enabled: must be false in the landscape prod: this platform delivers nothing"},
    }));
    CHECK(problems_of(kProduction, {{variable, value}}) == std::vector<std::string>{variable + ": " + problem});
    CHECK(problems_of(kProduction, {{variable, value}, {"BACKBONE_LANDSCAPE", "stage"}}).empty() == !value.empty());
}

TEST_CASE("The landscape prod needs a signing key", "[configuration]")
{
    CHECK(problems_of(kProduction, {{"BACKBONE_AUTHENTICATION__SIGNING_KEY_FILES", ""}}) ==
          std::vector<std::string>{
              "backbone.yaml:3: authentication.signing_keys: or signing_key_files must be set in the landscape prod"});
    CHECK(problems_of(kProduction, {{"BACKBONE_AUTHENTICATION__SIGNING_KEY_FILES", ""},
                                    {"BACKBONE_AUTHENTICATION__SIGNING_KEYS", "-----BEGIN PRIVATE KEY-----"}})
              .empty());
}
