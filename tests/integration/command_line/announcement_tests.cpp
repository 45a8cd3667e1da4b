#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "integration/command_line/program_calls.hpp"

using namespace backbone::program;
using namespace backbone::program::test;

using Arguments = std::vector<std::string>;

namespace {

const std::string kNobody = "did:e:localhost:dids:8e2b1a5a2a5e1d7d1b9a9a";

/// An installation whose schema is up to date.
struct Migrated : Installation
{
    Migrated() { REQUIRE(call({"migrate"}).exit_code == 0); }

    Outcome send(Arguments arguments, const std::string& input = {}) const
    {
        arguments.insert(arguments.begin(), {"announcement", "send"});
        return call(arguments, input);
    }
    std::string list() const { return call({"announcement", "list"}).out; }
};

boost::json::object parsed(const std::string& json)
{
    INFO(json);
    return boost::json::parse(json).as_object();
}

const Arguments kSmall{"--severity", "Low", "--text", "en", "Title", "Body"};

}  // namespace

TEST_CASE("An announcement is sent by options alone", "[command_line][announcements]")
{
    const Migrated installation;

    const Outcome sent =
        installation.send({"--severity", "high", "--expiration", "2030-01-01", "--silent", "--iql-query", "#x",
                           "--text", "en", "Title", "Body", "--text", "de", "Titel", "Text"});

    INFO(sent.err);
    REQUIRE(sent.exit_code == 0);
    const auto announcement = parsed(sent.out);
    CHECK(announcement.at("severity") == 2);
    CHECK(announcement.at("isSilent") == true);
    CHECK(announcement.at("iqlQuery") == "#x");
    CHECK(announcement.at("expiresAt") == "2030-01-01T00:00:00.000Z");
    CHECK(announcement.at("recipients").as_array().empty());
    CHECK(announcement.at("texts").at(1).at("title") == "Titel");
    CHECK_THAT(sent.err, Catch::Contains("was sent"));
    CHECK_THAT(installation.list(), Catch::Contains(std::string(announcement.at("id").as_string())));
}

TEST_CASE("An announcement is silent, or not, as is said", "[command_line][announcements]")
{
    const Migrated installation;
    const auto [option, is_silent] = GENERATE(table<Arguments, bool>({
        {Arguments{}, false},
        {{"--silent"}, true},
        {{"--silent", "true"}, true},
        {{"--silent=false"}, false},
        {{"--silent", "False"}, false},
    }));
    Arguments arguments = kSmall;
    arguments.insert(arguments.end(), option.begin(), option.end());
    const Outcome sent = installation.send(arguments);
    INFO(sent.err);
    REQUIRE(sent.exit_code == 0);
    CHECK(parsed(sent.out).at("isSilent") == is_silent);
}

TEST_CASE("An announcement is sent from a file or the standard input, with its actions",
          "[command_line][announcements]")
{
    const Migrated installation;
    const std::string json =
        R"({"severity":"Medium","isSilent":false,"texts":[{"language":"en","title":"T","body":"B"}],)"
        R"("actions":[{"displayName":{"en":"Open"},"link":"https://example.org"}]})";
    const bool is_file = GENERATE(true, false);
    const std::string file = is_file ? installation.write("announcement.json", json) : "-";

    const Outcome sent = installation.send({"--file", file}, is_file ? "" : json);

    INFO(sent.err);
    REQUIRE(sent.exit_code == 0);
    CHECK(parsed(sent.out).at("actions").at(0).at("link") == "https://example.org");
}

TEST_CASE("Somebody at a terminal is asked for the texts of an announcement", "[command_line][announcements]")
{
    const Migrated installation;
    const Arguments arguments{"--severity", "1"};

    const Outcome sent = installation.send(arguments, "\nTitle\nBody\ny\nDE\nde\nTitel\nText\nn\nyes\n");
    INFO(sent.err);
    REQUIRE(sent.exit_code == 0);
    const auto texts = parsed(sent.out).at("texts").as_array();
    REQUIRE(texts.size() == 2);
    CHECK(texts[0].at("language") == "en");
    CHECK(texts[1].at("body") == "Text");

    const Outcome without_second = installation.send(arguments, "Title\nBody\ny\nxx\nx\ny\n");
    REQUIRE(without_second.exit_code == 0);
    CHECK(parsed(without_second.out).at("texts").as_array().size() == 1);
}

TEST_CASE("Who does not confirm an announcement sends none", "[command_line][announcements]")
{
    const Migrated installation;
    const auto [input, exit_code, reason] = GENERATE(table<std::string, int, std::string>({
        {"Title\nBody\n\n\n", 0, "Nothing was sent."},
        {"Title\nBody\nn\nno\n", 0, "Nothing was sent."},
        {"Title\nBody\n", 0, "Nothing was sent."},
        {"\nx\n", 1, "needs an English text"},
        {"Title\n \nX\n", 1, "needs an English text"},
        {"", 1, "needs an English text"},
    }));
    INFO(input);
    const Outcome outcome = installation.send({"--severity", "Low"}, input);
    CHECK(outcome.exit_code == exit_code);
    CHECK(outcome.out.empty());
    CHECK_THAT(outcome.err, Catch::Contains(reason));
    CHECK_THAT(installation.list(), !Catch::Contains("Title"));
}

TEST_CASE("What can be wrong with an announcement on the command line", "[command_line][announcements]")
{
    const Migrated installation;
    const auto [arguments, exit_code, reason] = GENERATE(table<Arguments, int, std::string>({
        {Arguments{}, 2, "--severity is required, or --file"},
        {{"--severity", "Urgent"}, 2, "not 'Urgent'"},
        {{"--severity", "3"}, 2, "not '3'"},
        {{"--severity", "Low", "--expiration", "soon"}, 2, "--expiration"},
        {{"--severity", "Low", "--recipients"}, 2, "--recipients"},
        {{"--severity", "Low", "--recipients", ""}, 2, "'' is none"},
        {{"--severity", "Low", "--recipients", "nobody"}, 2, "'nobody' is none"},
        {{"--severity", "Low", "--text", "en", "Title"}, 2, "--text"},
        {{"--severity", "Low", "--file", "-"}, 2, "excludes"},
        {{"--severity", "Low", "--silent", "perhaps"}, 2, "--silent"},
        {{"--file", "/nowhere"}, 1, "cannot read '/nowhere'"},
        {{"--file", "-"}, 1, "error.platform.inputCannotBeParsed"},
        {{"--severity", "Low", "--text", "de", "Titel", "Text"}, 1, "invalidPropertyValue"},
        {{"--severity", "Low", "--text", "en", "a", "b", "--iql-query", "#x"},
         1,
         "nonSilentAnnouncementCannotHaveIqlQuery"},
        {{"--severity", "Low", "--text", "en", "a", "b", "--recipients", kNobody, kNobody}, 1, "invalidPropertyValue"},
    }));
    const Outcome outcome = installation.send(arguments);
    CHECK(outcome.exit_code == exit_code);
    CHECK(outcome.out.empty());
    CHECK_THAT(outcome.err, Catch::Contains(reason));
}

TEST_CASE("An announcement is shown and deleted", "[command_line][announcements]")
{
    const Migrated installation;
    const std::string id(parsed(installation.send(kSmall).out).at("id").as_string());

    CHECK_THAT(installation.list(), Catch::StartsWith("ID ") && Catch::Contains(id) && Catch::Contains("Title"));
    CHECK(parsed(installation.call({"announcement", "list", "--output", "json"}).out).at("id").as_string() == id);
    CHECK(parsed(installation.call({"announcement", "show", id}).out).at("id").as_string() == id);
    CHECK_THAT(installation.call({"announcement", "show", "--id", id, "--output", "table"}).out, Catch::Contains(id));

    const Outcome deleted = installation.call({"announcement", "delete", "--id", id});
    CHECK(deleted.exit_code == 0);
    CHECK(deleted.out == "The announcement " + id + " was deleted.\n");
    CHECK_THAT(installation.list(), !Catch::Contains(id));

    const std::string command = GENERATE("delete", "show");
    const Outcome again = installation.call({"announcement", command, id});
    CHECK(again.exit_code == 1);
    CHECK_THAT(again.err, Catch::Contains("error.platform.recordNotFound"));
    const Outcome wrong = installation.call({"announcement", command, "x"});
    CHECK(wrong.exit_code == 2);
    CHECK_THAT(wrong.err, Catch::Contains("'x' is no id of an announcement"));
}

TEST_CASE("A token that is not there is not unlocked", "[command_line][tokens]")
{
    const Migrated installation;
    const auto [id, exit_code, reason] = GENERATE(table<std::string, int, std::string>({
        {"TOKAAAAAAAAAAAAAAAAA", 1, "error.platform.recordNotFound"},
        {"x", 2, "'x' is no id of a token"},
    }));
    const Outcome outcome = installation.call({"token", "reset-access-failed-count", "--id", id});
    CHECK(outcome.exit_code == exit_code);
    CHECK_THAT(outcome.err, Catch::Contains(reason));
}
