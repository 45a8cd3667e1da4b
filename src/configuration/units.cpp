#include "configuration/units.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <span>

#include <fmt/format.h>

#include <backbone/options.hpp>

namespace backbone::configuration {
namespace {

struct Unit
{
    std::string_view name;
    std::int64_t factor;
};

/// From the largest to the smallest.
constexpr auto kDurationUnits = std::to_array<Unit>(
    {{"d", 86'400'000'000}, {"h", 3'600'000'000}, {"m", 60'000'000}, {"s", 1'000'000}, {"ms", 1'000}, {"us", 1}});
constexpr auto kSizeUnits = std::to_array<Unit>({{"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}, {"B", 1}});

constexpr double kLargestSize = 1e15;

/// The multiple of the smallest unit; doubles are exact below both limits.
std::optional<std::int64_t> parse(std::string_view text, std::span<const Unit> units, double maximum)
{
    double number = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number, std::chars_format::fixed);
    if (error != std::errc{} || !(number >= 0)) return std::nullopt;
    const std::string_view name(rest, static_cast<std::size_t>(end - rest));
    for (const Unit& unit : units) {
        if (unit.name != name) continue;
        const double amount = number * static_cast<double>(unit.factor);
        const double whole = std::round(amount);
        // Fractions such as 0.1 are not exact in binary.
        if (amount > maximum || std::abs(amount - whole) > 1e-9 * amount) return std::nullopt;
        return static_cast<std::int64_t>(whole);
    }
    return std::nullopt;
}

std::string format(std::int64_t amount, std::span<const Unit> units, std::string_view unit_of_zero)
{
    if (amount == 0) return fmt::format("0{}", unit_of_zero);
    for (const Unit& unit : units) {
        if (amount % unit.factor == 0) return fmt::format("{}{}", amount / unit.factor, unit.name);
    }
    return {};
}

}  // namespace

std::optional<Duration> parse_duration(std::string_view text)
{
    const auto microseconds = parse(text, kDurationUnits, static_cast<double>(kLongestDuration.count()));
    return microseconds ? std::optional(Duration{*microseconds}) : std::nullopt;
}

std::string format_duration(Duration duration)
{
    return format(duration.count(), kDurationUnits, "s");
}

std::optional<std::uint64_t> parse_size(std::string_view text)
{
    return parse(text, kSizeUnits, kLargestSize);
}

std::string format_size(std::uint64_t bytes)
{
    return format(static_cast<std::int64_t>(bytes), kSizeUnits, "B");
}

}  // namespace backbone::configuration
