#include <catch2/catch.hpp>

#include "announcements/src/announcement_store.hpp"
#include "integration/announcements/given_announcements.hpp"

using namespace backbone;
using namespace backbone::announcements;
using namespace backbone::testing;
using namespace std::chrono_literals;

TEST_ON_EACH_DATABASE("everybody sees announcements for all, and only recipients see the others, oldest first",
                      "[announcements]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    const std::string for_alice = given_announcement(database, content_for({alice.address}));
    app.clock().advance(1s);
    const std::string for_all = given_announcement(database, some_content());
    app.clock().advance(1s);
    const std::string for_both = given_announcement(database, content_for({bob.address, alice.address}));
    database.statements.clear();

    CHECK(visible_to(app, alice) == std::vector{for_alice, for_all, for_both});
    CHECK(database.statements.names() == std::vector<std::string>{"announcements.select_for"});
    CHECK(visible_to(app, bob) == std::vector{for_all, for_both});
    CHECK(visible_to(app, app.device_of(bob)) == std::vector{for_all, for_both});
    CHECK(visible_to(app, app.person()) == std::vector{for_all});
}

TEST_ON_EACH_DATABASE("a reader gets all that it may know of an announcement", "[announcements]", database)
{
    TestApplication app(database);
    AnnouncementContent content = some_content();
    content.severity = Severity::high;
    content.expires_at = Timestamp::parse("2030-01-02T03:04:05.678Z");
    content.iql_query = "#foo";
    content.actions = {{{{"en", "Open"}}, "https://example.com/1"}, {{{"en", "Close"}}, "x"}};
    const std::string id = given_announcement(database, content);

    CHECK(list(app, app.person()).body ==
          R"({"result":[{"id":")" + id +
              R"(","createdAt":"2026-01-01T00:00:00.000Z","expiresAt":"2030-01-02T03:04:05.678Z","severity":"High",)"
              R"("title":"Title","body":"Body","actions":[{"displayName":"Open","link":"https://example.com/1",)"
              R"("iqlQuery":null},{"displayName":"Close","link":"x","iqlQuery":null}],"iqlQuery":"#foo"}]})");
}

TEST_ON_EACH_DATABASE("a text or name that is missing in the language is in English", "[announcements]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    AnnouncementContent content = some_content();
    content.texts.push_back({"de", "Titel", "Körper"});
    content.actions = {{{{"en", "Open"}, {"it", "Apri"}}, "1"}, {{{"de", "Schließen"}, {"en", "Close"}}, "2"}};
    given_announcement(database, content);

    const auto [language, title, body, first, second] =
        GENERATE(table<std::string, std::string, std::string, std::string, std::string>({
            {"en", "Title", "Body", "Open", "Close"},
            {"de", "Titel", "Körper", "Open", "Schließen"},
            {"it", "Title", "Body", "Apri", "Close"},
            {"zu", "Title", "Body", "Open", "Close"},
        }));
    INFO(language);
    const Answer answer = list(app, alice, language);

    CHECK(answer.text("result.0.title") == title);
    CHECK(answer.text("result.0.body") == body);
    CHECK(answer.text("result.0.actions.0.displayName") == first);
    CHECK(answer.text("result.0.actions.1.displayName") == second);
    CHECK(answer.at("result.0.actions.2").is_null());
}

TEST_ON_EACH_DATABASE("the texts of an announcement are read once, however many actions it has", "[announcements]",
                      database)
{
    TestApplication app(database);
    const Person alice = app.person();
    AnnouncementContent content = some_content();
    content.actions.assign(3, AnnouncementAction{{{"en", "Open"}}, "x"});
    given_announcement(database, content);

    const auto rows = store::select_for(database.connect()->queries(), alice.address, "de");

    REQUIRE(rows.size() == 3);
    CHECK(rows[0].announcement.title == "Title");
    CHECK(rows[0].announcement.body == "Body");
    for (const std::size_t behind : {1U, 2U}) {
        CHECK_FALSE(rows[behind].announcement.title);
        CHECK_FALSE(rows[behind].announcement.body);
    }
}

TEST_ON_EACH_DATABASE("silent and expired announcements are listed, too", "[announcements]", database)
{
    TestApplication app(database);
    AnnouncementContent expired = some_content();
    expired.expires_at = app.clock().now() - 24h;
    AnnouncementContent loud = some_content();
    loud.is_silent = false;

    const std::vector ids{given_announcement(database, expired), given_announcement(database, loud)};

    CHECK_THAT(visible_to(app, app.person()), Catch::UnorderedEquals(ids));
}

TEST_ON_EACH_DATABASE("announcements are asked for in a language", "[announcements]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const auto [query, outcome] = GENERATE(table<std::string, std::string>({
        {"", "400 inputCannotBeParsed"},
        {"?language=", "400 inputCannotBeParsed"},
        {"?language=%20", "400 inputCannotBeParsed"},
        {"?language=EN", "400 validation.invalidPropertyValue"},
        {"?language=eng", "400 validation.invalidPropertyValue"},
        {"?language=xx", "400 validation.invalidPropertyValue"},
        {"?language=iw", "400 validation.invalidPropertyValue"},
        {"?language=en-US", "400 validation.invalidPropertyValue"},
        {"?LANGUAGE=en&pageSize=1000", "200"},
        {"?language=en&language=xx", "200"},
    }));
    INFO(query);

    CHECK(outcome_of(app.get("/api/v2/Announcements" + query, alice)) == outcome);
}

TEST_ON_EACH_DATABASE("only identities list announcements, and they do nothing else", "[announcements]", database)
{
    TestApplication app(database);

    CHECK(outcome_of(list(app, std::nullopt)) == "401");
    CHECK(outcome_of(app.post("/api/v2/Announcements", "{}", app.person())) == "405");
}
