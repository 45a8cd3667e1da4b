#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <backbone/timestamp.hpp>

namespace backbone::configuration {

/// A number and `us`, `ms`, `s`, `m`, `h` or `d`, such as `1.5h`. Absent for other text and for what is not a whole
/// number of microseconds or longer than kLongestDuration.
std::optional<Duration> parse_duration(std::string_view text);
/// In the largest unit that needs no fraction.
std::string format_duration(Duration duration);

/// A number and `B`, `KiB`, `MiB` or `GiB`. Absent for other text and for what is not a whole number of bytes.
std::optional<std::uint64_t> parse_size(std::string_view text);
std::string format_size(std::uint64_t bytes);

}  // namespace backbone::configuration
