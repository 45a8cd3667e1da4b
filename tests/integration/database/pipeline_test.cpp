// What is sent together with the next statement, see "Sessions and locks" in src/database/README.md.
#include <catch2/catch.hpp>

#include <stdexcept>
#include <string>

#include <backbone/database.hpp>

#include "support/databases.hpp"

using namespace backbone;
using backbone::testing::TestDatabase;

namespace {

constexpr Statement kDrop{"test.drop", "DROP TABLE IF EXISTS steps"};
constexpr Statement kCreate{"test.create", R"(
    CREATE TABLE steps (name VARCHAR(20) NOT NULL PRIMARY KEY, value BIGINT NOT NULL))"};
constexpr Statement kInsert{"test.insert", "INSERT INTO steps (name, value) VALUES (:name, :value)"};
constexpr BulkInsert kInsertAll{"test.insert_all", "INSERT INTO steps (name, value)", 2};
constexpr Statement kAdd{"test.add", "UPDATE steps SET value = value + :amount WHERE name = :name"};
constexpr Statement kDouble{"test.double", "UPDATE steps SET value = value * 2 WHERE name = :name"};
constexpr Statement kValue{"test.value", "SELECT value FROM steps WHERE name = :name"};
constexpr Statement kCount{"test.count", "SELECT COUNT(*) FROM steps"};
constexpr Statement kSession{"test.session", "SELECT pg_backend_pid()"};
constexpr Statement kPrepared{"test.prepared", "SELECT COUNT(*) FROM pg_prepared_statements"};
constexpr Statement kManyLarge{"test.many_large", R"(
    SELECT CAST(number AS BIGINT), repeat('x', 1000000) FROM generate_series(1, 100000) AS number)"};
constexpr Statement kState{"test.state", R"(
    SELECT CASE WHEN xact_start IS NULL THEN 0 ELSE 1 END FROM pg_stat_activity WHERE pid = CAST(:pid AS INTEGER))"};
constexpr Statement kEnd{"test.end", "SELECT COUNT(pg_terminate_backend(CAST(:pid AS INTEGER), 5000))"};

using Rows = std::vector<std::tuple<std::string, std::int64_t>>;

struct Large
{
    std::int64_t number;
    std::string text;
};

std::unique_ptr<Connection> connection_with_steps(TestDatabase& database)
{
    auto connection = database.connect();
    connection->queries().execute(kDrop);
    connection->queries().execute(kCreate);
    connection->queries().insert_all(kInsertAll, Rows{{"a", 1}, {"b", 1}});
    return connection;
}

std::int64_t value_of(Queries& queries, const char* name)
{
    return queries.find<std::int64_t>(kValue, name).value();
}

std::int64_t count(Queries& queries)
{
    return queries.find<std::int64_t>(kCount).value();
}

}  // namespace

TEST_ON_EACH_DATABASE("statements that nobody waits for are done in their order", "[database]", database)
{
    const auto connection = connection_with_steps(database);
    for (int round = 0; round < 2; ++round) {  // when they are prepared, and when they have been
        connection->transaction([](Transaction& tx) {
            tx.execute(kAdd, 2, "a");
            tx.execute(kDouble, "a");
            CHECK(value_of(tx, "a") % 6 == 0);
            tx.execute(kAdd, 4, "a");
            tx.execute(kAdd, 100, "nobody");
            CHECK(tx.change(kDouble, "b") == 1);
        });
    }
    CHECK(value_of(connection->queries(), "a") == 28);
    CHECK(value_of(connection->queries(), "b") == 4);
}

TEST_ON_EACH_DATABASE("many statements that nobody waits for are done with the commit", "[database]", database)
{
    const auto connection = connection_with_steps(database);
    connection->transaction([](Transaction& tx) {
        for (int i = 0; i < 3'000; ++i) tx.execute(kInsert, std::to_string(i), i);
    });
    CHECK(count(connection->queries()) == 3'002);
}

TEST_ON_EACH_DATABASE("a statement that nobody waited for fails the transaction", "[database]", database)
{
    const auto connection = connection_with_steps(database);
    const auto with_double = [](Transaction& tx) {
        tx.execute(kAdd, 1, "a");
        tx.execute(kInsert, "b", 1);
        tx.execute(kAdd, 1, "b");
    };
    const auto with_doubles_in_bulk = [](Transaction& tx) {
        tx.execute(kAdd, 1, "a");
        tx.insert_all(kInsertAll, Rows{{"c", 1}, {"b", 1}});
    };
    const auto with_question_behind = [](Transaction& tx) {
        tx.execute(kAdd, 1, "a");
        tx.execute(kInsert, "b", 1);
        count(tx);
        FAIL("the failure should have been seen");
    };
    for (int round = 0; round < 2; ++round) {
        CHECK_THROWS_AS(connection->transaction(with_double), UniqueViolation);
        CHECK_THROWS_AS(connection->transaction(with_doubles_in_bulk), UniqueViolation);
        CHECK_THROWS_AS(connection->transaction(with_question_behind), UniqueViolation);
        CHECK_THROWS_WITH(connection->transaction(with_double), Catch::Contains("test.insert"));
    }
    CHECK(value_of(connection->queries(), "a") == 1);
    CHECK(count(connection->queries()) == 2);
}

TEST_ON_EACH_DATABASE("what nobody waited for is undone with its transaction", "[database]", database)
{
    const auto connection = connection_with_steps(database);
    const auto abandoned = [](Transaction& tx) {
        tx.execute(kAdd, 1, "a");
        throw std::domain_error("no");
    };
    CHECK_THROWS_AS(connection->transaction(abandoned), std::domain_error);
    const auto abandoned_after_failure = [](Transaction& tx) {
        tx.execute(kInsert, "b", 1);
        throw std::domain_error("no");
    };
    CHECK_THROWS(connection->transaction(abandoned_after_failure));
    CHECK(value_of(connection->queries(), "a") == 1);
    connection->transaction([](Transaction& tx) { tx.execute(kAdd, 1, "a"); });
    CHECK(value_of(connection->queries(), "a") == 2);
}

TEST_ON_EACH_DATABASE("outside of a transaction nothing is put off", "[database]", database)
{
    const auto connection = connection_with_steps(database);
    CHECK_THROWS_AS(connection->queries().execute(kInsert, "a", 1), UniqueViolation);
    connection->queries().execute(kAdd, 1, "a");
    CHECK(value_of(database.connect()->queries(), "a") == 2);
}

TEST_CASE("on PostgreSQL a transaction begins with the first answer that it needs", "[database][postgresql]")
{
    testing::run_on(testing::postgresql_database(), [](TestDatabase& database) {
        const auto connection = connection_with_steps(database);
        const auto observer = database.connect();
        const auto session = connection->queries().find<std::int64_t>(kSession).value();
        const auto has_begun = [&] { return observer->queries().find<std::int64_t>(kState, session).value() == 1; };
        const auto work = [&](bool is_prepared) {
            connection->transaction([&](Transaction& tx) {
                tx.execute(kAdd, 1, "a");
                if (is_prepared) CHECK_FALSE(has_begun());
                value_of(tx, "a");
                CHECK(has_begun());
            });
        };
        work(false);
        work(true);
        CHECK_FALSE(has_begun());
        CHECK(value_of(connection->queries(), "a") == 3);
    });
}

TEST_CASE("on PostgreSQL a transaction runs again when its session ends before it was sent", "[database][postgresql]")
{
    testing::run_on(testing::postgresql_database(), [](TestDatabase& database) {
        const auto connection = connection_with_steps(database);
        const auto observer = database.connect();
        const auto session = connection->queries().find<std::int64_t>(kSession).value();
        int attempts = 0;
        connection->transaction([&](Transaction& tx) {
            tx.execute(kAdd, 1, "a");
            if (++attempts == 1) CHECK(observer->queries().find<std::int64_t>(kEnd, session).value() == 1);
            tx.execute(kAdd, 1, "b");
        });
        CHECK(attempts == 2);
        CHECK(value_of(observer->queries(), "a") == 2);
        CHECK(value_of(observer->queries(), "b") == 2);
    });
}

TEST_CASE("on PostgreSQL a question behind a failure costs no session", "[database][postgresql]")
{
    testing::run_on(testing::postgresql_database(), [](TestDatabase& database) {
        const auto connection = connection_with_steps(database);
        const auto session = connection->queries().find<std::int64_t>(kSession);
        count(connection->queries());
        const auto ask_behind_failure = [](Transaction& tx) {
            tx.execute(kInsert, "b", 1);
            count(tx);
        };
        for (int round = 0; round < 2; ++round) {
            CHECK_THROWS_AS(connection->transaction(ask_behind_failure), UniqueViolation);
        }
        CHECK(connection->queries().find<std::int64_t>(kSession) == session);
    });
}

TEST_CASE("on PostgreSQL rows come in one by one, and who has seen enough need not wait for the rest",
          "[database][postgresql]")
{
    testing::run_on(testing::postgresql_database(), [](TestDatabase& database) {
        const auto connection = connection_with_steps(database);
        // A hundred gigabytes in all.
        const auto read_a_few = [](Queries& queries) {
            queries.for_each<Large>(kManyLarge, [](const Large& row) {
                CHECK(row.text.size() == 1'000'000);
                if (row.number == 3) throw std::runtime_error("enough");
            });
        };
        CHECK_THROWS_WITH(read_a_few(connection->queries()), "enough");
        CHECK(count(connection->queries()) == 2);
        const auto change_and_read_a_few = [&](Transaction& tx) {
            tx.execute(kAdd, 1, "a");
            read_a_few(tx);
        };
        CHECK_THROWS_WITH(connection->transaction(change_and_read_a_few), "enough");
        CHECK(value_of(connection->queries(), "a") == 1);
    });
}

TEST_CASE("PostgreSQL forgets a statement that was put together for one use", "[database][postgresql]")
{
    testing::run_on(testing::postgresql_database(), [](TestDatabase& database) {
        const auto connection = connection_with_steps(database);
        Queries& queries = connection->queries();
        queries.find<std::int64_t>(kPrepared);
        const auto before = queries.find<std::int64_t>(kPrepared).value();
        for (int use = 0; use < 5; ++use) {
            const ComposedStatement composed{"test.composed", "SELECT value FROM steps WHERE name = 'a'", {}};
            queries.for_each<std::int64_t>(composed, [](std::int64_t value) { CHECK(value == 1); });
        }
        CHECK(queries.find<std::int64_t>(kPrepared).value() == before);
    });
}
