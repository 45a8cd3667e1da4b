#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include <files/events.hpp>

#include "integration/files/given_files.hpp"
#include "support/at_once.hpp"
#include "support/forget.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

constexpr int kRequests = 16;

std::vector<Person> persons(TestApplication& app, int number)
{
    std::vector<Person> persons;
    for (int i = 0; i < number; ++i) persons.push_back(app.person());
    return persons;
}

/// Counts the events of a type.
template <class Event>
std::shared_ptr<std::atomic<int>> count_of_events(TestDatabase& database)
{
    auto count = std::make_shared<std::atomic<int>>(0);
    database.events.on<Event>([count](const Event&, Transaction&) { ++*count; });
    return count;
}

}  // namespace

TEST_ON_EACH_DATABASE("of many who claim a file at once one gets it, and the others lock nothing",
                      "[files][concurrency]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const auto claimers = persons(app, kRequests);
    const auto locked = count_of_events<files::FileOwnershipLocked>(database);
    const auto claimed = count_of_events<files::FileOwnershipClaimed>(database);

    for (int round = 1; round <= 10; ++round) {
        const GivenFile file = given_file(app, alice);
        const auto answers = at_once(kRequests, [&](int number) {
            return claim(app, file, file.token, claimers[static_cast<std::size_t>(number)]);
        });

        REQUIRE(count_of(answers, 200) == 1);
        CHECK(count_of(answers, "error.platform.forbidden") == kRequests - 1);
        const auto winner =
            static_cast<std::size_t>(std::ranges::find(answers, 200, &Answer::status) - answers.begin());
        const Answer metadata = app.get(file.path("/Metadata"), alice);
        CHECK(metadata.text("result.owner") == claimers[winner].address.text());
        CHECK_FALSE(metadata.at("result.ownershipIsLocked").as_bool());
        app.clock().advance(1us);
        const Answer validated = validate(app, file, answers[winner].text("result.newOwnershipToken"), alice);
        CHECK(validated.at("result.isValid").as_bool());
        CHECK(*claimed == round);
    }
    CHECK(*locked == 0);
}

TEST_ON_EACH_DATABASE("many wrong tokens at once lock a file once", "[files][concurrency]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    const auto locked = count_of_events<files::FileOwnershipLocked>(database);

    for (int round = 1; round <= 10; ++round) {
        const GivenFile file = given_file(app, alice);
        const auto answers = at_once(kRequests, [&](int number) {
            return number % 2 == 0 ? claim(app, file, kWrongToken, bob) : validate(app, file, kWrongToken, bob);
        });

        CHECK(count_of(answers, 403) == kRequests / 2);
        CHECK(count_of(answers, 200) == kRequests / 2);
        CHECK(is_locked(app, file, alice));
        CHECK(*locked == round);
    }
}

TEST_ON_EACH_DATABASE("a claim and a new token at once leave one owner with one token", "[files][concurrency]",
                      database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();

    for (int round = 0; round < 20; ++round) {
        const GivenFile file = given_file(app, alice);
        const auto answers = at_once(2, [&](int number) {
            return number == 0 ? claim(app, file, file.token, bob)
                               : app.patch(file.path("/RegenerateOwnershipToken"), "", alice);
        });
        app.clock().advance(1us);

        // Either order of the two makes the second one fail.
        const Answer& claimed = answers[0];
        const Answer& renewed = answers[1];
        CHECK((claimed.status == 200) != (renewed.status == 200));
        CHECK((claimed.status == 403) != (renewed.status == 403));
        const bool was_claimed = claimed.status == 200;
        const Person& owner = was_claimed ? bob : alice;
        CHECK(app.get(file.path("/Metadata"), alice).text("result.owner") == owner.address.text());
        // The claim may have come so late that its token was a wrong one.
        if (is_locked(app, file, alice)) continue;
        const std::string token = (was_claimed ? claimed : renewed).text("result.newOwnershipToken");
        CHECK(validate(app, file, token, owner).at("result.isValid").as_bool());
    }
}

TEST_CASE("a file whose owner is being deleted cannot be claimed (PostgreSQL)", "[files][concurrency][postgresql]")
{
    run_on(postgresql_database(), [](TestDatabase& database) {
        TestApplication app(database);
        const Person alice = app.person();
        const Person bob = app.person();
        const auto claimed = count_of_events<files::FileOwnershipClaimed>(database);
        const GivenFile file = given_file(app, alice);
        const auto is_anybody_waiting = [&] {
            return number_in(database,
                             "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND "
                             "wait_event_type = 'Lock'") > 0;
        };
        Answer answer;
        std::jthread claiming;
        bool has_met = false;
        database.statements.once_after("files.lock_owned_by", [&] {
            claiming = std::jthread([&] { answer = claim(app, file, file.token, bob); });
            has_met = eventually(is_anybody_waiting);
        });

        forget(app, "Files", alice);

        claiming.join();
        CHECK(has_met);
        CHECK(outcome_of(answer) == "403 forbidden");
        CHECK(*claimed == 0);
        CHECK(number_in(database, "SELECT COUNT(*) FROM files") == 0);
        CHECK(count_of_stored_files(app) == 0);
    });
}
