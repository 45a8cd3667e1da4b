#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace backbone {

using Duration = std::chrono::microseconds;

/// A point in time: whole microseconds since 1970-01-01T00:00:00Z. Stored as BIGINT, shown with milliseconds.
/// Source: docs/protocol/http-and-auth.md §5.
class Timestamp
{
  public:
    constexpr Timestamp() = default;

    static constexpr Timestamp from_microseconds(std::int64_t microseconds)
    {
        Timestamp result;
        result.microseconds_ = microseconds;
        return result;
    }

    /// Reads any ISO 8601 form: date only, with or without seconds and fraction, `Z`, an offset, or none (then UTC).
    /// Absent when the text is no such date or lies outside of the years 1 to 9999.
    static std::optional<Timestamp> parse(std::string_view text);

    constexpr std::int64_t microseconds() const { return microseconds_; }
    constexpr std::int64_t seconds() const { return microseconds_ / 1'000'000; }

    /// `yyyy-MM-ddTHH:mm:ss.fffZ`, truncated to milliseconds: the form of every date on the wire.
    std::string to_string() const;

    friend constexpr auto operator<=>(Timestamp, Timestamp) = default;
    friend constexpr Timestamp operator+(Timestamp time, Duration duration)
    {
        return from_microseconds(time.microseconds_ + duration.count());
    }
    friend constexpr Timestamp operator-(Timestamp time, Duration duration) { return time + -duration; }
    friend constexpr Duration operator-(Timestamp left, Timestamp right)
    {
        return Duration{left.microseconds_ - right.microseconds_};
    }

  private:
    std::int64_t microseconds_ = 0;
};

}  // namespace backbone
