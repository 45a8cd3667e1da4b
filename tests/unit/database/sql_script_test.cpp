#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "database/sql_script.hpp"

using backbone::database::split_script;
using Statements = std::vector<std::string>;

TEST_CASE("a script is cut at each semicolon that ends a line", "[database]")
{
    CHECK(split_script("") == Statements{});
    CHECK(split_script("  \n;\n") == Statements{});
    CHECK(split_script("CREATE TABLE a (b INT);\n\nCREATE INDEX c ON a (b);\n") ==
          Statements{"CREATE TABLE a (b INT)", "CREATE INDEX c ON a (b)"});
    CHECK(split_script("SELECT 1") == Statements{"SELECT 1"});
    CHECK(split_script("SELECT 1;  -- the first\r\nSELECT 2; \t\n") == Statements{"SELECT 1", "SELECT 2"});
}

TEST_CASE("a semicolon inside of a line, a literal or a comment does not cut", "[database]")
{
    CHECK(split_script("BEGIN a; b; END;\n") == Statements{"BEGIN a; b; END"});
    CHECK(split_script("INSERT INTO a VALUES ('x;\ny''s;\n');\nSELECT 2;") ==
          Statements{"INSERT INTO a VALUES ('x;\ny''s;\n')", "SELECT 2"});
    CHECK(split_script("SELECT \"a;\n\";\nSELECT 2;") == Statements{"SELECT \"a;\n\"", "SELECT 2"});
    CHECK(split_script("SELECT 1 -- not yet;\n+ 2;\n") == Statements{"SELECT 1 -- not yet;\n+ 2"});
    CHECK(split_script("SELECT /* no;\n */ 1;\n") == Statements{"SELECT /* no;\n */ 1"});
}

TEST_CASE("comments around a statement are dropped", "[database]")
{
    CHECK(split_script("-- Why: it's needed;\n/* really */ SELECT 1;\n-- the end\n") == Statements{"SELECT 1"});
}
