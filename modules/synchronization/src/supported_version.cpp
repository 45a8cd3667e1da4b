#include "supported_version.hpp"

#include <backbone/error.hpp>

#include "codes.hpp"

namespace backbone::synchronization {

void require_support(std::optional<std::uint16_t> datawallet_version, std::uint16_t supported_version)
{
    if (datawallet_version && *datawallet_version > supported_version) {
        throw rule_violated(codes::kInsufficientSupportedDatawalletVersion,
                            "The datawallet is of a higher version than the one that the client supports.");
    }
}

}  // namespace backbone::synchronization
