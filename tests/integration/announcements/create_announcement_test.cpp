#include <catch2/catch.hpp>

#include <backbone/error.hpp>

#include "integration/announcements/given_announcements.hpp"

using namespace backbone;
using namespace backbone::announcements;
using namespace backbone::testing;

namespace {

namespace of_announcements = backbone::announcements::codes;

using Change = void (*)(AnnouncementContent&);

struct Case
{
    std::string what;
    Change change;
    std::string_view code;
};

/// The code with which the content is refused; empty when it is taken.
std::string refusal_of(TestDatabase& database, const AnnouncementContent& content)
{
    try {
        create(database, content);
        return {};
    } catch (const Error& error) {
        CHECK(error.status() == 400);
        return error.code();
    }
}

/// An action with an English name.
AnnouncementAction action(std::string name = "Open", std::string link = "x")
{
    return {{{"en", std::move(name)}}, std::move(link)};
}

std::string json_of(const Announcement& announcement)
{
    std::string json;
    JsonWriter(json).write(announcement);
    return json;
}

}  // namespace

TEST_ON_EACH_DATABASE("the operator reads back what it created", "[announcements]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    AnnouncementContent content = content_for({alice.address});
    content.texts = {{"de", "Titel 🎉", "Körper"}, {"en", "Title", "Body"}};
    content.expires_at = Timestamp::parse("2030-01-02T03:04:05.678Z");
    content.iql_query = "#Surname";
    content.actions = {{{{"de", "Eins"}, {"en", "One; two: ###"}}, "https://example.org/1"}, action(" ", "2")};

    const Announcement created = create(database, content);

    const std::string expected =
        R"({"id":")" + std::string(created.id.text()) +
        R"(","createdAt":"2026-01-01T00:00:00.000Z","expiresAt":"2030-01-02T03:04:05.678Z","severity":"Low","texts":[)"
        R"({"language":"de","title":"Titel 🎉","body":"Körper"},{"language":"en","title":"Title","body":"Body"}],)"
        R"("recipients":[")" +
        alice.address.text() +
        R"("],"actions":[{"displayName":{"de":"Eins","en":"One; two: ###"},"link":"https://example.org/1"},)"
        R"({"displayName":{"en":" "},"link":"2"}],"iqlQuery":"#Surname","isSilent":true})";
    CHECK(json_of(created) == expected);
    const auto connection = database.connect();
    CHECK(json_of(get_announcement(connection->queries(), created.id)) == expected);
    const auto all = list_announcements(connection->queries());
    REQUIRE(all.size() == 1);
    CHECK(json_of(all.front()) == expected);
}

TEST_ON_EACH_DATABASE("other modules learn of every announcement, also of silent ones", "[announcements]", database)
{
    TestApplication app(database);
    std::vector<AnnouncementCreated> created;
    database.events.on<AnnouncementCreated>(
        [&](const AnnouncementCreated& event, Transaction&) { created.push_back(event); });
    const IdentityAddress alice = app.person().address;
    AnnouncementContent content = content_for({alice});
    content.severity = Severity::medium;

    const std::string id = given_announcement(database, content);

    REQUIRE(created.size() == 1);
    CHECK(created.front().id.text() == id);
    CHECK(created.front().severity == Severity::medium);
    CHECK(created.front().is_silent);
    CHECK(created.front().texts.front().title == "Title");
    CHECK(created.front().recipients == std::vector{alice});
}

TEST_ON_EACH_DATABASE("what breaks a rule is refused with its code and leaves nothing", "[announcements]", database)
{
    constexpr std::string_view kInvalid = backbone::codes::kInvalidPropertyValue;
    TestApplication app(database);
    const auto [what, change, code] = GENERATE_COPY(values<Case>({
        {"a long query and no English text",
         [](auto& content) {
             content.iql_query = std::string(1001, 'q');
             content.texts.clear();
         },
         of_announcements::kInvalidIqlQueryLength},
        {"no text", [](auto& content) { content.texts.clear(); }, kInvalid},
        {"no English text", [](auto& content) { content.texts = {{"de", "a", "b"}}; }, kInvalid},
        {"101 recipients", [](auto& content) { content.recipients.resize(101); }, kInvalid},
        {"an unknown language", [](auto& content) { content.texts.push_back({"xx", "a", "b"}); }, kInvalid},
        {"a language in upper case", [](auto& content) { content.texts.push_back({"DE", "a", "b"}); }, kInvalid},
        {"an empty title", [](auto& content) { content.texts[0].title = ""; }, kInvalid},
        {"a blank title", [](auto& content) { content.texts[0].title = " \n"; }, kInvalid},
        {"a blank body", [](auto& content) { content.texts[0].body = " "; }, kInvalid},
        {"what is no address", [](auto& content) { content.recipients.resize(1); }, kInvalid},
        {"no link", [](auto& content) { content.actions = {action("a", "")}; }, kInvalid},
        {"a blank link", [](auto& content) { content.actions = {action("a", " ")}; }, kInvalid},
        {"a long link and no English name",
         [](auto& content) { content.actions = {{{{"de", "a"}}, std::string(301, 'l')}}; }, of_announcements::kLinkTooLong},
        {"no display name", [](auto& content) { content.actions = {{{}, "x"}}; }, kInvalid},
        {"no English name", [](auto& content) { content.actions = {{{{"de", "a"}}, "x"}}; }, kInvalid},
        {"an empty name", [](auto& content) { content.actions = {action("")}; }, kInvalid},
        {"a name of 31 characters", [](auto& content) { content.actions = {action(std::string(31, 'n'))}; }, kInvalid},
        {"a name of 16 characters that count twice",
         [](auto& content) { content.actions = {action("🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉")}; }, kInvalid},
        {"a line feed in a name", [](auto& content) { content.actions = {action("a\n")}; }, kInvalid},
        {"a carriage return in a name", [](auto& content) { content.actions = {action("a\rb")}; }, kInvalid},
        {"a second action that is wrong", [](auto& content) { content.actions = {action(), action("a", "")}; },
         kInvalid},
        {"a query that is not silent, and an unknown language of a name",
         [](auto& content) {
             content.is_silent = false;
             content.iql_query = " ";
             content.actions = {{{{"en", "a"}, {"xx", "b"}}, "x"}};
         },
         of_announcements::kNonSilentCannotHaveIqlQuery},
        {"an unknown language of a name",
         [](auto& content) { content.actions = {{{{"en", "a"}, {"xx", "b"}}, "x"}}; }, of_announcements::kInvalidLanguage},
        {"a language of a name in upper case",
         [](auto& content) { content.actions = {{{{"en", "a"}, {"DE", "b"}}, "x"}}; }, of_announcements::kInvalidLanguage},
        {"a wrong address beside an empty link",
         [](auto& content) {
             content.recipients.resize(1);
             content.actions = {action("a", std::string(301, 'l'))};
         },
         kInvalid},
        {"the same language twice", [](auto& content) { content.texts.push_back({"en", "a", "b"}); }, kInvalid},
        {"the same language twice, and a query that is not silent",
         [](auto& content) {
             content.texts.push_back({"en", "a", "b"});
             content.is_silent = false;
             content.iql_query = "q";
         },
         of_announcements::kNonSilentCannotHaveIqlQuery},
    }));
    INFO(what);
    AnnouncementContent content = some_content();
    change(content);

    CHECK(refusal_of(database, content) == code);
    CHECK(number_in(database, "SELECT COUNT(*) FROM announcements") == 0);
}

TEST_ON_EACH_DATABASE("the same recipient twice is refused", "[announcements]", database)
{
    TestApplication app(database);
    const IdentityAddress alice = app.person().address;

    CHECK(refusal_of(database, content_for({alice, alice})) == backbone::codes::kInvalidPropertyValue);
}

TEST_ON_EACH_DATABASE("what just keeps the rules is taken", "[announcements]", database)
{
    TestApplication app(database);
    const auto [what, change] = GENERATE(table<std::string, Change>({
        {"a query of 1000 characters", [](auto& content) { content.iql_query = std::string(1000, 'q'); }},
        {"an empty query that is not silent",
         [](auto& content) {
             content.iql_query = "";
             content.is_silent = false;
         }},
        {"a link of 300 characters", [](auto& content) { content.actions = {action("a", std::string(300, 'l'))}; }},
        {"a name of 30 characters", [](auto& content) { content.actions = {action(std::string(30, 'n'))}; }},
        {"a name of 15 characters that count twice",
         [](auto& content) { content.actions = {action("🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉🎉")}; }},
        {"many actions", [](auto& content) { content.actions.assign(300, action()); }},
        {"a long body", [](auto& content) { content.texts[0].body = std::string(100'000, 'b'); }},
    }));
    INFO(what);
    AnnouncementContent content = some_content();
    change(content);

    const AnnouncementId id = create(database, content).id;

    const Announcement read = get_announcement(database.connect()->queries(), id);
    CHECK(read.content.actions.size() == content.actions.size());
    CHECK(read.content.texts.front().body == content.texts.front().body);
    CHECK(read.content.iql_query.value_or("") == content.iql_query.value_or(""));
}

TEST_ON_EACH_DATABASE("an announcement goes to at most 100 recipients, who need not exist", "[announcements]", database)
{
    TestApplication app(database);
    std::vector<IdentityAddress> recipients;
    while (recipients.size() < 100) recipients.push_back(TestApplication::with_new_keys().address);

    const AnnouncementId id = create(database, content_for(recipients)).id;

    CHECK_THAT(get_announcement(database.connect()->queries(), id).content.recipients,
               Catch::UnorderedEquals(recipients));
}
