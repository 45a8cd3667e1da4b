#include <backbone/json_writer.hpp>

#include <array>
#include <charconv>

#include <backbone/error.hpp>
#include <backbone/paging.hpp>

namespace backbone {
namespace {

bool needs_escape(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
}

void append_escaped(std::string& out, char c)
{
    constexpr std::string_view kHex = "0123456789abcdef";
    switch (c) {
        case '"':
            out.append("\\\"");
            break;
        case '\\':
            out.append("\\\\");
            break;
        case '\b':
            out.append("\\b");
            break;
        case '\f':
            out.append("\\f");
            break;
        case '\n':
            out.append("\\n");
            break;
        case '\r':
            out.append("\\r");
            break;
        case '\t':
            out.append("\\t");
            break;
        default:
            out.append("\\u00");
            out.push_back(kHex[static_cast<unsigned char>(c) >> 4]);
            out.push_back(kHex[static_cast<unsigned char>(c) & 0x0f]);
    }
}

}  // namespace

void append_json_string(std::string& out, std::string_view text)
{
    out.push_back('"');
    std::size_t written = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!needs_escape(text[i])) continue;
        out.append(text, written, i - written);
        append_escaped(out, text[i]);
        written = i + 1;
    }
    out.append(text, written);
    out.push_back('"');
}

void JsonWriter::key(std::string_view name)
{
    separate();
    append_json_string(out_, name);
    out_.push_back(':');
}

void JsonWriter::number(std::int64_t value)
{
    separate();
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    out_.append(digits.data(), end);
    needs_comma_ = true;
}

void JsonWriter::string(std::string_view text)
{
    separate();
    append_json_string(out_, text);
    needs_comma_ = true;
}

void JsonWriter::plain_string(std::string_view text)
{
    separate();
    out_.push_back('"');
    out_.append(text);
    out_.push_back('"');
    needs_comma_ = true;
}

void check_bytes_of_page(const Page& page, std::size_t bytes)
{
    if (bytes <= kMaximumBytesOfPage || page.size <= 1) return;
    throw rule_violated(codes::kInvalidPageSize, "The records of the page are too large. Ask for a smaller page.");
}

void write_json(JsonWriter& json, const Pagination& pagination)
{
    const std::int64_t size = pagination.page.size;
    json.object([&] {
        json.member("pageNumber", pagination.page.number);
        json.member("pageSize", size);
        json.member("totalPages", (pagination.total_records + size - 1) / size);
        json.member("totalRecords", pagination.total_records);
    });
}

}  // namespace backbone
