#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "integration/command_line/program_calls.hpp"
#include "support/rows.hpp"

using namespace backbone::program;
using namespace backbone::program::test;

namespace {

/// An installation whose schema is up to date.
struct Migrated : Installation
{
    Migrated() { REQUIRE(call({"migrate"}).exit_code == 0); }
};

boost::json::object parsed(const std::string& json)
{
    INFO(json);
    return boost::json::parse(json).as_object();
}

std::vector<std::string> names_of(const boost::json::object& object)
{
    std::vector<std::string> names;
    for (const auto& member : object) names.emplace_back(member.key());
    return names;
}

}  // namespace

TEST_CASE("Migrating brings the schema up to date, once", "[command_line]")
{
    const Installation installation;
    const Outcome pending = installation.call({"migrate", "--check"});
    CHECK(pending.exit_code == 1);
    CHECK_THAT(pending.out, Catch::StartsWith("pending 0001_") && !Catch::Contains("applied"));

    const Outcome first = installation.call({"migrate"});
    CHECK(first.exit_code == 0);
    CHECK_THAT(first.out, Catch::StartsWith("applied 0001_") && Catch::EndsWith("The schema is up to date.\n"));

    const Outcome second = installation.call({"migrate"});
    CHECK(second.exit_code == 0);
    CHECK(second.out == "The schema is up to date.\n");

    const Outcome current = installation.call({"migrate", "--check"});
    CHECK(current.exit_code == 0);
    CHECK_THAT(current.out, Catch::StartsWith("applied 0001_") && !Catch::Contains("pending"));
}

TEST_CASE("Commands that need the schema refuse to work without it", "[command_line]")
{
    const auto arguments = GENERATE(values<std::vector<std::string>>({
        {"client", "list"},
        {"client", "create", "--defaultTier", "Basic"},
        {"job", "list"},
    }));
    const Outcome outcome = Installation().call(arguments);
    CHECK(outcome.exit_code == 1);
    CHECK_THAT(outcome.err, Catch::Contains("Run 'backbone migrate' first."));
}

TEST_CASE("A database that cannot be reached is reported", "[command_line]")
{
    Installation installation;
    installation.environment.emplace_back("BACKBONE_DATABASE__CONNECTION", "/nowhere/test.sqlite");
    const Outcome outcome = installation.call({"migrate"});
    CHECK(outcome.exit_code == 1);
    CHECK_THAT(outcome.err, Catch::StartsWith("backbone: "));
}

TEST_CASE("A client is made as the reference prints it", "[command_line]")
{
    const Migrated installation;
    const Outcome outcome = installation.call(
        {"client", "create", "--clientId", "test", "--clientSecret", "test", "--defaultTier", "Basic"});
    REQUIRE(outcome.exit_code == 0);
    const auto client = parsed(outcome.out);
    CHECK(names_of(client) == std::vector<std::string>{"clientId", "displayName", "clientSecret", "defaultTier",
                                                       "createdAt", "maxIdentities"});
    CHECK(client.at("clientId") == "test");
    CHECK(client.at("displayName") == "test");
    CHECK(client.at("clientSecret") == "test");
    CHECK(client.at("defaultTier").as_string().starts_with("TIR"));
    CHECK(client.at("maxIdentities").is_null());
    CHECK_THAT(outcome.err, Catch::Contains("It cannot be shown again."));

    const Outcome again = installation.call(
        {"client", "create", "--clientId", "test", "--clientSecret", "test", "--defaultTier", "Basic"});
    CHECK(again.exit_code == 1);
    CHECK(again.out.empty());
    CHECK_THAT(again.err, Catch::Contains("error.platform.validation.device.clientIdAlreadyExists"));
}

TEST_CASE("Id and secret of a client are generated where they are not given", "[command_line]")
{
    const Migrated installation;
    const Outcome outcome = installation.call(
        {"client", "create", "--default-tier", "Basic", "--display-name", "A name", "--max-identities", "3"});
    REQUIRE(outcome.exit_code == 0);
    const auto client = parsed(outcome.out);
    CHECK(client.at("clientId").as_string().starts_with("CLT"));
    CHECK(client.at("displayName") == "A name");
    CHECK(client.at("clientSecret").as_string().size() == 30);
    CHECK(client.at("maxIdentities") == 3);
}

TEST_CASE("A secret that comes from the input is not repeated", "[command_line]")
{
    const Migrated installation;
    const Outcome outcome = installation.call(
        {"client", "create", "--clientId", "a", "--clientSecret", "-", "--defaultTier", "Basic"}, "s3cr3t\r\nmore\n");
    CHECK(outcome.exit_code == 0);
    CHECK_FALSE(parsed(outcome.out).contains("clientSecret"));
    CHECK_THAT(outcome.out + outcome.err, !Catch::Contains("s3cr3t"));

    const std::string nothing = GENERATE("", "\n");
    const Outcome refused =
        installation.call({"client", "create", "--clientSecret", "-", "--defaultTier", "Basic"}, nothing);
    CHECK(refused.exit_code == 1);
    CHECK(refused.err == "backbone: there is no secret on the standard input\n");
}

TEST_CASE("Messages that could not be delivered are shown, tried again and dropped", "[command_line]")
{
    const Migrated installation;
    CHECK(installation.call({"outbox", "list"}).out == "ID  TOPIC  CREATED AT  ATTEMPTS  LAST ERROR\n");

    backbone::database::Options file;
    file.connection = installation.folder() / "test.sqlite";
    backbone::testing::TestDatabase database(file);
    database.connect()->transaction([](backbone::Transaction& tx) {
        for (const char* payload : {"1", "2", "3"}) tx.enqueue({"push", payload});
    });
    backbone::testing::change_rows(database, "UPDATE outbox SET state = 1, last_error = 'gone'");

    const Outcome some = installation.call({"outbox", "list", "--limit", "1", "--output", "json"});
    CHECK(some.err == "There are 2 more; see --limit.\n");
    const auto message = parsed(some.out);
    CHECK(names_of(message) ==
          std::vector<std::string>{"id", "topic", "createdAt", "attempts", "lastError", "payload"});
    const std::string id(message.at("id").as_string());
    CHECK_THAT(installation.call({"outbox", "list"}).out, Catch::Contains(id + "  push") && Catch::Contains("gone"));

    CHECK(installation.call({"outbox", "retry", id}).out == "Messages that will be delivered again: 1\n");
    const Outcome again = installation.call({"outbox", "retry", id, "nonsense"});
    CHECK(again.exit_code == 1);
    CHECK(again.err == "There is no dead message " + id + ".\nThere is no dead message nonsense.\n");
    CHECK(installation.call({"outbox", "drop", "--all"}).out == "Messages that were deleted: 2\n");
    CHECK(installation.call({"outbox", "drop", "--all"}).out == "Messages that were deleted: 0\n");
    CHECK(backbone::testing::texts_in(database, "SELECT id FROM outbox") == std::vector<std::string>{id});
    const std::vector<std::string> log =
        backbone::testing::texts_in(database,
                                    "SELECT operator_name || ' ' || action || ' ' || subject || ' ' || "
                                    "COALESCE(details, '-') FROM operator_actions "
                                    "ORDER BY created_at, id");
    CHECK(log == std::vector<std::string>{"command line outbox-message.revived " + id + " -",
                                          R"(command line outbox-message.deleted all {"messages":2})"});
}

TEST_CASE("An unknown tier is refused", "[command_line]")
{
    const Outcome outcome = Migrated().call({"client", "create", "--defaultTier", "Gold"});
    CHECK(outcome.exit_code == 1);
    CHECK_THAT(outcome.err, Catch::Contains("error.platform.recordNotFound"));
}

TEST_CASE("Clients are listed, changed and deleted", "[command_line]")
{
    const Migrated installation;
    for (const std::string id : {"a", "b"}) {
        REQUIRE(installation.call({"client", "create", "--clientId", id, "--defaultTier", "Basic"}).exit_code == 0);
    }
    const Outcome table = installation.call({"client", "list", "--output", "table"});
    CHECK(table.exit_code == 0);
    CHECK_THAT(table.out, Catch::StartsWith("CLIENT ID  DISPLAY NAME  DEFAULT TIER ") &&
                              Catch::Contains("\na          a  ") && Catch::Contains("\nb          b  ") &&
                              Catch::EndsWith("  unlimited\n"));

    const Outcome changed = installation.call({"client", "update", "--clientId", "a", "--maxIdentities", "7"});
    CHECK(changed.exit_code == 0);
    CHECK(parsed(changed.out).at("maxIdentities") == 7);
    CHECK_FALSE(parsed(changed.out).contains("clientSecret"));
    const Outcome unlimited = installation.call({"client", "update", "--clientId", "a", "--unlimitedIdentities"});
    CHECK(parsed(unlimited.out).at("maxIdentities").is_null());
    const Outcome new_secret = installation.call({"client", "update", "--clientId", "a", "--generateSecret"});
    CHECK(parsed(new_secret.out).at("clientSecret").as_string().size() == 30);
    CHECK(installation.call({"client", "update", "--clientId", "c", "--displayName", "x"}).exit_code == 1);

    const Outcome deleted = installation.call({"client", "delete", "a", "c", "b"});
    CHECK(deleted.exit_code == 1);
    CHECK(deleted.out == "The client a was deleted.\nThe client b was deleted.\n");
    CHECK_THAT(deleted.err, Catch::StartsWith("c: OAuthClient not found."));
    const Outcome none = installation.call({"client", "list"});
    CHECK(none.exit_code == 0);
    CHECK(none.out.empty());
}

TEST_CASE("Jobs are listed and run", "[command_line]")
{
    const Migrated installation;
    const Outcome before = installation.call({"job", "list", "--output", "table"});
    CHECK(before.exit_code == 0);
    CHECK_THAT(before.out, Catch::StartsWith("NAME ") && Catch::Contains("\nchallenges.delete-expired  "));

    const Outcome run = installation.call({"job", "run", "challenges.delete-expired"});
    CHECK(run.exit_code == 0);
    CHECK(run.out == "The job challenges.delete-expired has run.\n");

    const Outcome after = installation.call({"job", "list", "--output", "json"});
    CHECK_THAT(after.out, Catch::Contains("\"name\": \"challenges.delete-expired\"") &&
                              Catch::Contains("\"lastFinishedAt\": \"2"));

    const Outcome unknown = installation.call({"job", "run", "make-coffee"});
    CHECK(unknown.exit_code == 2);
    CHECK_THAT(unknown.err, Catch::Contains("there is no job make-coffee"));
}
