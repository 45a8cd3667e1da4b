#include "security/standard_base64.hpp"

#include <sodium.h>

namespace backbone {

std::string standard_base64(std::span<const std::byte> bytes)
{
    constexpr int kVariant = sodium_base64_VARIANT_ORIGINAL;
    std::string text(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                      kVariant);
    text.pop_back();  // libsodium counts and writes the final zero
    return text;
}

}  // namespace backbone
