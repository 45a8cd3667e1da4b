#include "ownership.hpp"

#include <array>
#include <cstddef>

#include <backbone/base64url.hpp>
#include <backbone/binding.hpp>

namespace backbone::files {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*()_-+=<>?/{}[]|~";
constexpr std::size_t kLength = 20;

}  // namespace

OwnershipToken OwnershipToken::generate(Random& random)
{
    // Bytes from the largest multiple of the alphabet's size on are dropped, so every character is as likely.
    constexpr std::size_t kFair = 256 / kAlphabet.size() * kAlphabet.size();
    std::array<std::byte, 2 * kLength> bytes{};
    OwnershipToken token;
    while (token.text_.size() < kLength) {
        random.fill(bytes);
        for (std::size_t i = 0; i < bytes.size() && token.text_.size() < kLength; ++i) {
            const auto value = std::to_integer<std::size_t>(bytes[i]);
            if (value < kFair) token.text_.push_back(kAlphabet[value % kAlphabet.size()]);
        }
    }
    return token;
}

OwnershipToken OwnershipToken::parse(std::string_view text)
{
    if (text.size() > kLength || text.find_first_not_of(kAlphabet) != std::string_view::npos) return {};
    return from_trusted(std::string(text));
}

OwnershipToken OwnershipToken::from_trusted(std::string text)
{
    OwnershipToken token;
    token.text_ = std::move(text);
    return token;
}

bool operator==(const OwnershipToken& left, const OwnershipToken& right)
{
    return equal_in_constant_time(left.text_, right.text_);
}

void read_json(const boost::json::value& value, std::string_view where, OwnershipToken& token)
{
    token = OwnershipToken::parse(input::json_text(value, where));
}

void write_json(JsonWriter& json, const OwnershipToken& token)
{
    json.write(token.text());
}

void write_json(JsonWriter& json, const NewOwnershipToken& answer)
{
    json.object([&] { json.member("newOwnershipToken", answer.token); });
}

}  // namespace backbone::files
