#include <catch2/catch.hpp>

#include <fmt/format.h>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "integration/announcements/given_announcements.hpp"

using namespace backbone;
using namespace backbone::testing;

namespace {

constexpr const char* kPath = "/api/v1/Announcements";
constexpr const char* kText = R"({"language":"en","title":"Title","body":"Body"})";

/// A body with these members in addition to, or instead of, what a small announcement has.
std::string body_with(std::string_view members)
{
    auto body = boost::json::parse(fmt::format(R"({{"severity":"Low","isSilent":true,"texts":[{}]}})", kText));
    const auto changes = boost::json::parse(fmt::format("{{{}}}", members));
    for (const auto& [name, value] : changes.as_object()) body.as_object()[name] = value;
    return boost::json::serialize(body);
}

Answer publish(TestApplication& app, std::string_view members = "")
{
    return app.admin().post(kPath, body_with(members));
}

std::string path_of(const std::string& id)
{
    return fmt::format("{}/{}", kPath, id);
}

std::vector<std::string> actions_of_operators(TestDatabase& database)
{
    return texts_in(database, "SELECT action FROM operator_actions ORDER BY action");
}

}  // namespace

TEST_ON_EACH_DATABASE("an operator publishes an announcement and reads it back", "[announcements][admin]", database)
{
    TestApplication app(database);
    const std::string alice(app.person().address.text());
    const std::string members = fmt::format(
        R"("severity":"High","expiresAt":"2099-12-31T23:59:59.987Z","iqlQuery":"#Surname","recipients":["{}"],)"
        R"("texts":[{{"language":"de","title":"Titel","body":"Text"}},{}],)"
        R"("actions":[{{"displayName":{{"en":"One","de":"Eins"}},"link":"l"}},{{"displayName":{{"en":"Two"}},"link":"m"}}])",
        alice, kText);

    const Answer created = publish(app, members);

    REQUIRE(outcome_of(created) == "201");
    CHECK(created.header("Location").empty());
    const std::string id = created.text("result.id");
    const Answer read = app.admin().get(path_of(id));
    CHECK(read.text("result.severity") == "High");
    CHECK(read.text("result.expiresAt") == "2099-12-31T23:59:59.987Z");
    CHECK(read.text("result.iqlQuery") == "#Surname");
    CHECK(read.text("result.recipients.0") == alice);
    CHECK(read.text("result.texts.0.title") == "Titel");
    CHECK(read.text("result.texts.1.title") == "Title");
    CHECK(read.text("result.actions.0.displayName.de") == "Eins");
    CHECK(read.text("result.actions.1.link") == "m");
    CHECK(read.at("result.isSilent") == true);
    CHECK(app.admin().get(kPath).at("result.0") == read.at("result"));
    CHECK(actions_of_operators(database) == std::vector<std::string>{"announcement.created"});
    CHECK(text_in(database, "SELECT subject FROM operator_actions") == id);
}

TEST_ON_EACH_DATABASE("what an announcement may say in several ways", "[announcements][admin]", database)
{
    TestApplication app(database);
    struct Case
    {
        std::string members;
        std::string member;
        std::string value;
    };
    const std::vector<Case> cases{
        {R"("severity":"hIGH")", "severity", R"("High")"},
        {R"("severity":1)", "severity", R"("Medium")"},
        {R"("severity":"2")", "severity", R"("High")"},
        {R"("iqlQuery":"")", "iqlQuery", "null"},
        {R"("iqlQuery":"","isSilent":false)", "iqlQuery", "null"},
        {R"("expiresAt":null)", "expiresAt", "null"},
        {R"("expiresAt":"2099-01-01T12:00:00")", "expiresAt", R"("2099-01-01T12:00:00.000Z")"},
        {R"("expiresAt":"2099-01-01T12:00:00+02:00")", "expiresAt", R"("2099-01-01T10:00:00.000Z")"},
        {R"("Actions":[{"DisplayName":{"en":"x"},"LINK":"l"}])", "actions",
         R"([{"displayName":{"en":"x"},"link":"l"}])"},
        {R"("actions":[{"displayName":{"en":"a;b","de":" c:d "},"link":"l"}])", "actions",
         R"([{"displayName":{"de":" c:d ","en":"a;b"},"link":"l"}])"},
        {R"("nobodyKnows":1)", "recipients", "[]"},
    };
    for (const auto& [members, member, value] : cases) {
        INFO(members);
        const Answer created = publish(app, members);
        REQUIRE(outcome_of(created) == "201");
        const Answer read = app.admin().get(path_of(created.text("result.id")));
        CHECK(read.at("result." + member) == boost::json::parse(value));
    }
}

TEST_ON_EACH_DATABASE("what can be wrong with an announcement changes nothing", "[announcements][admin]", database)
{
    TestApplication app(database);
    const std::string unread = "400 inputCannotBeParsed";
    const std::string invalid = "400 validation.invalidPropertyValue";
    struct Case
    {
        std::string members;
        std::string outcome;
    };
    const std::vector<Case> cases{
        {R"("severity":null)", unread},
        {R"("severity":"Urgent")", unread},
        {R"("severity":7)", unread},
        {R"("isSilent":null)", unread},
        {R"("isSilent":"true")", unread},
        {R"("texts":null)", unread},
        {R"("texts":[])", invalid},
        {R"("texts":[null])", invalid},
        {R"("texts":["x"])", unread},
        {R"("texts":[{"language":"en","title":null,"body":"x"}])", unread},
        {R"("texts":[{"language":"en","title":"x"}])", unread},
        {R"("texts":[{"language":"en","title":"","body":"x"}])", invalid},
        {R"("texts":[{"language":"EN","title":"x","body":"x"}])", invalid},
        {fmt::format(R"("texts":[{0},{0}])", kText), invalid},
        {R"("expiresAt":"tomorrow")", unread},
        {fmt::format(R"("iqlQuery":"{}","texts":[])", std::string(1001, 'q')),
         "400 validation.invalidIqlQueryLengthForAnnouncement"},
        {R"("iqlQuery":"#x","isSilent":false)", "400 validation.nonSilentAnnouncementCannotHaveIqlQuery"},
        {R"("recipients":null)", unread},
        {R"("recipients":[null])", unread},
        {R"("recipients":["nobody"])", invalid},
        {R"("actions":null)", unread},
        {R"("actions":[null])", invalid},
        {R"("actions":[{"displayName":{"en":"x"}}])", unread},
        {R"("actions":[{"displayName":{"en":"x"},"link":null}])", unread},
        {R"("actions":[{"displayName":{"en":"x"},"link":" "}])", invalid},
        {fmt::format(R"("actions":[{{"displayName":{{"de":"x"}},"link":"{}"}}])", std::string(301, 'l')),
         "400 MaximumLengthValidator"},
        {R"("actions":[{"displayName":null,"link":"x"}])", unread},
        {R"("actions":[{"displayName":"x","link":"x"}])", unread},
        {R"("actions":[{"displayName":{"en":null},"link":"x"}])", invalid},
        {R"("actions":[{"displayName":{"en":5},"link":"x"}])", unread},
        {R"("actions":[{"displayName":{"en":"x","xx":"y"},"link":"x"}])", "400 validation.invalidAnnouncementLanguage"},
    };
    for (const auto& [members, outcome] : cases) {
        INFO(members);
        CHECK(outcome_of(publish(app, members)) == outcome);
    }
    for (const char* body : {"null", "{}", "[]", "{"}) {
        INFO(body);
        CHECK(outcome_of(app.admin().post(kPath, body)) == unread);
    }
    CHECK(number_in(database, "SELECT COUNT(*) FROM announcements") == 0);
    CHECK(number_in(database, "SELECT COUNT(*) FROM operator_actions") == 0);
}

TEST_ON_EACH_DATABASE("an operator deletes an announcement once", "[announcements][admin]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string id = publish(app).text("result.id");

    CHECK(outcome_of(app.admin().del(path_of(id))) == "204");

    CHECK(visible_to(app, alice).empty());
    CHECK(outcome_of(app.admin().del(path_of(id))) == "404 recordNotFound");
    CHECK(outcome_of(app.admin().get(path_of(id))) == "404 recordNotFound");
    CHECK(actions_of_operators(database) == std::vector<std::string>{"announcement.created", "announcement.deleted"});
}

TEST_ON_EACH_DATABASE("what is no announcement is not found, or no id", "[announcements][admin]", database)
{
    TestApplication app(database);
    const auto [id, outcome] = GENERATE(table<std::string, std::string>({
        {"ANCAAAAAAAAAAAAAAAAA", "404 recordNotFound"},
        {"ANC", "404 recordNotFound"},
        {"nonsense", "400 validation.invalidPropertyValue"},
        {"ANCAAAAAAAAAAAAAAAAAA", "400 validation.invalidPropertyValue"},
        {"AACAAAAAAAAAAAAAAAAA", "400 validation.invalidPropertyValue"},
    }));
    INFO(id);
    CHECK(outcome_of(app.admin().get(path_of(id))) == outcome);
    CHECK(outcome_of(app.admin().del(path_of(id))) == outcome);
}

TEST_ON_EACH_DATABASE("announcements are managed by operators only", "[announcements][admin]", database)
{
    TestApplication app(database);
    const std::string id = publish(app).text("result.id");
    const std::vector<Header> json{{"Content-Type", "application/json"}};

    CHECK(app.admin().send_bare("POST", kPath, body_with(""), json).status == 401);
    CHECK(app.admin().send_bare("GET", kPath, "", {}).status == 401);
    CHECK(app.admin().send_bare("GET", path_of(id), "", {}).status == 401);
    CHECK(app.admin().send_bare("DELETE", path_of(id), "", {}).status == 401);
    CHECK(number_in(database, "SELECT COUNT(*) FROM announcements") == 1);
}
