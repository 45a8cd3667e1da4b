#include "database/sql_script.hpp"

#include <algorithm>

namespace backbone::database {

namespace {

constexpr std::string_view kSpace = " \t\r\n";

/// Where the literal or comment that begins at `at` ends; `at` itself when there is none.
std::size_t end_of_skipped(std::string_view text, std::size_t at)
{
    const auto behind = [&](std::string_view end, std::size_t skip) {
        const auto found = text.find(end, at + skip);
        return found == std::string_view::npos ? text.size() : found + end.size();
    };
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("--")) return std::min(text.find('\n', at), text.size());
    if (rest.starts_with("/*")) return behind("*/", 2);
    if (rest.starts_with('\'')) return behind("'", 1);
    if (rest.starts_with('"')) return behind("\"", 1);
    return at;
}

/// Whether nothing but white space and a comment follows on the line.
bool ends_line(std::string_view text, std::size_t at)
{
    const auto next = text.find_first_not_of(" \t\r", at);
    return next == std::string_view::npos || text[next] == '\n' || text.substr(next).starts_with("--");
}

/// Without the white space and the comments around it.
std::string_view bare(std::string_view statement)
{
    while (true) {
        const auto begin = statement.find_first_not_of(kSpace);
        if (begin == std::string_view::npos) return {};
        statement.remove_prefix(begin);
        if (!statement.starts_with("--") && !statement.starts_with("/*")) break;
        statement.remove_prefix(end_of_skipped(statement, 0));
    }
    return statement.substr(0, statement.find_last_not_of(kSpace) + 1);
}

}  // namespace

std::vector<std::string> split_script(std::string_view script)
{
    std::vector<std::string> statements;
    const auto add = [&](std::string_view statement) {
        if (const auto text = bare(statement); !text.empty()) statements.emplace_back(text);
    };
    std::size_t begin = 0;
    std::size_t at = 0;
    while (at < script.size()) {
        if (const auto end = end_of_skipped(script, at); end != at) {
            at = end;
        } else if (script[at] == ';' && ends_line(script, at + 1)) {
            add(script.substr(begin, at - begin));
            begin = ++at;
        } else {
            ++at;
        }
    }
    add(script.substr(begin));
    return statements;
}

}  // namespace backbone::database
