#include <catch2/catch.hpp>

#include <array>
#include <stdexcept>
#include <string>
#include <vector>

#include "database/expansion.hpp"

using backbone::database::Backend;
using backbone::database::expand;
using backbone::database::ExpandedStatement;
using backbone::database::Placeholder;

namespace {

struct Example
{
    const char* source;
    const char* sqlite;
    const char* postgresql;
    const char* sqlserver;
};

}  // namespace

TEST_CASE("each database gets its own words for a macro", "[database]")
{
    const auto example = GENERATE(
        Example{"a = :x", "a = ?", "a = $1", "a = ?"},
        Example{"a = :x OR b = :y OR c = :x", "a = ? OR b = ? OR c = ?", "a = $1 OR b = $2 OR c = $3",
                "a = ? OR b = ? OR c = ?"},
        Example{"{page :o :n}", "LIMIT ? OFFSET ?", "LIMIT $1 OFFSET $2", "OFFSET ? ROWS FETCH NEXT ? ROWS ONLY"},
        Example{"{limit :n}", "LIMIT ?", "LIMIT $1", "OFFSET 0 ROWS FETCH NEXT ? ROWS ONLY"},
        Example{"{limit 1}", "LIMIT 1", "LIMIT 1", "OFFSET 0 ROWS FETCH NEXT 1 ROWS ONLY"},
        Example{"SELECT 1 FROM t {lock} {for_update}", "SELECT 1 FROM t  ", "SELECT 1 FROM t  FOR UPDATE",
                "SELECT 1 FROM t WITH (UPDLOCK, ROWLOCK) "},
        Example{"SELECT 1 FROM t {lock_free} {skip_locked}", "SELECT 1 FROM t  ",
                "SELECT 1 FROM t  FOR UPDATE SKIP LOCKED", "SELECT 1 FROM t WITH (UPDLOCK, ROWLOCK, READPAST) "},
        Example{"UPDATE t SET a = 1 {output a, b} WHERE c = 2 {returning a, b}",
                "UPDATE t SET a = 1  WHERE c = 2 RETURNING a, b", "UPDATE t SET a = 1  WHERE c = 2 RETURNING a, b",
                "UPDATE t SET a = 1 OUTPUT inserted.a, inserted.b WHERE c = 2 "},
        Example{"DELETE FROM t {output a} {returning a}", "DELETE FROM t  RETURNING a", "DELETE FROM t  RETURNING a",
                "DELETE FROM t OUTPUT deleted.a "},
        Example{"{octets t.a} > 1", "LENGTH(t.a) > 1", "OCTET_LENGTH(t.a) > 1", "DATALENGTH(t.a) > 1"},
        Example{"{do_nothing}", "ON CONFLICT DO NOTHING", "ON CONFLICT DO NOTHING", ""},
        Example{"{not_durable}", "", "FROM (SELECT set_config('synchronous_commit', 'off', true)) AS not_durable", ""},
        Example{"'it''s :no {macro}' \"nor :this\"", "'it''s :no {macro}' \"nor :this\"",
                "'it''s :no {macro}' \"nor :this\"", "'it''s :no {macro}' \"nor :this\""},
        Example{"a -- :nothing here\n= :x", "a -- :nothing here\n= ?", "a -- :nothing here\n= $1",
                "a -- :nothing here\n= ?"});
    CHECK(expand(Backend::sqlite, example.source, {}).sql == example.sqlite);
    CHECK(expand(Backend::postgresql, example.source, {}).sql == example.postgresql);
    CHECK(expand(Backend::sqlserver, example.source, {}).sql == example.sqlserver);
}

TEST_CASE("arguments stand in the order in which they first occur", "[database]")
{
    const std::string sql = "a = :b AND c = :d AND e = :b ORDER BY a {page :o :n}";
    const auto on_postgresql = expand(Backend::postgresql, sql, {});
    CHECK(on_postgresql.arguments == 4);
    // The offset is the third argument, though PostgreSQL wants the size first.
    CHECK(on_postgresql.placeholders == std::vector<Placeholder>{{0, 0}, {1, 0}, {0, 0}, {3, 0}, {2, 0}});
    const auto on_sqlserver = expand(Backend::sqlserver, sql, {});
    CHECK(on_sqlserver.arguments == 4);
    CHECK(on_sqlserver.placeholders == std::vector<Placeholder>{{0, 0}, {1, 0}, {0, 0}, {2, 0}, {3, 0}});
}

TEST_CASE("a list has a placeholder for each element", "[database]")
{
    const std::string sql = "a = :a AND b IN ({list b}) AND c IN ({list b})";
    const auto expanded = expand(Backend::postgresql, sql, std::array<std::size_t, 1>{2});
    CHECK(expanded.sql == "a = $1 AND b IN ($2, $3) AND c IN ($4, $5)");
    CHECK(expanded.placeholders == std::vector<Placeholder>{{0, 0}, {1, 0}, {1, 1}, {1, 0}, {1, 1}});
    CHECK(expand(Backend::sqlserver, sql, std::array<std::size_t, 1>{2}).sql ==
          "a = ? AND b IN (?, ?) AND c IN (?, ?)");
    CHECK(expand(Backend::sqlite, "a IN ({list a})", std::array<std::size_t, 1>{0}).sql == "a IN (NULL)");
    CHECK_THROWS_AS(expand(Backend::sqlite, "a IN ({list a})", {}), std::logic_error);
    CHECK_THROWS_AS(expand(Backend::sqlite, "a = :a", std::array<std::size_t, 1>{1}), std::logic_error);
}

TEST_CASE("lists grow in powers of two", "[database]")
{
    using backbone::database::padded_list_size;
    CHECK(padded_list_size(0) == 0);
    CHECK(padded_list_size(1) == 1);
    CHECK(padded_list_size(3) == 4);
    CHECK(padded_list_size(64) == 64);
    CHECK(padded_list_size(65) == 128);
}

TEST_CASE("a mistake in a macro is noticed", "[database]")
{
    CHECK_THROWS_AS(expand(Backend::sqlite, "{lmit :n}", {}), std::logic_error);
    CHECK_THROWS_AS(expand(Backend::sqlite, "{limit}", {}), std::logic_error);
    CHECK_THROWS_AS(expand(Backend::sqlite, "{page :offset}", {}), std::logic_error);
    CHECK_THROWS_AS(expand(Backend::sqlite, "{limit :n", {}), std::logic_error);
}

TEST_CASE("only SQL Server needs to be forgiven a duplicate that shall do nothing", "[database]")
{
    CHECK(expand(Backend::sqlserver, "{do_nothing}", {}).ignores_unique_violation);
    CHECK_FALSE(expand(Backend::postgresql, "{do_nothing}", {}).ignores_unique_violation);
    CHECK_FALSE(expand(Backend::sqlserver, "", {}).ignores_unique_violation);
}

TEST_CASE("statements that change nothing are told from those that do", "[database]")
{
    using backbone::database::only_reads;
    CHECK(only_reads("\n    SELECT 1"));
    CHECK(only_reads("WITH a AS (SELECT 1) SELECT * FROM a"));
    CHECK_FALSE(only_reads("WITH a AS (SELECT 1) UPDATE b SET c = 2"));
    CHECK_FALSE(only_reads("WITH a AS (DELETE FROM b) SELECT 1"));
    CHECK_FALSE(only_reads("INSERT INTO t SELECT 1"));
    CHECK(only_reads("WITH a AS (SELECT UPDATED FROM b) SELECT 1"));
}

TEST_CASE("bulk inserts stay below the limits of the databases", "[database]")
{
    using backbone::database::expand_values;
    using backbone::database::largest_bulk;
    CHECK(expand_values(Backend::postgresql, 2, 2) == "VALUES ($1, $2), ($3, $4)");
    CHECK(expand_values(Backend::sqlite, 1, 3) == "VALUES (?, ?, ?)");
    CHECK(expand_values(Backend::sqlserver, 2, 1) == "VALUES (?), (?)");
    CHECK(largest_bulk(Backend::postgresql, 10) == 64);
    CHECK(largest_bulk(Backend::sqlserver, 31) == 64);
    CHECK(largest_bulk(Backend::sqlserver, 40) == 32);
}
