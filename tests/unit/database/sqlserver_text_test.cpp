#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include "database/embedded_migrations.hpp"
#include "database/sql_script.hpp"
#include "support/source_statements.hpp"

/// There is no SQL Server to try our statements on, so what can be said of their text is checked here.
using backbone::database::Backend;

namespace {

struct Forbidden
{
    const char* pattern;
    const char* instead;
};

/// What T-SQL does not know, or means differently.
constexpr std::array kForbiddenAnywhere{
    Forbidden{R"(::)", "CAST"},
    Forbidden{R"(\|\|)", "CONCAT"},
    Forbidden{R"(:\w)", "nothing: a parameter was not expanded"},
    Forbidden{R"([{}])", "nothing: a macro was not expanded"},
    Forbidden{R"(\bTRUE\b|\bFALSE\b)", "1 and 0"},
    Forbidden{R"(\bIF NOT EXISTS\b|\bIF EXISTS\b)", "nothing: migrations run once"},
};

constexpr std::array kForbiddenInStatements{
    Forbidden{R"(\bLIMIT\b)", "{limit} or {page}"},
    Forbidden{R"(\bRETURNING\b)", "{output} and {returning}"},
    Forbidden{R"(\bON CONFLICT\b)", "{do_nothing}"},
    Forbidden{R"(\bFOR UPDATE\b|\bSKIP LOCKED\b)", "{lock} and {for_update}"},
    Forbidden{R"(\bILIKE\b|\bSIMILAR TO\b|\bGLOB\b)", "LIKE"},
    Forbidden{R"(\bLENGTH\s*\()", "a column that holds it"},
    Forbidden{R"(\bSUBSTR\s*\()", "SUBSTRING"},
    Forbidden{R"(\bNOW\s*\(|\bRANDOM\s*\()", "a parameter"},
    Forbidden{R"(\bGREATEST\s*\(|\bLEAST\s*\()", "CASE"},
    Forbidden{R"(\bNULLS (FIRST|LAST)\b)", "CASE in ORDER BY"},
    Forbidden{R"(\bIS (NOT )?DISTINCT FROM\b)", "comparisons"},
    Forbidden{R"(\bUSING\s*\()", "ON"},
    Forbidden{R"(\bFILTER\s*\()", "SUM(CASE …)"},
    Forbidden{R"(\bRECURSIVE\b|\bMATERIALIZED\b|\bLATERAL\b)", "several statements"},
    Forbidden{R"(\bMERGE\b)", "UPDATE, then INSERT"},
    Forbidden{R"(\bEXCEPT ALL\b|\bINTERSECT ALL\b)", "EXISTS"},
    Forbidden{R"(\bSELECT (NOT )?EXISTS\b)", "CASE WHEN EXISTS"},
    Forbidden{R"(\)\s*(=|<>|<|>|<=|>=|IN)\s*\(\s*\?\s*,\s*\?)", "one comparison for each column"},
    Forbidden{R"(\(\s*\w+\s*,\s*\w+[\w\s,]*\)\s*(=|<|>|IN\b))", "one comparison for each column"},
    Forbidden{R"(^\s*UPDATE \w+ (AS )?(?!SET\b|WITH\b)\w+)", "the table's full name"},
    Forbidden{R"(^\s*DELETE FROM \w+ (AS )?(?!WHERE\b|WITH\b|OUTPUT\b)\w+)", "the table's full name"},
    Forbidden{R"(\bVALUES\b[^;]*\bAS \w+\s*\()", "a list"},
};

constexpr std::array kForbiddenInMigrations{
    Forbidden{R"(\bTEXT\b)", "VARCHAR"},
    Forbidden{R"(\bNVARCHAR\b|\bNCHAR\b)", "VARCHAR with the UTF-8 collation"},
    Forbidden{R"(\bBOOLEAN\b|\bBIT\b)", "INTEGER"},
    Forbidden{R"(\bSERIAL\b|\bBIGSERIAL\b|\bAUTOINCREMENT\b|\bIDENTITY\s*\()", "ids of our own"},
    Forbidden{R"(\bSTORAGE\b|\bautovacuum\w*|\bfillfactor\b)", "nothing"},
    Forbidden{R"(\bADD COLUMN\b)", "ADD"},
    Forbidden{R"(\bWITHOUT ROWID\b|\bSTRICT\b)", "nothing"},
    Forbidden{R"(\bCOLLATE "C")", "COLLATE Latin1_General_BIN2"},
};

/// Words that T-SQL keeps for itself and that could be taken for names of tables, columns or aliases.
constexpr std::array kReserved{
    "BACKUP",     "BROWSE",   "BULK",      "CHECKPOINT", "CLOSE",       "CLUSTERED",   "COMPUTE",  "CONTAINS",
    "CURRENT",    "CURSOR",   "DATABASE",  "DENY",       "DISK",        "DISTRIBUTED", "DOUBLE",   "DUMP",
    "EXTERNAL",   "FILE",     "FREETEXT",  "FUNCTION",   "GOTO",        "GRANT",       "HOLDLOCK", "IDENTITY",
    "KILL",       "LINENO",   "LOAD",      "NATIONAL",   "NOCHECK",     "OFF",         "OFFSETS",  "OPEN",
    "OPTION",     "OVER",     "PERCENT",   "PIVOT",      "PLAN",        "PRECISION",   "PRINT",    "PROC",
    "PROCEDURE",  "PUBLIC",   "RAISERROR", "READ",       "RECONFIGURE", "REPLICATION", "RESTORE",  "RESTRICT",
    "RETURN",     "REVERT",   "REVOKE",    "ROWCOUNT",   "RULE",        "SAVE",        "SCHEMA",   "SHUTDOWN",
    "STATISTICS", "TEXTSIZE", "TOP",       "TRAN",       "TRANSACTION", "TRIGGER",     "TRUNCATE", "UNPIVOT",
    "USE",        "USER",     "VIEW",      "WAITFOR",    "WHILE",       "WITHIN"};

/// Without literals and comments.
std::string bare(const std::string& sql)
{
    static const std::regex kLiteral(R"('([^']|'')*'|--[^\n]*|/\*([^*]|\*(?!/))*\*/)");
    return std::regex_replace(sql, kLiteral, " ");
}

bool matches(const std::string& sql, const char* pattern)
{
    return std::regex_search(sql, std::regex(pattern, std::regex::icase));
}

template <std::size_t N>
void check_absent(const std::string& sql, const std::array<Forbidden, N>& forbidden)
{
    for (const Forbidden& entry : forbidden) {
        INFO("T-SQL has no " << entry.pattern << "; write " << entry.instead);
        CHECK_FALSE(matches(sql, entry.pattern));
    }
}

void check_parentheses(const std::string& sql)
{
    int depth = 0;
    for (const char c : sql) {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (depth < 0) break;
    }
    CHECK(depth == 0);
}

void check_names(const std::string& sql)
{
    static const std::regex kWord(R"(\w+)");
    for (auto word = std::sregex_iterator(sql.begin(), sql.end(), kWord); word != std::sregex_iterator(); ++word) {
        std::string upper = word->str();
        std::ranges::transform(upper, upper.begin(), [](unsigned char c) { return std::toupper(c); });
        INFO(upper << " is a reserved word");
        CHECK(std::ranges::find(kReserved, std::string_view(upper)) == kReserved.end());
    }
}

/// OFFSET belongs to an ORDER BY, and a subquery may have an ORDER BY only with an OFFSET.
void check_order(const std::string& sql)
{
    const auto count = [&](const char* pattern) {
        const std::regex regex(pattern, std::regex::icase);
        return std::distance(std::sregex_iterator(sql.begin(), sql.end(), regex), std::sregex_iterator());
    };
    INFO("each OFFSET needs its ORDER BY");
    CHECK(count(R"(\bOFFSET\b)") <= count(R"(\bORDER BY\b)"));
    INFO("an ORDER BY in parentheses needs a limit");
    CHECK(count(R"(\bORDER BY\b[^()]*\))") == count(R"(\bORDER BY\b[^()]*\bOFFSET\b[^()]*\))"));
}

}  // namespace

TEST_CASE("every statement keeps to what SQL Server understands", "[database][sqlserver]")
{
    const auto statements = backbone::testing::source_statements();
    REQUIRE(statements.size() > 10);
    for (const auto& statement : statements) {
        const auto expanded = backbone::testing::expand(Backend::sqlserver, statement);
        const std::string sql = bare(expanded.sql);
        INFO(statement.file << ": " << statement.name << ":\n" << expanded.sql);
        check_parentheses(sql);
        check_absent(sql, kForbiddenAnywhere);
        check_absent(sql, kForbiddenInStatements);
        check_names(sql);
        check_order(sql);
        CHECK(std::ranges::count(sql, '?') == static_cast<std::ptrdiff_t>(expanded.placeholders.size()));
        CHECK(expanded.placeholders.size() < 2100);
    }
}

namespace {

std::string on_one_line(const std::string& text)
{
    return std::regex_replace(text, std::regex(R"(\s+)"), " ");
}

}  // namespace

TEST_CASE("{output} and {returning} name the same columns", "[database][sqlserver]")
{
    static const std::regex kOutput(R"(\{output\s+([^}]*)\})");
    static const std::regex kReturning(R"(\{returning\s+([^}]*)\})");
    for (const auto& statement : backbone::testing::source_statements()) {
        INFO(statement.file << ": " << statement.name);
        std::smatch output;
        std::smatch returning;
        REQUIRE(std::regex_search(statement.sql, output, kOutput) ==
                std::regex_search(statement.sql, returning, kReturning));
        if (!output.empty()) CHECK(on_one_line(output[1]) == on_one_line(returning[1]));
    }
}

TEST_CASE("lock macros come in pairs", "[database][sqlserver]")
{
    const auto has = [](const std::string& sql, const char* macro) { return sql.find(macro) != std::string::npos; };
    for (const auto& statement : backbone::testing::source_statements()) {
        INFO(statement.file << ": " << statement.name);
        CHECK(has(statement.sql, "{lock}") == has(statement.sql, "{for_update}"));
        CHECK(has(statement.sql, "{lock_free}") == has(statement.sql, "{skip_locked}"));
    }
}

TEST_CASE("names of statements are unique", "[database]")
{
    std::vector<std::string> names;
    for (const auto& statement : backbone::testing::source_statements()) names.push_back(statement.name);
    std::ranges::sort(names);
    const auto twice = std::ranges::adjacent_find(names);
    INFO((twice == names.end() ? "" : *twice));
    CHECK(twice == names.end());
}

TEST_CASE("every SQL Server migration keeps to what SQL Server understands", "[database][sqlserver]")
{
    for (const auto& migration : backbone::database::embedded_migrations()) {
        if (migration.backend != Backend::sqlserver) continue;
        for (const std::string& statement : backbone::database::split_script(migration.sql)) {
            const std::string sql = bare(statement);
            INFO(migration.name << ":\n" << statement);
            CHECK(matches(sql, R"(^\s*(CREATE|ALTER|DROP|INSERT|UPDATE|DELETE)\b)"));
            check_parentheses(sql);
            check_absent(sql, kForbiddenAnywhere);
            check_absent(sql, kForbiddenInMigrations);
            check_names(sql);
            // A filtered index takes simple comparisons only.
            CHECK_FALSE(matches(sql, R"(\bINDEX\b[^;]*\bWHERE\b[^;]*\b(OR|LIKE|NOT IN|BETWEEN)\b)"));
        }
    }
}
