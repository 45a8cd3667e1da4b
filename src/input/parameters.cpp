#include <algorithm>

#include <fmt/format.h>

#include <backbone/binding.hpp>
#include <backbone/request.hpp>

#include "values/percent_encoding.hpp"

namespace backbone {
namespace {

/// More than any endpoint can use. Each takes many times the memory of its two characters.
constexpr std::size_t kMaxParameters = 1024;

/// Percent escapes and `+`; an escape that is none stays as it is.
std::string decode_component(std::string_view encoded)
{
    std::string decoded;
    decoded.reserve(encoded.size());
    for (std::size_t i = 0; i < encoded.size(); ++i) {
        const int byte = escaped_byte(encoded.substr(i));
        if (byte >= 0) {
            decoded.push_back(static_cast<char>(byte));
            i += 2;
        } else {
            decoded.push_back(encoded[i] == '+' ? ' ' : encoded[i]);
        }
    }
    return decoded;
}

}  // namespace

Parameters Parameters::decode(std::string_view encoded)
{
    Parameters parameters;
    while (!encoded.empty()) {
        const std::size_t end = std::min(encoded.find('&'), encoded.size());
        const std::string_view pair = encoded.substr(0, end);
        encoded.remove_prefix(std::min(end + 1, encoded.size()));
        if (pair.empty()) continue;
        if (parameters.pairs_.size() == kMaxParameters) {
            throw input_cannot_be_parsed("", fmt::format("more than {} parameters", kMaxParameters));
        }
        const std::size_t equals = std::min(pair.find('='), pair.size());
        parameters.add(decode_component(pair.substr(0, equals)),
                       decode_component(pair.substr(std::min(equals + 1, pair.size()))));
    }
    return parameters;
}

void Parameters::add(std::string name, std::string value)
{
    pairs_.emplace_back(std::move(name), std::move(value));
}

std::optional<std::string_view> Parameters::find(std::string_view name) const
{
    for (const auto& [key, value] : pairs_) {
        if (input::equal_ignoring_case(key, name)) return value;
    }
    return std::nullopt;
}

std::size_t Parameters::count(std::string_view name) const
{
    return static_cast<std::size_t>(
        std::ranges::count_if(pairs_, [&](const auto& pair) { return input::equal_ignoring_case(pair.first, name); }));
}

std::vector<std::string_view> Parameters::list(std::string_view name) const
{
    std::vector<std::string_view> values;
    for (const auto& [key, value] : pairs_) {
        if (input::equal_ignoring_case(key, name)) values.push_back(value);
    }
    if (!values.empty()) return values;
    while (const auto value = find(fmt::format("{}[{}]", name, values.size()))) values.push_back(*value);
    return values;
}

}  // namespace backbone
