#include "input/media_type.hpp"

#include <algorithm>

#include <backbone/binding.hpp>

namespace backbone {
namespace {

using input::equal_ignoring_case;

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kBlank = " \t";
    const std::size_t first = text.find_first_not_of(kBlank);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

std::string_view unquoted(std::string_view text)
{
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"') return text.substr(1, text.size() - 2);
    return text;
}

/// The value of `name=…` among the parameters behind the type; empty when there is none.
std::string_view parameter(std::string_view parameters, std::string_view name)
{
    while (!parameters.empty()) {
        const std::size_t end = std::min(parameters.find(';'), parameters.size());
        const std::string_view pair = trimmed(parameters.substr(0, end));
        parameters.remove_prefix(std::min(end + 1, parameters.size()));
        const std::size_t equals = pair.find('=');
        if (equals != std::string_view::npos && equal_ignoring_case(trimmed(pair.substr(0, equals)), name)) {
            return unquoted(trimmed(pair.substr(equals + 1)));
        }
    }
    return {};
}

bool ends_with_json(std::string_view type)
{
    constexpr std::string_view kApplication = "application/";
    constexpr std::string_view kSuffix = "+json";
    return type.size() > kApplication.size() + kSuffix.size() &&
           equal_ignoring_case(type.substr(0, kApplication.size()), kApplication) &&
           equal_ignoring_case(type.substr(type.size() - kSuffix.size()), kSuffix);
}

}  // namespace

JsonMediaType json_media_type(std::string_view content_type)
{
    const std::size_t end = std::min(content_type.find(';'), content_type.size());
    const std::string_view type = trimmed(content_type.substr(0, end));
    if (type.empty() && end == content_type.size()) return JsonMediaType::none;
    if (equal_ignoring_case(type, "multipart/form-data")) return JsonMediaType::multipart;
    if (!equal_ignoring_case(type, "application/json") && !equal_ignoring_case(type, "text/json") &&
        !ends_with_json(type)) {
        return JsonMediaType::unsupported;
    }
    const std::string_view charset = parameter(content_type.substr(end), "charset");
    if (charset.empty() || equal_ignoring_case(charset, "utf-8")) return JsonMediaType::utf8;
    return equal_ignoring_case(charset, "utf-16") ? JsonMediaType::utf16 : JsonMediaType::unsupported;
}

}  // namespace backbone
