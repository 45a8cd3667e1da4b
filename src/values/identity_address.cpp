#include <backbone/identity_address.hpp>

#include <algorithm>
#include <array>

#include <backbone/crypto.hpp>

namespace backbone {
namespace {

constexpr std::string_view kScheme = "did:e:";
constexpr std::string_view kKind = ":dids:";
constexpr std::size_t kIdentityPartLength = 20;
constexpr std::size_t kChecksumLength = 2;
constexpr std::size_t kMaximumLength = 80;

std::string checksum_of(std::string_view text)
{
    return to_hex(sha256(as_bytes(text))).substr(0, kChecksumLength);
}

bool is_lower_hex(std::string_view text)
{
    return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// `((label).)*tld`: labels of [a-z0-9-], the last one of two or more letters.
bool is_domain(std::string_view domain)
{
    const std::size_t last_dot = domain.rfind('.');
    const std::string_view last = last_dot == std::string_view::npos ? domain : domain.substr(last_dot + 1);
    if (last.size() < 2 || !std::ranges::all_of(last, [](char c) { return c >= 'a' && c <= 'z'; })) return false;
    constexpr std::string_view kLabel = "abcdefghijklmnopqrstuvwxyz0123456789-.";
    return domain.find_first_not_of(kLabel) == std::string_view::npos && !domain.starts_with('.') &&
           domain.find("..") == std::string_view::npos;
}

}  // namespace

std::optional<IdentityAddress> IdentityAddress::parse(std::string_view text)
{
    constexpr std::size_t kTail = kKind.size() + kIdentityPartLength + kChecksumLength;
    if (text.size() > kMaximumLength || text.size() < kScheme.size() + kTail || !text.starts_with(kScheme)) {
        return std::nullopt;
    }
    const std::string_view tail = text.substr(text.size() - kTail);
    const std::string_view domain = text.substr(kScheme.size(), text.size() - kScheme.size() - kTail);
    if (!tail.starts_with(kKind) || !is_lower_hex(tail.substr(kKind.size())) || !is_domain(domain)) return std::nullopt;
    if (checksum_of(text.substr(0, text.size() - kChecksumLength)) != text.substr(text.size() - kChecksumLength)) {
        return std::nullopt;
    }
    return from_trusted(std::string(text));
}

IdentityAddress IdentityAddress::from_trusted(std::string text)
{
    IdentityAddress address;
    address.text_ = std::move(text);
    return address;
}

IdentityAddress IdentityAddress::from_public_key(std::span<const std::byte> raw_public_key,
                                                 std::string_view did_domain_name)
{
    const Sha256Digest digest = sha256(sha512(raw_public_key));
    std::string text{kScheme};
    text.append(did_domain_name).append(kKind).append(to_hex(digest), 0, kIdentityPartLength);
    text.append(checksum_of(text));
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return from_trusted(std::move(text));
}

IdentityAddress IdentityAddress::of_deleted_identity(std::string_view did_domain_name)
{
    constexpr std::string_view kText = "deleted identity";
    std::array<std::byte, 2 * kText.size()> utf16{};
    for (std::size_t i = 0; i < kText.size(); ++i) utf16[2 * i] = static_cast<std::byte>(kText[i]);
    return from_public_key(utf16, did_domain_name);
}

}  // namespace backbone
