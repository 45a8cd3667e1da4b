#include <backbone/multipart.hpp>

#include <algorithm>
#include <utility>

#include <backbone/binding.hpp>

namespace backbone {
namespace {

using input::equal_ignoring_case;

constexpr std::size_t kMaxBoundary = 128;
constexpr std::string_view kLineEnd = "\r\n";
constexpr std::string_view kHeaderEnd = "\r\n\r\n";

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kBlank = " \t";
    text.remove_prefix(std::min(text.find_first_not_of(kBlank), text.size()));
    return text.substr(0, text.find_last_not_of(kBlank) + 1);
}

/// Takes `name=value`, and the semicolon behind it, from the front of the parameters of a header's value.
std::pair<std::string_view, std::string> take_parameter(std::string_view& parameters)
{
    const std::size_t end_of_name = std::min(parameters.find_first_of("=;"), parameters.size());
    const std::string_view name = trimmed(parameters.substr(0, end_of_name));
    parameters.remove_prefix(end_of_name);
    std::string value;
    if (parameters.starts_with('=')) {
        parameters = parameters.substr(1);
        parameters = parameters.substr(std::min(parameters.find_first_not_of(" \t"), parameters.size()));
        if (parameters.starts_with('"')) {
            std::size_t i = 1;
            for (; i < parameters.size() && parameters[i] != '"'; ++i) {
                if (parameters[i] == '\\' && i + 1 < parameters.size()) ++i;
                value.push_back(parameters[i]);
            }
            parameters.remove_prefix(std::min(i + 1, parameters.size()));
        } else {
            value = trimmed(parameters.substr(0, parameters.find(';')));
        }
    }
    parameters.remove_prefix(std::min(parameters.find(';'), parameters.size()));
    if (parameters.starts_with(';')) parameters.remove_prefix(1);
    return {name, std::move(value)};
}

/// Reads `value; name=…; other=…`, and hands over each parameter. Answers the value.
template <class Visit>
std::string_view read_parameters(std::string_view header, Visit&& visit)
{
    const std::size_t end = std::min(header.find(';'), header.size());
    const std::string_view value = trimmed(header.substr(0, end));
    header.remove_prefix(std::min(end + 1, header.size()));
    while (!header.empty()) {
        auto [name, parameter] = take_parameter(header);
        visit(name, std::move(parameter));
    }
    return value;
}

bool read_disposition(std::string_view header, MultipartPart& part)
{
    bool has_name = false;
    const std::string_view kind = read_parameters(header, [&](std::string_view name, std::string value) {
        if (equal_ignoring_case(name, "name")) {
            part.name = std::move(value);
            has_name = true;
        } else if (equal_ignoring_case(name, "filename")) {
            part.file_name = std::move(value);
        }
    });
    return has_name && equal_ignoring_case(kind, "form-data");
}

/// Absent when a line is no header, or the part has no name.
std::optional<MultipartPart> read_part(std::string_view header)
{
    MultipartPart part;
    bool has_name = false;
    while (!header.empty()) {
        const std::size_t end = std::min(header.find(kLineEnd), header.size());
        const std::string_view line = header.substr(0, end);
        header.remove_prefix(std::min(end + kLineEnd.size(), header.size()));
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos || colon == 0) return std::nullopt;
        const std::string_view name = line.substr(0, colon);
        const std::string_view value = trimmed(line.substr(colon + 1));
        if (equal_ignoring_case(name, "Content-Disposition")) {
            if (!read_disposition(value, part)) return std::nullopt;
            has_name = true;
        } else if (equal_ignoring_case(name, "Content-Type")) {
            part.content_type = value;
        }
    }
    if (!has_name) return std::nullopt;
    return part;
}

/// How many bytes at the end of the text may be the start of the delimiter.
std::size_t possible_start(std::string_view text, std::string_view delimiter)
{
    for (std::size_t length = std::min(text.size(), delimiter.size() - 1); length > 0; --length) {
        if (text.ends_with(delimiter.substr(0, length))) return length;
    }
    return 0;
}

}  // namespace

std::optional<std::string> multipart_boundary(std::string_view content_type)
{
    std::string boundary;
    const std::string_view type = read_parameters(content_type, [&](std::string_view name, std::string value) {
        if (equal_ignoring_case(name, "boundary")) boundary = std::move(value);
    });
    if (!equal_ignoring_case(type, "multipart/form-data") || boundary.empty() || boundary.size() > kMaxBoundary) {
        return std::nullopt;
    }
    return boundary;
}

// The first boundary needs no line before it, so one is put there.
MultipartReader::MultipartReader(std::string_view boundary, Events events)
    : delimiter_("\r\n--" + std::string(boundary)), events_(std::move(events)), pending_(kLineEnd)
{}

bool MultipartReader::put(std::string_view piece)
{
    std::string joined;
    if (!pending_.empty()) {
        joined = std::exchange(pending_, {}).append(piece);
        piece = joined;
    }
    while (step(piece)) {
    }
    if (state_ == State::malformed) return false;
    pending_ = piece;
    return true;
}

/// Reads the next thing; false when there is not enough of it.
bool MultipartReader::step(std::string_view& rest)
{
    switch (state_) {
        case State::preamble:
        case State::content:
            return read_content(rest);
        case State::after_boundary:
            return read_after_boundary(rest);
        case State::header:
            return read_header(rest);
        case State::epilogue:
            rest = {};
            return false;
        case State::malformed:
            return false;
    }
    return false;
}

bool MultipartReader::read_content(std::string_view& rest)
{
    const std::size_t found = rest.find(delimiter_);
    const bool is_end = found != std::string_view::npos;
    const std::size_t size = is_end ? found : rest.size() - possible_start(rest, delimiter_);
    if (state_ == State::content && size > 0) events_.content(rest.substr(0, size));
    rest.remove_prefix(is_end ? found + delimiter_.size() : size);
    if (!is_end) return false;
    if (state_ == State::content) events_.end();
    state_ = State::after_boundary;
    return true;
}

bool MultipartReader::read_after_boundary(std::string_view& rest)
{
    if (rest.starts_with("--")) {
        state_ = State::epilogue;
        return true;
    }
    const std::size_t padding = std::min(rest.find_first_not_of(" \t"), rest.size());
    if (padding > kMaxPartHeaderBytes) return fail();
    const std::string_view line_end = rest.substr(padding, kLineEnd.size());
    if (line_end == kLineEnd) {
        rest.remove_prefix(padding + kLineEnd.size());
        state_ = State::header;
        return true;
    }
    return line_end.empty() || line_end == "\r" || rest == "-" ? false : fail();
}

bool MultipartReader::read_header(std::string_view& rest)
{
    const std::size_t end = rest.find(kHeaderEnd);
    if (std::min(end, rest.size()) > kMaxPartHeaderBytes) return fail();
    if (end == std::string_view::npos) return rest.starts_with(kLineEnd) ? fail() : false;
    const auto part = read_part(rest.substr(0, end));
    if (!part || ++parts_ > kMaxParts) return fail();
    rest.remove_prefix(end + kHeaderEnd.size());
    state_ = State::content;
    events_.begin(*part);
    return true;
}

bool MultipartReader::fail()
{
    state_ = State::malformed;
    return false;
}

bool is_well_formed_multipart(std::string_view content_type, std::string_view body)
{
    const auto boundary = multipart_boundary(content_type);
    if (!boundary) return false;
    MultipartReader reader(*boundary, {[](const MultipartPart&) {}, [](std::string_view) {}, [] {}});
    return reader.put(body) && reader.is_complete();
}

}  // namespace backbone
