#include <catch2/catch.hpp>

#include "database/failures.hpp"

using namespace backbone::database;

TEST_CASE("SQLSTATE tells what a PostgreSQL error means", "[database]")
{
    CHECK(failure_of_postgresql("23505") == Failure::unique_violation);
    CHECK(failure_of_postgresql("23503") == Failure::foreign_key_violation);
    CHECK(failure_of_postgresql("23514") == Failure::check_violation);
    CHECK(failure_of_postgresql("23502") == Failure::other);
    CHECK(failure_of_postgresql("40001") == Failure::transient);
    CHECK(failure_of_postgresql("40P01") == Failure::transient);
    CHECK(failure_of_postgresql("08006") == Failure::connection_lost);
    CHECK(failure_of_postgresql("57P01") == Failure::connection_lost);
    CHECK(failure_of_postgresql("57014") == Failure::unavailable);
    CHECK(failure_of_postgresql("53300") == Failure::unavailable);
    CHECK(failure_of_postgresql("0A000") == Failure::session_outdated);
    CHECK(failure_of_postgresql("25006") == Failure::session_outdated);
    CHECK(failure_of_postgresql("22021") == Failure::unstorable_text);
    CHECK(failure_of_postgresql("42601") == Failure::other);
}

TEST_CASE("the result code and the message tell what an SQLite error means", "[database]")
{
    CHECK(failure_of_sqlite(19, "UNIQUE constraint failed: t.a") == Failure::unique_violation);
    CHECK(failure_of_sqlite(2067, "UNIQUE constraint failed: t.a") == Failure::unique_violation);
    CHECK(failure_of_sqlite(19, "FOREIGN KEY constraint failed") == Failure::foreign_key_violation);
    CHECK(failure_of_sqlite(275, "CHECK constraint failed: a = 0") == Failure::check_violation);
    CHECK(failure_of_sqlite(19, "NOT NULL constraint failed: t.a") == Failure::other);
    CHECK(failure_of_sqlite(5, "database is locked") == Failure::transient);
    CHECK(failure_of_sqlite(517, "database is locked") == Failure::transient);
    CHECK(failure_of_sqlite(13, "database or disk is full") == Failure::unavailable);
    CHECK(failure_of_sqlite(1, "no such table: t") == Failure::other);
}

TEST_CASE("the number and the message tell what an SQL Server error means", "[database]")
{
    CHECK(failure_of_sqlserver("23000", 2627, "Violation of PRIMARY KEY constraint") == Failure::unique_violation);
    CHECK(failure_of_sqlserver("23000", 2601, "Cannot insert duplicate key row") == Failure::unique_violation);
    CHECK(failure_of_sqlserver("23000", 547, "conflicted with the FOREIGN KEY constraint") ==
          Failure::foreign_key_violation);
    CHECK(failure_of_sqlserver("23000", 547, "conflicted with the REFERENCE constraint") ==
          Failure::foreign_key_violation);
    CHECK(failure_of_sqlserver("23000", 547, "conflicted with the CHECK constraint") == Failure::check_violation);
    CHECK(failure_of_sqlserver("40001", 1205, "deadlocked") == Failure::transient);
    CHECK(failure_of_sqlserver("HY000", 1222, "Lock request time out period exceeded") == Failure::unavailable);
    CHECK(failure_of_sqlserver("08S01", 20006, "Write to the server failed") == Failure::connection_lost);
    CHECK(failure_of_sqlserver("HY000", 20047, "DBPROCESS is dead") == Failure::connection_lost);
    CHECK(failure_of_sqlserver("HYT00", 0, "Timeout expired") == Failure::unavailable);
    CHECK(failure_of_sqlserver("42000", 102, "Incorrect syntax") == Failure::other);
}

TEST_CASE("what is kept of a server's message quotes no values", "[database]")
{
    CHECK(without_values(
              "ERROR:  duplicate key value violates unique constraint \"a\"\nDETAIL:  Key (b)=(secret) exists.") ==
          "ERROR:  duplicate key value violates unique constraint \"a\"");
    CHECK(without_values("Violation of UNIQUE KEY constraint 'a'. The duplicate key value is (secret).") ==
          "Violation of UNIQUE KEY constraint 'a'.");
    CHECK(without_values("no such table: t") == "no such table: t");
}
