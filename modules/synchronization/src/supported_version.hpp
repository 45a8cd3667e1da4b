#pragma once

#include <cstdint>
#include <optional>

namespace backbone::synchronization {

/// The header in which a client tells the highest version of a datawallet that it can handle; 0 when absent
/// (docs/protocol/synchronization.md §1.3).
inline constexpr auto kSupportedDatawalletVersionHeader = "X-Supported-Datawallet-Version";

/// Throws if the datawallet is of a higher version. An identity without a datawallet supports every client.
void require_support(std::optional<std::uint16_t> datawallet_version, std::uint16_t supported_version);

}  // namespace backbone::synchronization
