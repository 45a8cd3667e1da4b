#include <backbone/request.hpp>

#include <array>

#include <boost/json/parser.hpp>
#include <boost/json/value.hpp>

#include <backbone/binding.hpp>
#include <backbone/error.hpp>
#include <backbone/multipart.hpp>

#include "input/json_memory.hpp"
#include "input/media_type.hpp"
#include "values/unicode.hpp"

namespace backbone {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

boost::json::value parse_json(std::string_view text, JsonMemory& memory)
{
    if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    boost::json::parse_options options;
    // Members that nobody reads may hold anything; text that is read is checked then.
    options.allow_invalid_utf8 = true;
    std::array<unsigned char, 4096> room;  // for the values whose list or object is not complete yet
    boost::json::parser parser(&memory, options, room.data(), room.size());
    parser.reset(&memory);
    boost::json::error_code error;
    parser.write(text, error);
    if (error) throw input_cannot_be_parsed("$", "not valid JSON");
    return parser.release();
}

}  // namespace

struct Request::Parsed
{
    std::optional<Parameters> query;
    /// Outlives what is in it.
    std::optional<JsonMemory> json_memory;
    std::optional<boost::json::value> json;
};

Request::Request() : parsed_(std::make_unique<Parsed>()) {}
Request::~Request() = default;
Request::Request(Request&&) noexcept = default;
Request& Request::operator=(Request&&) noexcept = default;

std::optional<std::string_view> Request::header(std::string_view name) const
{
    for (const Header& header : headers) {
        if (input::equal_ignoring_case(header.name, name)) return header.value;
    }
    return std::nullopt;
}

std::string_view Request::path_parameter(std::string_view name) const
{
    for (const auto& [key, value] : path_parameters) {
        if (key == name) return value;
    }
    return {};
}

const Parameters& Request::query() const
{
    if (!parsed_->query) parsed_->query = Parameters::decode(query_string);
    return *parsed_->query;
}

const boost::json::value* Request::json(bool optional) const
{
    if (parsed_->json) return &*parsed_->json;

    const JsonMediaType type = json_media_type(header("Content-Type").value_or(""));
    if (type == JsonMediaType::none && optional && body.empty() && !body_too_large) return nullptr;
    if (type == JsonMediaType::multipart && !is_well_formed_multipart(*header("Content-Type"), body)) {
        throw input_cannot_be_parsed("body", "not a well-formed form");
    }
    if (type != JsonMediaType::utf8 && type != JsonMediaType::utf16) throw UnsupportedMediaType();
    if (body_too_large) throw Error(400, codes::kRequestBodyTooLarge, "The request body is too large.");
    if (body.empty()) {
        if (optional) return nullptr;
        throw input_cannot_be_parsed("body", "must not be empty");
    }
    JsonMemory& memory = parsed_->json_memory.emplace(body.size(), budget);
    parsed_->json.emplace(type == JsonMediaType::utf16 ? parse_json(utf8_from_utf16(body), memory)
                                                       : parse_json(body, memory));
    return &*parsed_->json;
}

std::string Request::location_of(std::string_view controller, std::string_view id) const
{
    // The path is /api/<version>/…, as the route matched.
    constexpr std::string_view kApi = "/api/";
    const std::size_t end = path.find('/', kApi.size());
    std::string location = base_url;
    location.append(path, 0, end).append("/").append(controller).append("/").append(id);
    return location;
}

}  // namespace backbone
