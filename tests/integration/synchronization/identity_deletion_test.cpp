#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "integration/synchronization/given.hpp"
#include "support/forget.hpp"

using namespace backbone;
using namespace backbone::testing;

namespace {

const std::vector<std::string> kTables{"external_events", "sync_errors", "sync_runs", "datawallet_modifications",
                                       "sync_states"};

/// Events of all kinds, an open run and a datawallet.
void given_everything(TestApplication& app, const Person& person)
{
    given_datawallet(app, person);
    REQUIRE(push(app, person, 0, std::vector<Modification>(3)).status == 201);
    lock_token(app, person);
    REQUIRE(finalize_sync(app, person, given_run(app, person)).status == 200);
    given_run(app, person);
    lock_token(app, person);
}

std::vector<std::int64_t> counts(TestDatabase& database)
{
    std::vector<std::int64_t> counts;
    for (const std::string& table : kTables) counts.push_back(number_in(database, "SELECT COUNT(*) FROM " + table));
    return counts;
}

}  // namespace

TEST_ON_EACH_DATABASE("nothing is left of the synchronization of a deleted identity", "[synchronization]", database)
{
    TestApplication app(database);
    const Person bob = app.person();
    given_everything(app, bob);
    const auto before = counts(database);
    const Person alice = app.person();
    given_everything(app, alice);
    REQUIRE(std::ranges::none_of(before, [](std::int64_t count) { return count == 0; }));

    for (const std::string_view aggregate : {"ExternalEvents", "SyncRuns", "Datawallets"}) {
        forget(app, aggregate, alice);
    }

    CHECK(counts(database) == before);
}

TEST_ON_EACH_DATABASE("the synchronization of an identity is deleted, however much it is", "[synchronization]",
                      database)
{
    TestApplication app(database);
    const Person alice = app.person();
    // `members` are SQL, with {0} for the owner and {1} for the number of the row.
    const auto given_rows = [&](std::string_view table, std::string_view members) {
        std::string rows;
        for (int number = 0; number < 1001; ++number) {
            rows += number > 0 ? ",(" : "(";
            rows += fmt::format(fmt::runtime(members), alice.address.text(), number);
            rows += ')';
        }
        change_rows(database, fmt::format("INSERT INTO {} VALUES {}", table, rows));
    };
    given_rows(
        "external_events (owner, event_index, id, type, created_at, payload, sync_error_count, "
        "is_delivery_blocked)",
        "'{0}', {1}, 'SYI', 30, 0, '{{}}', 0, 0");
    given_rows("sync_runs (id, type, run_index, created_at, created_by, created_by_device, expires_at, event_count)",
               "'SYR{1:017}', 0, {1}, 0, '{0}', 'DVC', 0, 0");
    given_rows(
        "datawallet_modifications (owner, modification_index, id, datawallet_version, type, collection, "
        "object_identifier, created_at, created_by_device, group_key, standing)",
        "'{0}', {1}, 'DWM', 1, 0, '', '', 0, 'DVC', '', 0");

    for (const std::string_view aggregate : {"ExternalEvents", "SyncRuns", "Datawallets"}) {
        forget(app, aggregate, alice);
    }

    CHECK(counts(database) == std::vector<std::int64_t>(kTables.size(), 0));
}

TEST_ON_EACH_DATABASE("nothing comes back once the deletion has begun", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    given_everything(app, alice);
    change_rows(database, "UPDATE identities SET status = 2");
    const std::string run = text_in(database, "SELECT id FROM sync_runs WHERE finalized_at IS NULL");

    forget(app, "ExternalEvents", alice);

    lock_token(app, alice);
    CHECK(number_in(database, "SELECT COUNT(*) FROM external_events") == 0);
    CHECK(outcome_of(push(app, alice, 2, {{}})) == "404 recordNotFound");
    CHECK(outcome_of(finalize_sync(app, alice, run)) == "404 recordNotFound");
    CHECK(list(app, alice).body == R"({"result":[]})");
}
