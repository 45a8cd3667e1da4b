#include "logging/line_format.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include <backbone/json_writer.hpp>

#include "values/unicode.hpp"

namespace backbone::logging {
namespace {

constexpr std::string_view kService = "backbone";

/// Text from strangers need not be UTF-8, but JSON must be.
std::string_view as_utf8(std::string_view text, std::string& buffer)
{
    constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
    const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (std::ranges::all_of(text, is_ascii)) return text;
    buffer.clear();
    while (!text.empty()) {
        const std::size_t length = utf8_character_length(text);
        buffer.append(length == 0 ? kReplacement : text.substr(0, length));
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return buffer;
}

bool needs_quotes(std::string_view text)
{
    const auto is_special = [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '=' || c == '\\';
    };
    return text.empty() || std::ranges::any_of(text, is_special);
}

}  // namespace

std::string LineFormat::line_of(const LogEntry& entry, Timestamp time) const
{
    return format_ == Format::json ? json_line(entry, time) : text_line(entry, time);
}

std::string LineFormat::json_line(const LogEntry& entry, Timestamp time) const
{
    std::string line;
    line.reserve(512);
    fmt::format_to(std::back_inserter(line), R"({{"time":"{}","level":"{}","service":"{}","component":)",
                   time.to_string(), name_of(entry.level), kService);
    append_json_string(line, entry.component);
    line += ",\"message\":";
    append_json_text(line, entry.message);
    std::string fields;
    for (const LogField& field : entry.fields) {
        const bool is_beside = field.name == kCorrelationId;
        std::string& target = is_beside ? line : fields;
        if (is_beside || !fields.empty()) target.push_back(',');
        append_json_string(target, field.name);
        target.push_back(':');
        append_json(target, field.value);
    }
    if (!fields.empty()) fmt::format_to(std::back_inserter(line), ",\"fields\":{{{}}}", fields);
    line.push_back('}');
    return line;
}

std::string LineFormat::text_line(const LogEntry& entry, Timestamp time) const
{
    std::string line = fmt::format("{} {:7} {}: ", time.to_string(), name_of(entry.level), entry.component);
    std::string quoted;
    append_json_text(quoted, entry.message);
    line.append(quoted, 1, quoted.size() - 2);
    for (const LogField& field : entry.fields) {
        line.push_back(' ');
        line.append(field.name);
        line.push_back('=');
        append_plain(line, field.value);
    }
    return line;
}

void LineFormat::append_json(std::string& out, const LogField::Value& value) const
{
    if (const auto* text = std::get_if<std::string_view>(&value)) {
        append_json_text(out, *text);
    } else if (const auto* number = std::get_if<double>(&value); number && !std::isfinite(*number)) {
        out += "null";
    } else {
        append_plain(out, value);
    }
}

void LineFormat::append_plain(std::string& out, const LogField::Value& value) const
{
    if (const auto* text = std::get_if<std::string_view>(&value)) {
        if (needs_quotes(*text)) {
            append_json_text(out, *text);
        } else {
            std::string masked;
            std::string utf8;
            out += as_utf8(masker_.mask(*text, masked), utf8);
        }
    } else if (const auto* integer = std::get_if<std::int64_t>(&value)) {
        fmt::format_to(std::back_inserter(out), "{}", *integer);
    } else if (const auto* number = std::get_if<double>(&value)) {
        fmt::format_to(std::back_inserter(out), "{}", *number);
    } else {
        out += std::get<bool>(value) ? "true" : "false";
    }
}

void LineFormat::append_json_text(std::string& out, std::string_view text) const
{
    std::string masked;
    std::string utf8;
    append_json_string(out, as_utf8(masker_.mask(text, masked), utf8));
}

}  // namespace backbone::logging
