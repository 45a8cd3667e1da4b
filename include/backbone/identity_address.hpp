#pragma once

#include <compare>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace backbone {

/// The address of an identity: `did:e:<domain>:dids:<20 hex><2 hex checksum>`, at most 80 characters.
/// A default-constructed address is *nil*: it stands for input that is no address, which the rules refuse (input.hpp).
/// Source: docs/protocol/http-and-auth.md §11.2.
class IdentityAddress
{
  public:
    IdentityAddress() = default;

    /// Absent when the form or the checksum is wrong. The domain may be any.
    static std::optional<IdentityAddress> parse(std::string_view text);

    /// Takes text that was checked when it was stored or signed by this server.
    static IdentityAddress from_trusted(std::string text);

    static IdentityAddress from_public_key(std::span<const std::byte> raw_public_key, std::string_view did_domain_name);

    /// The address that replaces those of deleted identities.
    static IdentityAddress of_deleted_identity(std::string_view did_domain_name);

    bool is_nil() const { return text_.empty(); }
    const std::string& text() const { return text_; }

    friend bool operator==(const IdentityAddress&, const IdentityAddress&) = default;
    friend auto operator<=>(const IdentityAddress&, const IdentityAddress&) = default;

  private:
    std::string text_;
};

}  // namespace backbone

template <>
struct std::hash<backbone::IdentityAddress>
{
    std::size_t operator()(const backbone::IdentityAddress& address) const noexcept
    {
        return std::hash<std::string>{}(address.text());
    }
};
