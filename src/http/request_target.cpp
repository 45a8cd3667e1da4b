#include "http/request_target.hpp"

#include <algorithm>

#include <backbone/binding.hpp>

namespace backbone::http {

std::optional<RequestTarget> split_target(std::string_view target)
{
    RequestTarget parts;
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!input::equal_ignoring_case(target.substr(0, scheme.size()), scheme)) continue;
        target.remove_prefix(scheme.size());
        const std::size_t end = std::min(target.find_first_of("/?"), target.size());
        parts.authority = target.substr(0, end);
        if (parts.authority.empty()) return std::nullopt;
        target.remove_prefix(end);
        break;
    }
    const std::size_t end = std::min(target.find('?'), target.size());
    parts.path = target.substr(0, end);
    parts.query = target.substr(std::min(end + 1, target.size()));
    if (parts.path.empty() && !parts.authority.empty()) parts.path = "/";
    if (!parts.path.starts_with('/') && target != "*") return std::nullopt;
    return parts;
}

bool is_host(std::string_view text)
{
    constexpr std::size_t kMaximum = 260;
    constexpr std::string_view kOthers = "-._~:[]";
    const auto is_allowed = [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               kOthers.find(c) != kOthers.npos;
    };
    return !text.empty() && text.size() <= kMaximum && std::ranges::all_of(text, is_allowed);
}

}  // namespace backbone::http
