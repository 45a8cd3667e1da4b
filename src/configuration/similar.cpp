#include "configuration/similar.hpp"

#include <algorithm>
#include <cctype>
#include <limits>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace backbone::configuration {
namespace {

/// Lower case, without separators.
std::string simplified(std::string_view word)
{
    std::string result;
    for (const char c : word) {
        if (c != '_' && c != '-') result.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
    }
    return result;
}

/// How many characters must be put in, taken out, replaced or swapped with their neighbour.
std::size_t distance(std::string_view from, std::string_view to)
{
    std::vector<std::size_t> before_last(to.size() + 1), last(to.size() + 1), row(to.size() + 1);
    for (std::size_t j = 0; j <= to.size(); ++j) last[j] = j;
    for (std::size_t i = 1; i <= from.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= to.size(); ++j) {
            const bool same = from[i - 1] == to[j - 1];
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
            const bool swapped = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
            if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
        before_last = std::exchange(last, row);
    }
    return last[to.size()];
}

}  // namespace

std::optional<std::string> most_similar(std::string_view word, std::span<const std::string> candidates)
{
    const std::string wanted = simplified(word);
    const std::size_t tolerated = std::max<std::size_t>(1, wanted.size() / 4);
    std::optional<std::string> nearest;
    std::size_t least = std::numeric_limits<std::size_t>::max();
    for (const std::string& candidate : candidates) {
        const std::size_t difference = distance(wanted, simplified(candidate));
        if (difference <= tolerated && difference < least) {
            least = difference;
            nearest = candidate;
        }
    }
    return nearest;
}

std::string did_you_mean(std::string_view word, std::span<const std::string> candidates)
{
    const auto meant = most_similar(word, candidates);
    return meant ? fmt::format("; did you mean '{}'?", *meant) : std::string();
}

}  // namespace backbone::configuration
