#include "unit/configuration/loading.hpp"

#include <chrono>

#include <catch2/catch.hpp>

#include <devices/options.hpp>
#include <messages/options.hpp>

using namespace backbone;
using namespace backbone::configuration::test;
using namespace std::chrono_literals;

TEST_CASE("What the file leaves out has its default", "[configuration]")
{
    const auto [configuration, options] = load(kMinimal);
    CHECK(configuration.landscape == Landscape::dev);
    CHECK(configuration.did_domain == "localhost");
    CHECK(configuration.http.consumer.port == 8080);
    CHECK(configuration.database.backend == database::Backend::sqlite);
    CHECK(configuration.authentication.token_lifetime == 300s);
    CHECK(configuration.paging.default_size == 50);
    CHECK(configuration.paging.maximum == 200);
    CHECK(configuration.logging.format == logging::Format::json);
    CHECK(configuration.modules.get<devices::DevicesOptions>().max_number_of_feature_flags_per_identity == 200);
    const auto& messages = configuration.modules.get<messages::MessagesOptions>();
    CHECK(messages.max_recipients == 1);
    CHECK(messages.max_unreceived_messages_from_one_sender == 20);
}

TEST_CASE("Every kind of option is read from the file", "[configuration]")
{
    const auto [configuration, options] = load(R"(landscape: stage
did_domain: enmeshed.example
http:
  consumer:
    address: "::"
    port: 1234
    tls: {certificate_file: /etc/cert.pem, key_file: /etc/key.pem}
    cors:
      allowed_origins: [https://a.example, https://b.example]
      allow_credentials: true
  limits: {body_bytes: 2MiB, header_timeout: 1.5s}
database: {backend: postgresql, connection: postgresql:///backbone, sqlite: {synchronous: normal}, migrate_at_start: true}
authentication:
  signing_keys:
    - |
      -----BEGIN PRIVATE KEY-----
      AAAA
      -----END PRIVATE KEY-----
  lockout: {duration: 1h}
admin:
  api_keys:
    - first
    - second
logging: {level: debug, format: text, masks: [usernames]}
seed:
  clients:
    - {id: one, secret: a}
    - {id: two, secret: b, default_tier: Gold}
modules:
  devices:
    identity_deletion: {grace_period: 0.5d}
    notification_texts:
      TestCode:
        en: {title: Hello, body: World}
        de: {title: Hallo, body: Welt}
)");
    CHECK(configuration.http.consumer.address == "::");
    CHECK(configuration.http.consumer.port == 1234);
    CHECK(configuration.http.consumer.tls_key_file == "/etc/key.pem");
    CHECK(configuration.http.consumer.cors.allowed_origins ==
          std::vector<std::string>{"https://a.example", "https://b.example"});
    CHECK(configuration.http.consumer.cors.allow_credentials);
    CHECK(configuration.http.limits.body_bytes == 2 * 1024 * 1024);
    CHECK(configuration.http.limits.header_timeout == 1500ms);
    CHECK(configuration.database.backend == database::Backend::postgresql);
    CHECK(configuration.database.connection == "postgresql:///backbone");
    CHECK(configuration.database.sqlite_synchronous == database::SqliteSynchronous::normal);
    CHECK(configuration.migrate_at_start);
    REQUIRE(configuration.authentication.signing_keys.size() == 1);
    CHECK(configuration.authentication.signing_keys[0].starts_with("-----BEGIN PRIVATE KEY-----\nAAAA\n"));
    CHECK(configuration.authentication.lockout.duration == 1h);
    CHECK(configuration.admin.api_keys == std::vector<std::string>{"first", "second"});
    CHECK(configuration.logging.level == LogLevel::debug);
    CHECK(configuration.logging.masks == std::vector{logging::Mask::usernames});
    REQUIRE(configuration.seed.clients.size() == 2);
    CHECK(configuration.seed.clients[0].default_tier == "Basic");
    CHECK(configuration.seed.clients[1].id == "two");
    CHECK(configuration.seed.clients[1].default_tier == "Gold");
    const auto& devices = configuration.modules.get<devices::DevicesOptions>();
    CHECK(devices.identity_deletion.grace_period == 12h);
    CHECK(devices.notification_texts.at("TestCode").at("de").title == "Hallo");
}

TEST_CASE("An empty section has the defaults of its options", "[configuration]")
{
    const auto [configuration, options] = load(kMinimal + "http:\npaging: {}\nseed:\n  clients:\nmodules: ~\n");
    CHECK(configuration.http.consumer.port == 8080);
    CHECK(configuration.seed.clients.empty());
}

TEST_CASE("The landscape dev is more relaxed by default", "[configuration]")
{
    const Configuration dev = load(kMinimal).configuration;
    CHECK(dev.migrate_at_start);
    CHECK(dev.authentication.lockout.duration == 1min);
    CHECK(dev.authentication.password_policy.minimum_length == 1);
    CHECK_FALSE(dev.authentication.password_policy.needs_all_classes);

    const Configuration stage = load(kMinimal, {{"BACKBONE_LANDSCAPE", "stage"}}).configuration;
    CHECK_FALSE(stage.migrate_at_start);
    CHECK(stage.authentication.lockout.duration == 10min);
    CHECK(stage.authentication.password_policy.minimum_length == 10);
    CHECK(stage.authentication.password_policy.needs_all_classes);
}

TEST_CASE("An option of dev that is set wins over the landscape's default", "[configuration]")
{
    const Configuration dev = load(kMinimal + "database: {migrate_at_start: false}\n").configuration;
    CHECK_FALSE(dev.migrate_at_start);
}

TEST_CASE("A list in the file replaces the default list", "[configuration]")
{
    CHECK(load(kMinimal + "logging: {masks: []}\n").configuration.logging.masks.empty());
}

TEST_CASE("Options of a module that was never added are not there", "[configuration]")
{
    CHECK_THROWS_AS(ModuleOptions{}.get<messages::MessagesOptions>(), std::logic_error);
}
