#include <catch2/catch.hpp>

#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "database/embedded_migrations.hpp"
#include "database/sql_script.hpp"

using backbone::database::Backend;
using backbone::database::embedded_migrations;

namespace {

std::vector<std::string> names_of(Backend backend)
{
    std::vector<std::string> names;
    for (const auto& migration : embedded_migrations()) {
        if (migration.backend == backend) names.emplace_back(migration.name);
    }
    return names;
}

/// The columns as `table.column`, with ` NOT NULL` where it says so.
std::set<std::string> columns_of(Backend backend)
{
    static const std::regex kTable(R"(^CREATE TABLE (\w+) \(([\s\S]*)\)$)");
    static const std::regex kColumn(R"(^\s*(\w+) (INTEGER|BIGINT|SMALLINT|TEXT|VARCHAR|CHAR)\b(.*)$)");
    static const std::regex kAdded(
        R"(^ALTER TABLE (\w+) ADD (?:COLUMN )?(\w+) (?:INTEGER|BIGINT|SMALLINT|TEXT|VARCHAR|CHAR)\b(.*)$)");
    std::set<std::string> columns;
    const auto add = [&](const std::string& table, const std::string& column, const std::string& rest) {
        const bool is_required = rest.find("NOT NULL") != std::string::npos;
        columns.insert(table + '.' + column + (is_required ? " NOT NULL" : ""));
    };
    for (const auto& migration : embedded_migrations()) {
        if (migration.backend != backend) continue;
        for (const std::string& statement : backbone::database::split_script(migration.sql)) {
            std::smatch found;
            if (std::regex_search(statement, found, kAdded)) add(found[1], found[2], found[3]);
            if (!std::regex_search(statement, found, kTable)) continue;
            const std::string table = found[1];
            const std::string body = found[2];
            const std::regex line(R"([^\n]+)");
            for (auto at = std::sregex_iterator(body.begin(), body.end(), line); at != std::sregex_iterator(); ++at) {
                const std::string text = at->str();
                std::smatch column;
                if (std::regex_search(text, column, kColumn)) add(table, column[1], column[3]);
            }
        }
    }
    return columns;
}

}  // namespace

TEST_CASE("the three databases have the same migrations", "[database]")
{
    REQUIRE_FALSE(names_of(Backend::sqlite).empty());
    CHECK(names_of(Backend::postgresql) == names_of(Backend::sqlite));
    CHECK(names_of(Backend::sqlserver) == names_of(Backend::sqlite));
}

TEST_CASE("the three databases have the same columns", "[database]")
{
    REQUIRE(columns_of(Backend::sqlite).contains("outbox.payload NOT NULL"));
    CHECK(columns_of(Backend::postgresql) == columns_of(Backend::sqlite));
    CHECK(columns_of(Backend::sqlserver) == columns_of(Backend::sqlite));
}

TEST_CASE("migrations have distinct numbers, in order", "[database]")
{
    std::map<Backend, int> last;
    for (const auto& migration : embedded_migrations()) {
        INFO(migration.name);
        CHECK(migration.number > last[migration.backend]);
        last[migration.backend] = migration.number;
        CHECK(std::stoi(std::string(migration.name.substr(0, 4))) == migration.number);
    }
}
