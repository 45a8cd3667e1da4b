#include <algorithm>
#include <sstream>

#include <fmt/format.h>
#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "integration/command_line/program_calls.hpp"
#include "support/application.hpp"
#include "support/rows.hpp"

using namespace backbone;
using namespace backbone::program;
using namespace backbone::program::test;
using backbone::testing::change_rows;
using backbone::testing::text_in;
using backbone::testing::texts_in;

namespace {

/// An installation with its two tiers and a client, and its database beside the program.
struct Directory : Installation
{
    Directory() : database(open())
    {
        REQUIRE(call({"client", "create", "--clientId", "shop", "--defaultTier", "Basic"}).exit_code == 0);
    }

    /// An identity of the tier Basic.
    std::string given_identity()
    {
        const auto person = backbone::testing::TestApplication::with_new_keys();
        const std::string& address = person.address.text();
        change_rows(database, fmt::format("INSERT INTO identities (address, client_id, public_key, created_at, "
                                          "identity_version, tier_id, status) SELECT '{}', 'shop', 'AQID', 0, 1, id, 0 "
                                          "FROM tiers WHERE name = 'Basic'",
                                          address));
        change_rows(database, "UPDATE tiers SET number_of_identities = number_of_identities + 1 WHERE name = 'Basic'");
        change_rows(database,
                    fmt::format("INSERT INTO devices (id, identity_address, created_at, created_by_device, "
                                "communication_language, is_backup_device, user_id, username, "
                                "normalized_username, password_hash, access_failed_count) "
                                "VALUES ('DVC{0}', '{1}', 0, 'DVC{0}', 'en', 1, '', 'USR{0}', 'USR{0}', '', 0)",
                                address.substr(address.size() - 17), address));
        return address;
    }

    std::string tier_of(const std::string& address)
    {
        return text_in(
            database,
            "SELECT t.name FROM identities i JOIN tiers t ON t.id = i.tier_id WHERE i.address = '" + address + "'");
    }

    /// The same call at a terminal, where somebody answers.
    Outcome call_at_terminal(const std::vector<std::string>& arguments, const std::string& answer)
    {
        std::istringstream in(answer);
        std::ostringstream out;
        std::ostringstream err;
        Terminal terminal{in, out, err, environment, true};
        const int exit_code = run_command_line(arguments, terminal);
        return {exit_code, out.str(), err.str()};
    }

  private:
    database::Options open() const
    {
        REQUIRE(call({"migrate"}).exit_code == 0);
        database::Options file;
        file.connection = folder() / "test.sqlite";
        return file;
    }

  public:
    backbone::testing::TestDatabase database;
};

boost::json::object parsed(const std::string& json)
{
    INFO(json);
    return boost::json::parse(json).as_object();
}

std::size_t lines_in(const std::string& text)
{
    return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

}  // namespace

TEST_CASE("Tiers are made, shown, listed and deleted", "[command_line]")
{
    Directory installation;
    const Outcome made = installation.call({"tier", "create", "--name", "Gold"});
    REQUIRE(made.exit_code == 0);
    const auto tier = parsed(made.out);
    CHECK(tier.size() == 2);
    CHECK(tier.at("name") == "Gold");
    CHECK_THAT(installation.call({"tier", "create", "--name", "Gold"}).err,
               Catch::Contains("error.platform.validation.device.tierNameAlreadyExists"));
    CHECK(installation.call({"tier", "create", "--name", "x"}).exit_code == 1);

    const auto shown = parsed(installation.call({"tier", "show", "Gold"}).out);
    CHECK(shown.at("id") == tier.at("id"));
    CHECK(shown.at("numberOfIdentities") == 0);
    CHECK_THAT(installation.call({"tier", "show", "gold"}).err, Catch::Contains("error.platform.recordNotFound"));
    const Outcome table = installation.call({"tier", "list", "--output", "table"});
    CHECK_THAT(table.out, Catch::StartsWith("ID ") && Catch::Contains("  Basic  ") && Catch::Contains("  Gold  "));
    CHECK(lines_in(table.out) == 4);

    const Outcome deleted = installation.call({"tier", "delete", "Gold", "Basic", "nonsense"});
    CHECK(deleted.exit_code == 1);
    CHECK(deleted.out == "The tier Gold was deleted.\n");
    CHECK_THAT(deleted.err, Catch::StartsWith("Basic: ") && Catch::Contains("usedTierCannotBeDeleted") &&
                                Catch::Contains("\nnonsense: Tier not found."));
    CHECK(texts_in(installation.database,
                   "SELECT action || ' by ' || operator_name FROM operator_actions "
                   "WHERE action LIKE 'tier.%' ORDER BY created_at") ==
          std::vector<std::string>{"tier.created by command line", "tier.deleted by command line"});
}

TEST_CASE("At a terminal a person is asked before something is deleted", "[command_line]")
{
    Directory installation;
    for (const char* answer : {"", "\n", "n\n", "no way\n"}) {
        const Outcome refused = installation.call_at_terminal({"client", "delete", "shop"}, answer);
        CHECK(refused.exit_code == 1);
        CHECK(refused.out.empty());
        CHECK_THAT(refused.err, Catch::EndsWith("[y/N] "));
    }
    CHECK(installation.call({"client", "show", "shop"}).exit_code == 0);
    CHECK(installation.call_at_terminal({"announcement", "delete", "ANCAAAAAAAAAAAAAAAAA"}, "n\n").err ==
          "Delete the announcement ANCAAAAAAAAAAAAAAAAA? [y/N] ");

    REQUIRE(installation.call({"tier", "create", "--name", "Gold"}).exit_code == 0);
    CHECK(installation.call_at_terminal({"tier", "delete", "Gold", "--yes"}, "").err.empty());
    CHECK(installation.call_at_terminal({"client", "delete", "shop"}, "y\n").out == "The client shop was deleted.\n");
    CHECK_THAT(installation.call({"client", "show", "shop"}).err, Catch::Contains("OAuthClient not found."));
}

TEST_CASE("Identities are listed, all or some of them", "[command_line]")
{
    Directory installation;
    std::vector<std::string> addresses;
    for (int i = 0; i < 3; ++i) addresses.push_back(installation.given_identity());
    std::ranges::sort(addresses);
    const auto listed = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), {"identity", "list", "--output", "json"});
        const Outcome outcome = installation.call(arguments);
        INFO(outcome.err);
        CHECK(outcome.exit_code == 0);
        std::vector<std::string> found;
        for (const std::string& address : addresses) {
            if (outcome.out.find(address) != std::string::npos) found.push_back(address);
        }
        return found;
    };

    CHECK(listed({}) == addresses);
    CHECK(listed({"--client", "shop"}) == addresses);
    CHECK(listed({"--client", "other"}).empty());
    CHECK(listed({"--tier", "Basic"}) == addresses);
    CHECK(listed({"--tier", "TIR00000000000000001"}).empty());
    CHECK(listed({"--limit", "2"}) == std::vector(addresses.begin(), addresses.begin() + 2));
    CHECK(listed({"--tier", "Basic", "--after", addresses[0]}) == std::vector(addresses.begin() + 1, addresses.end()));

    const Outcome table = installation.call({"identity", "list", "--limit", "1"});
    CHECK_THAT(table.out, Catch::StartsWith("ADDRESS ") &&
                              Catch::Contains("  shop    Basic  1970-01-01T00:00:00.000Z  Active  1\n"));
    CHECK(installation.call({"identity", "list", "--tier", "Gold"}).exit_code == 1);
    CHECK(installation.call({"identity", "list", "--after", "nobody"}).exit_code == 1);
}

TEST_CASE("An identity is shown with its devices", "[command_line]")
{
    Directory installation;
    const std::string address = installation.given_identity();

    const auto json = parsed(installation.call({"identity", "show", address, "--output", "json"}).out);
    CHECK(json.at("address").as_string() == address);
    CHECK(json.at("status") == "Active");
    CHECK(json.at("devices").at(0).at("isBackupDevice") == true);
    const Outcome table = installation.call({"identity", "show", address});
    CHECK_THAT(table.out, Catch::StartsWith("ADDRESS ") && Catch::Contains("\n\nDEVICE "));

    CHECK_THAT(installation.call({"identity", "show", "nobody"}).err, Catch::Contains("invalidPropertyValue"));
    CHECK_THAT(
        installation.call({"identity", "show", backbone::testing::TestApplication::with_new_keys().address.text()}).err,
        Catch::Contains("Identity not found."));
}

TEST_CASE("Identities are moved to another tier", "[command_line]")
{
    Directory installation;
    const std::string alice = installation.given_identity();
    const std::string bob = installation.given_identity();
    REQUIRE(installation.call({"tier", "create", "--name", "Gold"}).exit_code == 0);

    const Outcome moved = installation.call({"identity", "move", "--tier", "Gold", alice, "nobody", bob});

    CHECK(moved.exit_code == 1);
    CHECK(lines_in(moved.out) == 2);
    CHECK_THAT(moved.err, Catch::StartsWith("nobody: "));
    CHECK(installation.tier_of(alice) == "Gold");
    CHECK(installation.tier_of(bob) == "Gold");
    CHECK_THAT(installation.call({"identity", "move", "--tier", "Gold", alice}).err, Catch::Contains("newAndOldMatch"));
    CHECK_THAT(installation.call({"identity", "move", "--tier", "Iron", alice}).err,
               Catch::Contains("Tier not found."));
    CHECK(parsed(installation.call({"tier", "show", "Gold"}).out).at("numberOfIdentities") == 2);
}

TEST_CASE("The deletions of an identity are shown", "[command_line]")
{
    Directory installation;
    const std::string address = installation.given_identity();
    change_rows(installation.database,
                "INSERT INTO identity_deletion_processes (id, identity_address, status, created_at, created_by_device, "
                "grace_period_ends_at) VALUES ('IDPAAAAAAAAAAAAAAAAA', '" +
                    address + "', 1, 0, 'DVCAAAAAAAAAAAAAAAAA', 1000000)");
    change_rows(installation.database,
                "INSERT INTO identity_deletion_audit_log (id, process_id, created_at, message_key, "
                "identity_address_hash, new_status, additional_data) VALUES ('IDAAAAAAAAAAAAAAAAAA', "
                "'IDPAAAAAAAAAAAAAAAAA', 0, 'StartedByOwner', 'other', 1, '{\"a\":\"b\"}')");

    CHECK_THAT(installation.call({"deletion", "list", address}).out,
               Catch::Contains("\nIDPAAAAAAAAAAAAAAAAA  Active  1970-01-01T00:00:00.000Z  "));
    CHECK(parsed(installation.call({"deletion", "list", address, "--output", "json"}).out).at("status") == "Active");
    const auto shown =
        parsed(installation.call({"deletion", "show", address, "IDPAAAAAAAAAAAAAAAAA", "--output", "json"}).out);
    CHECK(shown.at("auditLog").at(0).at("additionalData").at("a") == "b");
    CHECK_THAT(installation.call({"deletion", "show", address, "IDPAAAAAAAAAAAAAAAAA"}).out,
               Catch::Contains(R"(  StartedByOwner  -           Active      {"a":"b"})"));
    const Outcome log = installation.call({"deletion", "audit-log", address});
    CHECK(log.exit_code == 0);
    CHECK(lines_in(log.out) == 1);
    CHECK_THAT(installation.call({"deletion", "show", address, "IDP"}).err,
               Catch::Contains("IdentityDeletionProcess not found."));
    CHECK(installation.call({"deletion", "list", "nobody"}).exit_code == 1);
}

TEST_CASE("No name breaks a table, or reaches the terminal as a command", "[command_line]")
{
    const Directory installation;
    REQUIRE(installation.call({"tier", "create", "--name", "a\nb\x1b[2J"}).exit_code == 0);
    const Outcome table = installation.call({"tier", "list", "--output", "table"});
    CHECK_THAT(table.out, Catch::Contains("a b [2J "));
    CHECK(std::ranges::count(table.out, '\n') == 4);
}
