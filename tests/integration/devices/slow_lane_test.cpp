#include <functional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "integration/devices/given_deletion.hpp"
#include "integration/devices/given_identity.hpp"

using namespace backbone;
using namespace backbone::testing;

namespace {

/// A request that takes long, and what it reads before it knows so.
struct Slow
{
    std::string name;
    std::function<Answer()> send;
    std::vector<std::string> reads;
};

}  // namespace

TEST_ON_EACH_DATABASE("what takes long leaves the fast lane before it writes or hashes", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.registered_person();
    const Person bob = app.person();
    const std::string process = given_deletion(app, bob, 1);
    const std::string identity = boost::json::serialize(
        changed(new_identity(app, TestApplication::with_new_keys()), {{"deviceCommunicationLanguage", R"("en")"}}));
    const std::string device =
        fmt::format(R"({{"devicePassword":"{}","signedChallenge":{}}})", alice.password, app.signed_challenge(alice));
    const std::string passwords =
        fmt::format(R"({{"oldPassword":"{}","newPassword":"Another-Passw0rd"}})", alice.password);
    Person nobody = alice;
    nobody.username = "USRxxxxxxxxxxxxxxxxx";
    const std::string wrong_secret =
        "grant_type=password&client_id=test&client_secret=wrong&password=x&username=" + alice.username;
    const std::vector<Slow> requests{
        {"a login with a wrong secret",
         [&] { return app.form("/connect/token", wrong_secret); },
         {"devices.find_for_login"}},
        {"a login with a wrong password", [&] { return app.login(alice, "wrong"); }, {"devices.find_for_login"}},
        {"a login of nobody", [&] { return app.login(nobody, alice.password); }, {"devices.find_for_login"}},
        {"a new identity",
         [&] { return app.post(std::string(kIdentities), identity); },
         {"oauth_clients.find", "challenges.find", "identities.exists"}},
        {"IsDeleted of nobody", [&] { return is_deleted(app, nobody.username); }, {"devices.find_user"}},
        {"the start of a deletion", [&] { return start_deletion(app, alice); }, {"deletion_processes.find_situation"}},
        {"the end of a deletion",
         [&] { return cancel_deletion(app, bob, process); },
         {"deletion_processes.find_situation"}},
        {"a new device",
         [&] { return app.post("/api/v2/Devices", device, alice); },
         {"identities.find", "challenges.find"}},
        {"a new password",
         [&] { return app.put("/api/v2/Devices/Self/Password", passwords, alice); },
         {"devices.find"}},
        {"a new client", [&] { return app.admin().post("/api/v1/Clients", R"({"defaultTier":"Basic"})"); }, {}},
        {"a new secret",
         [&] { return app.admin().patch("/api/v1/Clients/test/ChangeSecret", R"({"newSecret":"x"})"); },
         {}},
        {"a new identity of the operator",
         [&] { return app.admin().post("/api/v1/Identities", identity); },
         {"challenges.find", "identities.exists", "oauth_clients.find"}},
        {"the log of a deletion",
         [&] {
             return app.admin().get(
                 fmt::format("/api/v1/Identities/{}/DeletionProcesses/AuditLogs", alice.address.text()));
         },
         {}},
    };
    const std::uint64_t hashes = app.application().passwords().computed();

    app.use_lane(http::Lane::fast);
    for (const Slow& request : requests) {
        INFO(request.name);
        database.statements.clear();
        CHECK_THROWS_AS(request.send(), SlowLaneNeeded);
        CHECK(database.statements.names() == request.reads);
    }
    CHECK(app.application().passwords().computed() == hashes);
}

TEST_ON_EACH_DATABASE("what is known by now stays on the fast lane", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.registered_person();

    app.use_lane(http::Lane::fast);

    CHECK(app.login(alice, alice.password).status == 200);
    app.clock().advance(std::chrono::seconds(1));
    CHECK(app.login(alice, alice.password).status == 200);
    CHECK(is_deleted(app, alice.username).status == 200);
}
