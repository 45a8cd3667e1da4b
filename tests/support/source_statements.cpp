#include "support/source_statements.hpp"

#include <algorithm>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <stdexcept>

namespace backbone::testing {

namespace {

/// The distinct names in `{list name}`.
std::size_t count_lists(const std::string& sql)
{
    static const std::regex kList(R"(\{list\s+(\w+)\s*\})");
    std::set<std::string> names;
    for (auto found = std::sregex_iterator(sql.begin(), sql.end(), kList); found != std::sregex_iterator(); ++found) {
        names.insert((*found)[1]);
    }
    return names.size();
}

/// Reads a plain or raw string literal at `at`, moves behind it, and answers its text.
std::string take_literal(const std::string& source, std::size_t& at)
{
    at = source.find_first_not_of(" \t\r\n", at);
    if (source.compare(at, 2, "R\"") == 0) {
        const auto open = source.find('(', at);
        const std::string close = ")" + source.substr(at + 2, open - at - 2) + "\"";
        const auto end = source.find(close, open);
        at = end + close.size();
        return source.substr(open + 1, end - open - 1);
    }
    std::string text;
    while (at != std::string::npos && source[at] == '"') {
        const auto end = source.find('"', at + 1);
        text += source.substr(at + 1, end - at - 1);
        at = source.find_first_not_of(" \t\r\n", end + 1);
    }
    return text;
}

void add_statements_of(const std::filesystem::path& file, std::vector<SourceStatement>& statements)
{
    static const std::regex kDeclaration(R"re(constexpr (Statement|BulkInsert) \w+\s*\{\s*"([^"]+)"\s*,)re");
    static const std::regex kAny(R"(constexpr (Statement|BulkInsert) \w+)");
    const std::string source = read_file(file);
    std::size_t understood = 0;
    for (auto found = std::sregex_iterator(source.begin(), source.end(), kDeclaration); found != std::sregex_iterator();
         ++found, ++understood) {
        auto at = static_cast<std::size_t>(found->position() + found->length());
        SourceStatement statement{std::filesystem::relative(file, source_root()), (*found)[2], take_literal(source, at),
                                  0};
        if (statement.sql.empty()) throw std::runtime_error(statement.file + ": " + statement.name + " has no text");
        if ((*found)[1] == "BulkInsert") {
            statement.bulk_columns = std::stoul(source.substr(source.find_first_of("0123456789", at)));
        }
        statements.push_back(std::move(statement));
    }
    const auto declared = std::distance(std::sregex_iterator(source.begin(), source.end(), kAny), {});
    if (static_cast<std::size_t>(declared) != understood) {
        throw std::runtime_error(file.string() + ": a statement is not written as {\"name\", literal}");
    }
}

}  // namespace

std::filesystem::path source_root()
{
    return BACKBONE_SOURCE_DIR;
}

std::string read_file(const std::filesystem::path& path)
{
    std::ifstream stream(path, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    if (!stream) throw std::runtime_error(path.string() + " cannot be read");
    return text.str();
}

std::vector<SourceStatement> source_statements()
{
    std::vector<SourceStatement> statements;
    for (const char* folder : {"src", "modules"}) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(source_root() / folder)) {
            if (entry.path().extension() == ".cpp") add_statements_of(entry.path(), statements);
        }
    }
    return statements;
}

database::ExpandedStatement expand(database::Backend backend, const SourceStatement& statement)
{
    if (statement.bulk_columns > 0) {
        database::ExpandedStatement expanded;
        expanded.sql = statement.sql + ' ' + database::expand_values(backend, 2, statement.bulk_columns);
        expanded.placeholders.resize(2 * statement.bulk_columns);
        return expanded;
    }
    return database::expand(backend, statement.sql, std::vector<std::size_t>(count_lists(statement.sql), 2));
}

}  // namespace backbone::testing
