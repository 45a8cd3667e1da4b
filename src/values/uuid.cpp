#include <backbone/uuid.hpp>

#include <array>

#include <backbone/crypto.hpp>

namespace backbone {

std::string generate_uuid(Random& random)
{
    std::array<std::byte, 16> bytes{};
    random.fill(bytes);
    bytes[6] = (bytes[6] & std::byte{0x0f}) | std::byte{0x40};  // version 4
    bytes[8] = (bytes[8] & std::byte{0x3f}) | std::byte{0x80};  // the variant of RFC 4122
    std::string text = to_hex(bytes);
    for (const std::size_t position : {8U, 13U, 18U, 23U}) text.insert(position, 1, '-');
    return text;
}

}  // namespace backbone
