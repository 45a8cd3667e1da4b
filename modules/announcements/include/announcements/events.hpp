#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include <backbone/enumeration.hpp>
#include <backbone/id.hpp>
#include <backbone/identity_address.hpp>

/// What other modules may learn of announcements as it happens. Source: docs/protocol/announcements-and-tags.md §5.
namespace backbone::announcements {

using AnnouncementId = Id<"ANC">;

/// The numbers are those of the column.
enum class Severity : std::uint8_t { low = 0, medium = 1, high = 2 };

/// The members stand in the order of the store's columns.
struct AnnouncementText
{
    /// In two letters.
    std::string language;
    std::string title;
    std::string body;
};

struct AnnouncementCreated
{
    AnnouncementId id;
    Severity severity{};
    /// Nobody is to be told; they find it in their list.
    bool is_silent = false;
    /// One a language; English is among them.
    std::vector<AnnouncementText> texts;
    /// Empty: everybody.
    std::vector<IdentityAddress> recipients;
};

}  // namespace backbone::announcements

namespace backbone {

template <>
inline constexpr auto kNames<announcements::Severity> = std::to_array<Named<announcements::Severity>>({
    {announcements::Severity::low, "Low"},
    {announcements::Severity::medium, "Medium"},
    {announcements::Severity::high, "High"},
});

}  // namespace backbone
