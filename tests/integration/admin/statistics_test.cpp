#include <fmt/format.h>
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include "support/application.hpp"
#include "support/rows.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

Answer statistics(TestApplication& app)
{
    return app.admin().get("/api/v1/Statistics");
}

void add_message(TestDatabase& database, const std::string& id, Timestamp at)
{
    database.connect()->queries().execute({"test.add_message", R"(
        INSERT INTO messages (id, created_at, created_by, created_by_device, kept_by_sender, kept_by_either, body)
        VALUES (:id, :at, 'did:e:x', 'DVC', 1, 1, ''))"},
                                          id, at);
}

}  // namespace

TEST_ON_EACH_DATABASE("the statistics have no gaps, even before anybody counted", "[admin]", database)
{
    TestApplication app(database);
    const Answer empty = statistics(app);
    CHECK(empty.at("result.countedAt").is_null());
    REQUIRE(empty.at("result.days").as_array().size() == 30);
    CHECK(empty.text("result.days.0.day") == "2025-12-03");
    CHECK(empty.text("result.days.29.day") == "2026-01-01");
    CHECK(empty.at("result.jobs").as_array().empty());
    CHECK(app.admin().send_bare("GET", "/api/v1/Statistics", {}, {}).status == 401);
}

TEST_ON_EACH_DATABASE("the statistics tell what happened on each day", "[admin]", database)
{
    TestApplication app(database);
    app.person();
    add_message(database, "MSG1", app.clock().now() - 1h);
    app.clock().advance(25h);
    const Person bob = app.person();
    add_message(database, "MSG2", app.clock().now());
    change_rows(database, "UPDATE identity_overviews SET last_login_at = " +
                              std::to_string((app.clock().now() - 2h).microseconds()) + " WHERE address = '" +
                              bob.address.text() + "'");
    app.run_job("admin.count-activity");

    const Answer counted = statistics(app);
    CHECK(counted.text("result.countedAt") == "2026-01-02T01:00:00.000Z");
    CHECK(counted.at("result.identities").as_int64() == 2);
    CHECK(counted.at("result.activeIdentitiesLast24Hours").as_int64() == 1);
    CHECK(boost::json::serialize(counted.at("result.days.27")) ==
          R"({"day":"2025-12-31","createdIdentities":0,"activeIdentities":0,"sentMessages":1})");
    CHECK(boost::json::serialize(counted.at("result.days.28")) ==
          R"({"day":"2026-01-01","createdIdentities":1,"activeIdentities":1,"sentMessages":0})");
    CHECK(boost::json::serialize(counted.at("result.days.29")) ==
          R"({"day":"2026-01-02","createdIdentities":1,"activeIdentities":0,"sentMessages":1})");
}

TEST_ON_EACH_DATABASE("the statistics tell how many press against their quotas", "[admin][quotas]", database)
{
    TestApplication app(database);
    const auto use = [&](std::string_view metric, int max, std::string_view metric_column, int used) {
        const Person person = app.person();
        const std::string path = fmt::format("/api/v1/Identities/{}/Quotas", person.address.text());
        REQUIRE(app.admin()
                    .post(path, fmt::format(R"({{"metricKey":"{}","max":{},"period":"Total"}})", metric, max))
                    .status == 201);
        change_rows(database, fmt::format("UPDATE quota_usage SET total = {} WHERE owner = '{}' AND metric = {}", used,
                                          person.address.text(), metric_column));
    };
    use("NumberOfTokens", 10, "5", 7);
    use("NumberOfTokens", 10, "5", 8);
    use("NumberOfTokens", 10, "5", 9);
    use("UsedFileStorageSpace", 2, "6", 2 * 1024 * 1024);
    use("UsedFileStorageSpace", 2, "6", 2 * 1024 * 1024 - 1);
    use("NumberOfFiles", 0, "4", 0);
    app.run_job("admin.count-activity");

    CHECK(boost::json::serialize(statistics(app).at("result.quotas")) == R"({"exhausted":1,"almostExhausted":3})");
}

TEST_ON_EACH_DATABASE("who logs in again stays active on the day before", "[admin]", database)
{
    TestApplication app(database);
    app.person();
    const auto log_in = [&] {
        change_rows(database, "UPDATE identity_overviews SET last_login_at = " +
                                  std::to_string(app.clock().now().microseconds()));
        app.run_job("admin.count-activity");
    };
    log_in();
    app.clock().advance(24h);
    log_in();
    log_in();
    const Answer counted = statistics(app);
    CHECK(counted.at("result.days.28.activeIdentities").as_int64() == 1);
    CHECK(counted.at("result.days.29.activeIdentities").as_int64() == 1);
    CHECK(number_in(database, "SELECT COUNT(*) FROM daily_counts") == 31);
}

TEST_ON_EACH_DATABASE("the statistics tell what waits and what failed", "[admin]", database)
{
    TestApplication app(database);
    change_rows(database,
                "INSERT INTO outbox (id, topic, payload, created_at, due_at, attempts, state) VALUES "
                "('OBM1', 'push', '{}', 1, 1, 0, 0), ('OBM2', 'push', '{}', 1, 1, 9, 1), "
                "('OBM3', 'push', '{}', 1, 1, 9, 1)");
    change_rows(database,
                "INSERT INTO jobs (name, next_run_at, locked_until, last_started_at, last_error) VALUES "
                "('tokens.delete-expired', 1767225600000000, 0, 1767225600000000, 'no disk')");
    const Answer told = statistics(app);
    CHECK(told.at("result.outbox.waiting").as_int64() == 1);
    CHECK(told.at("result.outbox.dead").as_int64() == 2);
    CHECK(boost::json::serialize(told.at("result.jobs.0")) ==
          R"({"name":"tokens.delete-expired","lastStartedAt":"2026-01-01T00:00:00.000Z","lastFinishedAt":null,)"
          R"("nextRunAt":"2026-01-01T00:00:00.000Z","lastError":"no disk"})");
}
