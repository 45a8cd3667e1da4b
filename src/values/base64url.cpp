#include <backbone/base64url.hpp>

#include <array>
#include <cstdint>

#include <sodium.h>

namespace backbone {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::uint8_t kInvalid = 0xff;

constexpr auto kValues = [] {
    std::array<std::uint8_t, 256> values{};
    values.fill(kInvalid);
    for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
        values[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::uint8_t>(i);
    }
    return values;
}();

std::uint8_t value_of(char c)
{
    return kValues[static_cast<unsigned char>(c)];
}

bool is_white_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// The bits of the last character that stand for no byte.
std::uint8_t unused_bits(std::string_view text)
{
    const std::uint8_t last = text.empty() ? 0 : value_of(text.back());
    if (text.size() % 4 == 2) return last & 0x0f;
    if (text.size() % 4 == 3) return last & 0x03;
    return 0;
}

bool is_normalised(std::string_view text)
{
    if (text.size() % 4 == 1) return false;
    for (const char c : text) {
        if (value_of(c) == kInvalid) return false;
    }
    return unused_bits(text) == 0;
}

/// Standard base64 with its padding, turned into the normal form; absent when it is none.
std::optional<std::string> normalise_standard(std::string text)
{
    if (text.size() % 4 != 0) return std::nullopt;
    for (int padding = 0; padding < 2 && text.ends_with('='); ++padding) text.pop_back();
    for (char& c : text) {
        if (c == '-' || c == '_') return std::nullopt;
        if (c == '+') c = '-';
        if (c == '/') c = '_';
        if (value_of(c) == kInvalid) return std::nullopt;
    }
    if (text.size() % 4 == 1) return std::nullopt;
    // The padded form may carry stray bits, which stand for nothing.
    if (const std::uint8_t stray = unused_bits(text)) {
        text.back() = kAlphabet[static_cast<std::size_t>(value_of(text.back()) - stray)];
    }
    return text;
}

}  // namespace

Base64Url Base64Url::encode(std::span<const std::byte> bytes)
{
    Base64Url result;
    constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    result.text_.resize(sodium_base64_ENCODED_LEN(bytes.size(), kVariant));
    sodium_bin2base64(result.text_.data(), result.text_.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                      bytes.size(), kVariant);
    result.text_.pop_back();
    return result;
}

Base64Url Base64Url::encode(std::string_view bytes)
{
    return encode(std::as_bytes(std::span(bytes)));
}

std::optional<Base64Url> Base64Url::parse(std::string_view text)
{
    Base64Url result;
    if (is_normalised(text)) {
        result.text_ = text;
        return result;
    }
    std::string compact;
    compact.reserve(text.size());
    for (const char c : text) {
        if (!is_white_space(c)) compact.push_back(c);
    }
    std::string unpadded = compact;
    for (int padding = 0; padding < 2 && unpadded.ends_with('='); ++padding) unpadded.pop_back();
    const bool padding_fits = unpadded.size() == compact.size() || compact.size() % 4 == 0;
    if (padding_fits && is_normalised(unpadded)) {
        result.text_ = std::move(unpadded);
        return result;
    }
    auto standard = normalise_standard(std::move(compact));
    if (!standard) return std::nullopt;
    result.text_ = std::move(*standard);
    return result;
}

std::optional<Base64Url> Base64Url::parse_standard(std::string_view text)
{
    auto standard = normalise_standard(std::string(text));
    if (!standard) return std::nullopt;
    return from_normalised(std::move(*standard));
}

Base64Url Base64Url::from_normalised(std::string text)
{
    Base64Url result;
    result.text_ = std::move(text);
    return result;
}

Bytes Base64Url::decode() const
{
    Bytes bytes;
    bytes.reserve(byte_count());
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : text_) {
        bits = bits << 6 | value_of(c);
        count += 6;
        if (count >= 8) {
            count -= 8;
            bytes.push_back(static_cast<std::byte>(bits >> count & 0xff));
        }
    }
    return bytes;
}

std::string Base64Url::decode_to_string() const
{
    const Bytes bytes = decode();
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool equal_in_constant_time(std::string_view left, std::string_view right)
{
    return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace backbone
