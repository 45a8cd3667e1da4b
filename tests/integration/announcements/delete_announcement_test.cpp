#include <catch2/catch.hpp>

#include <backbone/error.hpp>

#include "integration/announcements/given_announcements.hpp"
#include "support/forget.hpp"

using namespace backbone;
using namespace backbone::announcements;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

const std::vector<std::string> kTables{"announcements", "announcement_texts", "announcement_recipients",
                                       "announcement_actions", "announcement_action_names"};

std::int64_t rows_of_all_tables(TestDatabase& database)
{
    std::int64_t count = 0;
    for (const std::string& table : kTables) count += number_in(database, "SELECT COUNT(*) FROM " + table);
    return count;
}

AnnouncementContent content_with_everything(const IdentityAddress& recipient)
{
    AnnouncementContent content = content_for({recipient});
    content.actions = {{{{"en", "Open"}}, "x"}};
    return content;
}

}  // namespace

TEST_ON_EACH_DATABASE("a deleted announcement is gone with all that belonged to it", "[announcements]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const AnnouncementId id = create(database, content_with_everything(alice.address)).id;
    REQUIRE(rows_of_all_tables(database) == 5);
    const auto connection = database.connect();

    delete_as_operator(database, id);

    CHECK(rows_of_all_tables(database) == 0);
    CHECK(visible_to(app, alice).empty());
    CHECK_THROWS_AS(get_announcement(connection->queries(), id), Error);
    CHECK_THROWS_AS(delete_as_operator(database, id), Error);
}

TEST_ON_EACH_DATABASE("an announcement that is not there is not found", "[announcements]", database)
{
    TestApplication app(database);
    const auto connection = database.connect();

    for (const char* id : {"ANC", "ANCxxxxxxxxxxxxxxxxx"}) {
        try {
            get_announcement(connection->queries(), AnnouncementId::parse(id).value());
            FAIL("it was found");
        } catch (const Error& error) {
            CHECK(error.status() == 404);
            CHECK(error.message().starts_with("Announcement not found."));
        }
    }
}

TEST_ON_EACH_DATABASE("an announcement is kept until 30 days after it has expired", "[announcements]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    AnnouncementContent content = content_with_everything(alice.address);
    const Timestamp expiry = app.clock().now() + 24h;
    content.expires_at = expiry;
    given_announcement(database, content);
    const std::string without_expiry = given_announcement(database, some_content());

    app.clock().set(expiry + 30 * 24h - 1ms);
    app.run_job("announcements.delete-expired");
    CHECK(visible_to(app, app.with_new_token(alice)).size() == 2);

    app.clock().advance(1ms);
    app.run_job("announcements.delete-expired");
    CHECK(visible_to(app, app.with_new_token(alice)) == std::vector{without_expiry});
    CHECK(rows_of_all_tables(database) == 2);
}

TEST_ON_EACH_DATABASE("an announcement whose only recipient is deleted does not become one for everybody",
                      "[announcements]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    given_announcement(database, content_for({alice.address}));
    const std::string for_both = given_announcement(database, content_for({alice.address, bob.address}));

    forget(app, "AnnouncementRecipients", alice);

    CHECK(texts_in(database, "SELECT address FROM announcement_recipients") == std::vector{bob.address.text()});
    CHECK(visible_to(app, alice).empty());
    CHECK(visible_to(app, bob) == std::vector{for_both});
}
