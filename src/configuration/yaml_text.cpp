#include "configuration/yaml_text.hpp"

#include <algorithm>
#include <array>

#include <backbone/json_writer.hpp>

namespace backbone::configuration {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(kBlanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

bool is_plain(char c)
{
    constexpr std::string_view kOthers = "_-./:+@%";
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kOthers.find(c) != std::string_view::npos;
}

bool reads_as_itself(std::string_view text)
{
    constexpr auto kOtherMeaning = std::to_array<std::string_view>({"null", "Null", "NULL"});
    constexpr std::string_view kIndicators = "-:%@";
    return !text.empty() && std::ranges::all_of(text, is_plain) && kIndicators.find(text.front()) == text.npos &&
           text.back() != ':' && std::ranges::find(kOtherMeaning, text) == kOtherMeaning.end();
}

}  // namespace

std::string yaml_scalar(std::string_view text)
{
    if (reads_as_itself(text)) return std::string(text);
    std::string quoted;
    append_json_string(quoted, text);
    return quoted;
}

std::string yaml_list(const std::vector<std::string>& texts)
{
    std::string list = "[";
    for (const std::string& text : texts) {
        if (list.size() > 1) list += ", ";
        list += yaml_scalar(text);
    }
    return list + "]";
}

Document parse_list(std::string name, const std::string& text)
{
    std::string_view rest = trimmed(text);
    if (rest.starts_with('[') || rest.starts_with("- ")) return parse_document(std::move(name), text);
    Document document{.name = std::move(name)};
    document.root.kind = DocumentNode::Kind::list;
    while (!rest.empty()) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        document.root.elements.push_back(
            {.kind = DocumentNode::Kind::scalar, .text = std::string(trimmed(rest.substr(0, comma)))});
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    return document;
}

}  // namespace backbone::configuration
