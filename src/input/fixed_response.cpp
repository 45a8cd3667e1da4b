#include <backbone/fixed_response.hpp>

#include <algorithm>
#include <array>

#include <backbone/base64url.hpp>
#include <backbone/binding.hpp>
#include <backbone/crypto.hpp>

namespace backbone {
namespace {

/// What a 304 repeats (RFC 9110 §15.4.5).
constexpr std::array<std::string_view, 5> kKept{"Cache-Control", "Content-Location", "ETag", "Expires", "Vary"};

/// The length of the entity tag at the front, with its quotes; 0 when there is none.
std::size_t length_of_tag(std::string_view list)
{
    if (list.starts_with('*')) return 1;
    return list.starts_with('"') ? list.find('"', 1) + 1 : 0;
}

/// Whether the list names the tag, be it as a weak one. A malformed list counts as absent, and `*` names none.
bool names(std::string_view list, std::string_view sought)
{
    constexpr std::string_view kSeparators = ", \t";
    bool is_named = false;
    for (;;) {
        list.remove_prefix(std::min(list.find_first_not_of(kSeparators), list.size()));
        if (list.empty()) return is_named;
        if (list.starts_with("W/")) list.remove_prefix(2);
        const std::size_t length = length_of_tag(list);
        const bool is_separated = length == list.size() || kSeparators.find(list[length]) != std::string_view::npos;
        if (length == 0 || !is_separated) return false;
        is_named = is_named || list.substr(0, length) == sought;
        list.remove_prefix(length);
    }
}

}  // namespace

FixedResponse::FixedResponse(Response response, Revalidation revalidation)
    : content_type_(std::move(response.content_type)),
      body_(std::move(response.body)),
      headers_(std::move(response.headers))
{
    if (revalidation == Revalidation::none) return;
    tag_ = '"' + Base64Url::encode(sha256(as_bytes(body_))).text() + '"';
    headers_.push_back({"ETag", tag_});
    for (const Header& header : headers_) {
        if (std::ranges::find(kKept, header.name) != kKept.end()) headers_if_not_modified_.push_back(header);
    }
}

Response FixedResponse::to(const Request& request) const
{
    const auto is_met = [&](const Header& header) {
        return input::equal_ignoring_case(header.name, "If-None-Match") && names(header.value, tag_);
    };
    if (!tag_.empty() && std::ranges::any_of(request.headers, is_met)) {
        return {.status = 304, .headers = headers_if_not_modified_};
    }
    return {.content_type = content_type_, .body = body_, .headers = headers_};
}

}  // namespace backbone
