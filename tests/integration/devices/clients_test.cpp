#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include <devices/clients.hpp>
#include <devices/tiers.hpp>

#include "support/application.hpp"
#include "support/at_once.hpp"
#include "support/rows.hpp"

using namespace backbone;
using namespace backbone::testing;
using devices::ClientUpdate;
using devices::NewClient;

namespace {

constexpr std::string_view kOperator = "somebody";

NewClient client_named(std::string id, std::string tier = "Test")
{
    return {.client_id = std::move(id),
            .display_name = {},
            .secret = "a secret",
            .default_tier = std::move(tier),
            .maximum_identities = {}};
}

ClientUpdate update_of(std::string id)
{
    return {.client_id = std::move(id), .default_tier = {}, .maximum_identities = {}, .display_name = {}, .secret = {}};
}

/// Lets something happen while a secret is hashed, between the check of a new client and its insertion.
class RandomAt final : public Random
{
  public:
    explicit RandomAt(Random& random) : random_(random) {}

    void fill(std::span<std::byte> bytes) override
    {
        if (const auto act = std::exchange(act_, nullptr)) act();
        random_.fill(bytes);
    }

    void once(std::function<void()> act) { act_ = std::move(act); }

  private:
    Random& random_;
    std::function<void()> act_;
};

/// `400 validation.device.…` of the Error that is thrown; empty when there is none.
std::string refusal_of(const std::function<void()>& work)
{
    try {
        work();
    } catch (const Error& error) {
        constexpr std::size_t kPrefix = std::string_view("error.platform.").size();
        return std::to_string(error.status()) + " " + error.code().substr(kPrefix);
    }
    return {};
}

}  // namespace

TEST_ON_EACH_DATABASE("a client is made as it was wished", "[devices]", database)
{
    TestApplication app(database);
    Passwords passwords(database.random);
    const auto connection = database.connect();

    const auto made = devices::create_client(*connection, passwords, kOperator,
                                             {.client_id = "shop",
                                              .display_name = "Schöner Laden",
                                              .secret = "a secret",
                                              .default_tier = "Test",
                                              .maximum_identities = 7});

    CHECK(made.secret == "a secret");
    CHECK(made.client.client_id == "shop");
    CHECK(made.client.display_name == "Schöner Laden");
    CHECK(made.client.default_tier.text() == "TIRtest0000000000000");
    CHECK(made.client.created_at == database.clock.now());
    CHECK(made.client.maximum_identities == 7);
    CHECK(made.client.number_of_identities == 0);
    const std::string hash = text_in(database, "SELECT secret_hash FROM oauth_clients");
    CHECK(hash != "a secret");
    CHECK(passwords.matches("a secret", hash));
}

TEST_ON_EACH_DATABASE("what is left open of a client is made up", "[devices]", database)
{
    TestApplication app(database);
    Passwords passwords(database.random);
    const auto connection = database.connect();

    const auto made = devices::create_client(*connection, passwords, kOperator,
                                             {.client_id = "",
                                              .display_name = "",
                                              .secret = "",
                                              .default_tier = "TIRtest0000000000000",
                                              .maximum_identities = {}});

    CHECK(made.client.client_id.starts_with("CLT"));
    CHECK(made.client.client_id.size() == 20);
    CHECK(made.client.display_name == made.client.client_id);
    CHECK(made.secret.size() == 30);
    CHECK(made.secret.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ123456789") ==
          std::string::npos);
    CHECK_FALSE(made.client.maximum_identities);
    CHECK(passwords.matches(made.secret, text_in(database, "SELECT secret_hash FROM oauth_clients")));
}

TEST_ON_EACH_DATABASE("what can be wrong with a new client", "[devices]", database)
{
    TestApplication app(database);
    Passwords passwords(database.random);
    const auto connection = database.connect();
    const auto refusal = [&](const NewClient& client) {
        return refusal_of([&] { devices::create_client(*connection, passwords, kOperator, client); });
    };

    CHECK(refusal(client_named("taken")).empty());
    CHECK(refusal(client_named("taken", "")) == "400 validation.invalidPropertyValue");
    CHECK(refusal(client_named("taken", "no such tier")) == "400 validation.device.clientIdAlreadyExists");
    CHECK(refusal(client_named("Taken")).empty());
    CHECK(refusal(client_named("new", "no such tier")) == "400 recordNotFound");
    CHECK(refusal(client_named("new", "test")) == "400 recordNotFound");
    CHECK(refusal(client_named("new", "TIRxxxxxxxxxxxxxxxxx")) == "400 recordNotFound");
    CHECK(refusal(client_named(std::string(101, 'x'))) == "400 validation.invalidPropertyValue");
    CHECK(refusal(client_named(std::string(100, 'x'))).empty());
    CHECK(number_in(database, "SELECT COUNT(*) FROM oauth_clients") == 3);
}

TEST_ON_EACH_DATABASE("a client is made once, though another one is faster", "[devices]", database)
{
    TestApplication app(database);
    RandomAt random(database.random);
    Passwords passwords(random);
    const auto connection = database.connect();
    const auto insert_another = [&](std::string_view id) {
        return [&database, id] {
            Passwords others(database.random);
            devices::create_client(*database.connect(), others, kOperator, client_named(std::string(id)));
        };
    };

    random.once(insert_another("taken"));
    CHECK(refusal_of([&] { devices::create_client(*connection, passwords, kOperator, client_named("taken")); }) ==
          "400 validation.device.clientIdAlreadyExists");
    random.once(insert_another("seeded"));
    CHECK(refusal_of([&] { devices::seed_client(*connection, passwords, client_named("seeded")); }).empty());

    CHECK(number_in(database, "SELECT COUNT(*) FROM oauth_clients") == 2);
}

TEST_ON_EACH_DATABASE("a client is not made for a tier that goes meanwhile", "[devices]", database)
{
    TestApplication app(database);
    RandomAt random(database.random);
    Passwords passwords(random);
    random.once([&] { change_rows(database, "DELETE FROM tiers"); });

    CHECK(refusal_of([&] { devices::create_client(*database.connect(), passwords, kOperator, client_named("new")); }) ==
          "400 recordNotFound");
}

TEST_ON_EACH_DATABASE("clients are listed with the number of their identities, oldest first", "[devices]", database)
{
    TestApplication app(database);
    Passwords passwords(database.random);
    const auto connection = database.connect();
    devices::create_client(*connection, passwords, kOperator, client_named("test"));
    database.clock.advance(std::chrono::seconds(1));
    devices::create_client(*connection, passwords, kOperator, client_named("another"));
    app.person();
    app.person();

    const auto clients = devices::list_clients(connection->queries());

    REQUIRE(clients.size() == 2);
    CHECK(clients[0].client.client_id == "test");
    CHECK(clients[0].default_tier_name == "Test");
    CHECK(clients[0].client.number_of_identities == 2);
    CHECK(clients[1].client.client_id == "another");
    CHECK(clients[1].client.number_of_identities == 0);
}

TEST_ON_EACH_DATABASE("a client changes as far as it is told", "[devices]", database)
{
    TestApplication app(database);
    devices::seed_tiers(*database.connect());
    const auto connection = database.connect();
    Passwords passwords(database.random);
    devices::create_client(*connection, passwords, kOperator, client_named("test"));
    app.person();
    ClientUpdate update = update_of("test");

    auto changed = devices::update_client(*connection, passwords, kOperator, update);
    CHECK(changed.client.default_tier.text() == "TIRtest0000000000000");
    CHECK(changed.client.number_of_identities == 1);
    CHECK(changed.secret.empty());
    CHECK(passwords.matches("a secret", text_in(database, "SELECT secret_hash FROM oauth_clients")));

    update.default_tier = "Queued for Deletion";
    update.maximum_identities = 1;
    update.display_name = "Test client";
    update.secret = "";
    changed = devices::update_client(*connection, passwords, kOperator, update);
    CHECK(changed.client.default_tier.text() == devices::kQueuedForDeletionTierId);
    CHECK(changed.client.maximum_identities == 1);
    CHECK(changed.client.display_name == "Test client");
    CHECK(changed.secret.size() == 30);
    CHECK(passwords.matches(changed.secret, text_in(database, "SELECT secret_hash FROM oauth_clients")));
    CHECK(text_in(database, "SELECT tier_id FROM identities") == "TIRtest0000000000000");

    update = update_of("test");
    update.maximum_identities = std::optional<std::int32_t>{};
    CHECK_FALSE(devices::update_client(*connection, passwords, kOperator, update).client.maximum_identities);
    CHECK(text_in(database, "SELECT display_name FROM oauth_clients") == "Test client");
}

TEST_ON_EACH_DATABASE("what can be wrong with a change of a client", "[devices]", database)
{
    TestApplication app(database);
    Passwords passwords(database.random);
    const auto connection = database.connect();
    devices::create_client(*connection, passwords, kOperator, client_named("test"));
    app.person();
    const auto refusal = [&](const ClientUpdate& update) {
        return refusal_of([&] { devices::update_client(*connection, passwords, kOperator, update); });
    };

    CHECK(refusal(update_of("")) == "400 validation.invalidPropertyValue");
    CHECK(refusal(update_of("nobody")) == "404 recordNotFound");
    ClientUpdate update = update_of("test");
    update.default_tier = "";
    CHECK(refusal(update) == "400 validation.invalidPropertyValue");
    update.default_tier = "TIRxxxxxxxxxxxxxxxxx";
    update.maximum_identities = 0;
    CHECK(refusal(update) == "400 validation.device.tierIdInvalidOrDoesNotExist");
    update.default_tier.reset();
    CHECK(refusal(update) == "400 validation.device.maxIdentitiesLessThanCurrentIdentities");
    update.maximum_identities = -1;
    CHECK(refusal(update) == "400 validation.device.maxIdentitiesLessThanCurrentIdentities");
}

TEST_ON_EACH_DATABASE("a deleted client leaves its identities", "[devices]", database)
{
    TestApplication app(database);
    Passwords passwords(database.random);
    const auto connection = database.connect();
    devices::create_client(*connection, passwords, kOperator, client_named("test"));
    app.person();

    devices::delete_client(*connection, kOperator, "test");

    CHECK(number_in(database, "SELECT COUNT(*) FROM oauth_clients") == 0);
    CHECK(text_in(database, "SELECT client_id FROM identities") == "test");
    CHECK(refusal_of([&] { devices::delete_client(*connection, kOperator, "test"); }) == "404 recordNotFound");
    CHECK(refusal_of([&] { devices::delete_client(*connection, kOperator, " "); }) ==
          "400 validation.invalidPropertyValue");
}

TEST_ON_EACH_DATABASE("a client is seeded once and keeps its changes", "[devices]", database)
{
    TestApplication app(database);
    app.application().seed();
    change_rows(database, "UPDATE oauth_clients SET display_name = 'changed'");

    app.application().seed();

    CHECK(text_in(database, "SELECT display_name FROM oauth_clients") == "changed");
}

TEST_ON_EACH_DATABASE("the two tiers of the system are seeded once", "[devices]", database)
{
    TestApplication app(database);
    std::vector<std::string> created;
    database.events.on<devices::TierCreated>(
        [&](const devices::TierCreated& event, Transaction&) { created.push_back(event.name); });

    devices::seed_tiers(*database.connect());
    devices::seed_tiers(*database.connect());

    CHECK(created == std::vector<std::string>{"Basic", "Queued for Deletion"});
    CHECK(text_in(database,
                  "SELECT name FROM tiers WHERE can_be_used_as_default = 0 AND can_be_manually_assigned = 0 "
                  "AND id = 'TIR00000000000000001'") == "Queued for Deletion");
}
