#include <catch2/catch.hpp>

#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include <backbone/database.hpp>
#include <backbone/error.hpp>

#include "support/databases.hpp"

using namespace backbone;
using backbone::testing::TestDatabase;

namespace {

constexpr Statement kCreateParents{"test.create_parents", R"(
    CREATE TABLE parents (id VARCHAR(20) NOT NULL PRIMARY KEY, rank BIGINT, note TEXT))"};
constexpr Statement kCreateChildren{"test.create_children", R"(
    CREATE TABLE children (id BIGINT NOT NULL PRIMARY KEY, parent VARCHAR(20) NOT NULL REFERENCES parents (id)))"};
constexpr Statement kDropChildren{"test.drop_children", "DROP TABLE IF EXISTS children"};
constexpr Statement kDropParents{"test.drop_parents", "DROP TABLE IF EXISTS parents"};

constexpr Statement kInsertParent{"test.insert_parent", R"(
    INSERT INTO parents (id, rank, note) VALUES (:id, :rank, :note))"};
constexpr Statement kInsertUnlessThere{"test.insert_unless_there", R"(
    INSERT INTO parents (id, rank, note)
    SELECT :id, :rank, :note WHERE NOT EXISTS (SELECT 1 FROM parents WHERE rank = :rank) {do_nothing})"};
constexpr Statement kInsertNotDurable{"test.insert_not_durable", R"(
    INSERT INTO parents (id, rank, note) SELECT :id, :rank, :note {not_durable})"};
constexpr Statement kInsertChild{"test.insert_child", R"(
    INSERT INTO children (id, parent) VALUES (:id, :parent))"};
constexpr Statement kFind{"test.find", "SELECT id, rank, note FROM parents WHERE id = :id"};
constexpr Statement kFindByList{"test.find_by_list", R"(
    SELECT id, rank, note FROM parents WHERE id IN ({list ids}) ORDER BY rank)"};
constexpr Statement kPage{"test.page", R"(
    SELECT id, rank, note FROM parents WHERE rank >= :least ORDER BY rank {page :offset :size})"};
constexpr Statement kFirst{"test.first", "SELECT id, rank, note FROM parents ORDER BY rank {limit :n}"};
constexpr Statement kRaise{"test.raise", R"(
    UPDATE parents SET rank = rank + :by {output id, rank, note} WHERE rank >= :from AND rank < :from + 10
    {returning id, rank, note})"};
constexpr Statement kLock{"test.lock", R"(
    SELECT id, rank, note FROM parents {lock} WHERE id = :id {for_update})"};
constexpr BulkInsert kInsertParents{"test.insert_parents", "INSERT INTO parents (id, rank, note)", 3};

struct Parent
{
    std::string id;
    std::optional<std::int64_t> rank;
    std::optional<std::string> note;

    friend bool operator==(const Parent&, const Parent&) = default;
};

void make_tables(TestDatabase& database)
{
    const auto connection = database.connect();
    connection->queries().execute(kDropChildren);
    connection->queries().execute(kDropParents);
    connection->queries().execute(kCreateParents);
    connection->queries().execute(kCreateChildren);
    database.statements.clear();
}

void insert_ranked(Queries& queries, int count)
{
    std::vector<std::tuple<std::string, std::int64_t, std::optional<std::string>>> rows;
    for (int i = 0; i < count; ++i) rows.emplace_back("P" + std::to_string(i), i, std::nullopt);
    queries.insert_all(kInsertParents, rows);
}

}  // namespace

TEST_ON_EACH_DATABASE("what was inserted is read back, whatever its size and characters", "[database]", database)
{
    make_tables(database);
    const auto connection = database.connect();
    Queries& queries = connection->queries();
    const std::string unicode = "Zoë \xF0\x9F\xA6\x8A 'quoted' :not_a_parameter {not a macro} $1 ?1";
    const std::string large(3'000'000, 'x');
    queries.execute(kInsertParent, "P1", std::int64_t{-9'000'000'000'000'000'000}, unicode);
    queries.execute(kInsertParent, "P2", std::optional<std::int64_t>(), std::optional<std::string>());
    queries.execute(kInsertParent, "P3", 3, large);
    queries.execute(kInsertParent, "P4", 4, "");

    CHECK(queries.find<Parent>(kFind, "P1") == Parent{"P1", -9'000'000'000'000'000'000, unicode});
    CHECK(queries.find<Parent>(kFind, "P2") == Parent{"P2", std::nullopt, std::nullopt});
    CHECK(queries.find<Parent>(kFind, "P3") == Parent{"P3", 3, large});
    CHECK(queries.find<Parent>(kFind, "P4") == Parent{"P4", 4, ""});
    CHECK_FALSE(queries.find<Parent>(kFind, "P5"));
}

TEST_ON_EACH_DATABASE("every statement is one message to the database", "[database]", database)
{
    make_tables(database);
    const auto connection = database.connect();
    connection->queries().execute(kInsertParent, "P1", 1, "note");
    CHECK(connection->queries().find<Parent>(kFind, "P1"));
    connection->transaction([](Transaction& tx) { tx.execute(kInsertParent, "P2", 2, "note"); });
    CHECK(database.statements.names() ==
          std::vector<std::string>{"test.insert_parent", "test.find", "begin", "test.insert_parent", "commit"});
}

TEST_ON_EACH_DATABASE("a list matches its elements, and an empty one nothing", "[database]", database)
{
    make_tables(database);
    const auto connection = database.connect();
    Queries& queries = connection->queries();
    insert_ranked(queries, 20);
    const auto found = [&](const std::vector<std::string>& ids) {
        return queries.select<Parent>(kFindByList, List(ids)).size();
    };
    CHECK(found({}) == 0);
    CHECK(found({"P1"}) == 1);
    CHECK(found({"P1", "P3", "P5"}) == 3);
    CHECK(found({"P1", "P2", "P3", "P4", "none"}) == 4);
    CHECK_THROWS_AS(found(std::vector<std::string>(1025, "P1")), std::logic_error);
}

TEST_ON_EACH_DATABASE("a page and a limit take a part of the rows", "[database]", database)
{
    make_tables(database);
    const auto connection = database.connect();
    Queries& queries = connection->queries();
    insert_ranked(queries, 20);
    const auto page = queries.select<Parent>(kPage, 5, 3, 2);
    REQUIRE(page.size() == 2);
    CHECK(page[0].rank == 8);
    CHECK(page[1].rank == 9);
    CHECK(queries.select<Parent>(kFirst, 4).size() == 4);
}

TEST_ON_EACH_DATABASE("an update answers the rows that it changed, or their number", "[database]", database)
{
    make_tables(database);
    const auto connection = database.connect();
    Queries& queries = connection->queries();
    insert_ranked(queries, 20);
    CHECK(queries.select<Parent>(kRaise, 100, 5).size() == 10);
    CHECK(queries.change(kRaise, 100, 105) == 10);
    CHECK(queries.change(kRaise, 100, 7000) == 0);
}

TEST_ON_EACH_DATABASE("an insert that is not needed does nothing", "[database]", database)
{
    make_tables(database);
    const auto connection = database.connect();
    Queries& queries = connection->queries();
    CHECK(queries.change(kInsertUnlessThere, "P1", 1, "first") == 1);
    CHECK(queries.change(kInsertUnlessThere, "P2", 1, "same rank") == 0);
    CHECK(queries.change(kInsertUnlessThere, "P1", 2, "same key") == 0);
    CHECK(queries.find<Parent>(kFind, "P1")->note == "first");
}

TEST_ON_EACH_DATABASE("an insert that need not be durable is there all the same", "[database]", database)
{
    make_tables(database);
    const auto connection = database.connect();
    CHECK(connection->queries().change(kInsertNotDurable, "P1", 1, "note") == 1);
    CHECK(connection->queries().find<Parent>(kFind, "P1"));
    CHECK(database.statements.count() == 2);
}

TEST_ON_EACH_DATABASE("many rows are inserted with few statements, all or none", "[database]", database)
{
    make_tables(database);
    const auto connection = database.connect();
    Queries& queries = connection->queries();
    insert_ranked(queries, 0);
    CHECK(database.statements.count() == 0);
    insert_ranked(queries, 64);
    CHECK(database.statements.count() == 1);
    CHECK(queries.select<Parent>(kFirst, 100).size() == 64);

    std::vector<std::tuple<std::string, std::int64_t, std::string>> rows;
    for (int i = 0; i < 65; ++i) rows.emplace_back("Q" + std::to_string(i), i, "note");
    rows.back() = {"P1", 1, "there already"};
    CHECK_THROWS_AS(queries.insert_all(kInsertParents, rows), UniqueViolation);
    CHECK(queries.select<Parent>(kFirst, 200).size() == 64);
}

TEST_ON_EACH_DATABASE("a broken constraint is told by its kind, and changes nothing", "[database]", database)
{
    make_tables(database);
    const auto connection = database.connect();
    Queries& queries = connection->queries();
    queries.execute(kInsertParent, "P1", 1, "note");
    CHECK_THROWS_AS(queries.execute(kInsertParent, "P1", 2, "note"), UniqueViolation);
    CHECK_THROWS_AS(queries.execute(kInsertChild, 1, "nobody"), ForeignKeyViolation);
    queries.execute(kInsertChild, 1, "P1");
    CHECK(queries.find<Parent>(kFind, "P1")->rank == 1);
}

TEST_ON_EACH_DATABASE("the text of an error holds no values", "[database]", database)
{
    make_tables(database);
    const auto connection = database.connect();
    connection->queries().execute(kInsertParent, "SECRET", 1, "hidden");
    try {
        connection->queries().execute(kInsertParent, "SECRET", 1, "hidden");
        FAIL("the key is there twice");
    } catch (const UniqueViolation& violation) {
        const std::string text = violation.what();
        CHECK(text.find("SECRET") == std::string::npos);
        CHECK(text.find("hidden") == std::string::npos);
        CHECK(text.starts_with("test.insert_parent: "));
    }
}

TEST_ON_EACH_DATABASE("after a failure, a null is a null and not the value before it", "[database]", database)
{
    make_tables(database);
    const auto connection = database.connect();
    Queries& queries = connection->queries();
    queries.execute(kInsertParent, "P1", 1, "note");
    CHECK_THROWS_AS(queries.execute(kInsertParent, "P1", 1, "left over"), UniqueViolation);
    queries.execute(kInsertParent, "P2", std::optional<int>(), std::optional<std::string>());
    CHECK(queries.find<Parent>(kFind, "P2") == Parent{"P2", std::nullopt, std::nullopt});
}

TEST_ON_EACH_DATABASE("a text with a zero character is refused as bad input", "[database]", database)
{
    make_tables(database);
    const auto connection = database.connect();
    const std::string text("a\0b", 3);
    CHECK_THROWS_AS(connection->queries().execute(kInsertParent, "P1", 1, text), Error);
}

TEST_CASE("a text that is no UTF-8 is refused as bad input by PostgreSQL", "[database][postgresql]")
{
    testing::run_on(testing::postgresql_database(), [](TestDatabase& database) {
        make_tables(database);
        const auto connection = database.connect();
        CHECK_THROWS_AS(connection->queries().execute(kInsertParent, "P1", 1, "\xff\xfe"), Error);
    });
}

TEST_ON_EACH_DATABASE("a row that is locked can be read and changed in the same transaction", "[database]", database)
{
    make_tables(database);
    const auto connection = database.connect();
    insert_ranked(connection->queries(), 1);
    connection->transaction([](Transaction& tx) {
        CHECK(tx.find<Parent>(kLock, "P0"));
        tx.execute(kRaise, 1, 0);
    });
    CHECK(connection->queries().find<Parent>(kFind, "P0")->rank == 1);
}

TEST_ON_EACH_DATABASE("no statement runs while the rows of another are being read", "[database]", database)
{
    make_tables(database);
    const auto connection = database.connect();
    Queries& queries = connection->queries();
    insert_ranked(queries, 2);
    const auto read_and_write = [&] {
        queries.for_each<Parent>(
            kFirst, [&](const Parent&) { queries.execute(kRaise, 1, 0); }, 2);
    };
    CHECK_THROWS_AS(read_and_write(), std::logic_error);
    CHECK(queries.select<Parent>(kFirst, 2).size() == 2);
}

TEST_ON_EACH_DATABASE("rows that were handed over are not handed over again", "[database]", database)
{
    make_tables(database);
    const auto connection = database.connect();
    Queries& queries = connection->queries();
    insert_ranked(queries, 3);
    int handed_over = 0;
    const auto interrupted = [&] {
        queries.for_each<Parent>(
            kFirst,
            [&](const Parent&) {
                if (++handed_over == 2) throw TransientFailure("deadlock");
            },
            3);
    };
    CHECK_THROWS_AS(interrupted(), Unavailable);
    CHECK(handed_over == 2);
}

TEST_ON_EACH_DATABASE("a statement with a mistake is told by its name", "[database]", database)
{
    const auto connection = database.connect();
    CHECK_THROWS_WITH(connection->queries().execute(Statement{"test.mistake", "SELEKT 1"}),
                      Catch::Matchers::StartsWith("test.mistake: "));
    CHECK_THROWS_WITH(connection->queries().execute(Statement{"test.unknown", "DELETE FROM nowhere WHERE a = :a"}, "x"),
                      Catch::Matchers::Contains("nowhere"));
    CHECK_THROWS_AS(connection->queries().execute(kFind), std::logic_error);
}
