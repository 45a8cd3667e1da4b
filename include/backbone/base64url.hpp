#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace backbone {

using Bytes = std::vector<std::byte>;

/// Bytes in the one form that they have from the wire to the disk: base64url (RFC 4648 §5) without padding.
/// Source: docs/protocol/http-and-auth.md §5.1, §5.2.
class Base64Url
{
  public:
    Base64Url() = default;

    static Base64Url encode(std::span<const std::byte> bytes);
    static Base64Url encode(std::string_view bytes);

    /// Reads a byte array of a JSON body: base64url with optional padding, else standard base64 with padding; white
    /// space inside is skipped. Absent when it is neither.
    static std::optional<Base64Url> parse(std::string_view text);

    /// Reads a byte array of a query: standard base64 with its padding, and nothing else (§6.1).
    static std::optional<Base64Url> parse_standard(std::string_view text);

    /// Takes text that is known to be normalised, such as a column of our own database.
    static Base64Url from_normalised(std::string text);

    const std::string& text() const { return text_; }
    std::size_t byte_count() const { return text_.size() * 3 / 4; }
    Bytes decode() const;
    std::string decode_to_string() const;

    friend bool operator==(const Base64Url&, const Base64Url&) = default;

  private:
    std::string text_;
};

/// True when both texts are equal; takes the same time wherever they differ.
bool equal_in_constant_time(std::string_view left, std::string_view right);

}  // namespace backbone
