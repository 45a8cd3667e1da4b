#include <backbone/id.hpp>

namespace backbone {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

}  // namespace

void fill_with_alphanumerics(std::span<char> target, Random& random)
{
    // Bytes from 248 on are dropped: 248 is the largest multiple of 62 in a byte, so every character is as likely.
    constexpr std::size_t kFair = 256 / kAlphabet.size() * kAlphabet.size();
    std::array<std::byte, 2 * kIdLength> bytes{};
    std::size_t filled = 0;
    while (filled < target.size()) {
        random.fill(bytes);
        for (std::size_t i = 0; i < bytes.size() && filled < target.size(); ++i) {
            const auto value = std::to_integer<std::size_t>(bytes[i]);
            if (value < kFair) target[filled++] = kAlphabet[value % kAlphabet.size()];
        }
    }
}

bool is_alphanumeric(std::string_view text)
{
    return text.find_first_not_of(kAlphabet) == std::string_view::npos;
}

}  // namespace backbone
