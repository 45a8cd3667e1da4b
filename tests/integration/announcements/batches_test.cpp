#include <algorithm>
#include <string>
#include <string_view>

#include <catch2/catch.hpp>

#include "integration/announcements/given_announcements.hpp"
#include "support/forget.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

/// One more than is done at once.
constexpr int kMany = 501;

/// Announcements for that person alone, which are quicker to make than real ones; each is a microsecond younger than
/// the one before it. They expire at the time at which the tests begin.
void given_rows(TestDatabase& database, const Person& recipient)
{
    const auto insert = [&](std::string_view columns, std::string_view values) {
        change_rows(database, fmt::format("INSERT INTO {} WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT "
                                          "n + 1 FROM numbers WHERE n < {}) SELECT 'ANC' || CAST(10000000000000000 + n "
                                          "AS VARCHAR(17)), {} FROM numbers",
                                          columns, kMany, values));
    };
    const std::int64_t now = database.clock.now().microseconds();
    insert("announcements (id, created_at, expires_at, severity, is_silent, is_targeted)",
           fmt::format("{0} + n, {0}, 0, 1, 1", now));
    insert("announcement_texts (announcement_id, language, title, body)", "'en', 'Title', 'Body'");
    insert("announcement_recipients (announcement_id, address)", fmt::format("'{}'", recipient.address.text()));
}

std::int64_t times_run(TestDatabase& database, std::string_view statement)
{
    return std::ranges::count(database.statements.names(), statement);
}

}  // namespace

TEST_ON_EACH_DATABASE("the operator's list completes many announcements in chunks", "[announcements]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    given_rows(database, alice);
    database.statements.clear();

    const auto all = announcements::list_announcements(database.connect()->queries());

    CHECK(times_run(database, "announcements.select_texts") == 2);
    REQUIRE(all.size() == kMany);
    for (const auto* announcement : {&all.front(), &all.back()}) {
        CHECK(announcement->content.texts.size() == 1);
        CHECK(announcement->content.recipients == std::vector{alice.address});
    }
    CHECK(all.back().id.text() == "ANC10000000000000501");
}

TEST_ON_EACH_DATABASE("many expired announcements go in batches", "[announcements]", database)
{
    TestApplication app(database);
    given_rows(database, app.person());
    app.clock().advance(30 * 24h);
    database.statements.clear();

    app.run_job("announcements.delete-expired");

    CHECK(times_run(database, "announcements.delete_expired") == 2);
    CHECK(number_in(database, "SELECT COUNT(*) FROM announcements") == 0);
}

TEST_ON_EACH_DATABASE("a recipient of many announcements is forgotten in batches", "[announcements]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    given_rows(database, alice);
    database.statements.clear();

    forget(app, "AnnouncementRecipients", alice);

    CHECK(times_run(database, "announcements.forget_recipient") == 2);
    CHECK(number_in(database, "SELECT COUNT(*) FROM announcement_recipients") == 0);
}
