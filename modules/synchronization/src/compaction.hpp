#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "datawallet_modification.hpp"

/// Which modifications later ones outdate. Two rules look alike and differ:
///
/// * *Superseded*: a later one has the same object, type and category, whatever its collection. A list never shows it
///   (docs/protocol/synchronization.md §3.2). Since the superseding one is later, this does not depend on where a
///   reader's list begins.
/// * *Obsolete*: a later one of the same collection and object is a Delete, or both are Create or Update and of the
/// same
///   category. Housekeeping deletes it after a while (docs/protocol/synchronization.md §10).
///
/// Both become true when the later one is pushed, so they are written down then, and neither a list nor housekeeping
/// has to compare modifications.
namespace backbone::synchronization {

/// The two bits of the column `standing`.
enum class Standing : std::uint8_t { listed = 0, obsolete = 1, superseded = 2, superseded_and_obsolete = 3 };

/// What a modification replaces. It begins with the object, so that all groups of an object are neighbours.
std::string group_key(std::string_view object_identifier, ModificationType type,
                      const std::optional<std::string>& payload_category);

/// The groups of an object are those from `first` to before `end`.
struct GroupsOfObject
{
    std::string first;
    std::string end;

    friend auto operator<=>(const GroupsOfObject&, const GroupsOfObject&) = default;
};

/// A modification in the place that it has among the others of its push.
struct PlacedModification
{
    const NewModification* modification;
    std::string group_key;
    Standing standing;
};

/// The order stays. The results refer to `modifications`.
std::vector<PlacedModification> place(const std::vector<NewModification>& modifications);

/// What modifications of one collection do to all earlier ones.
struct Outdated
{
    /// Those of these groups are superseded.
    std::set<std::string> superseded_groups;
    /// Of these groups the Creates and Updates in the same collection are obsolete; holds the superseded groups, too.
    std::set<std::string> touched_groups;
    /// All of these objects in the same collection are obsolete.
    std::set<GroupsOfObject> deleted_objects;
};

/// By collection; its names are borrowed.
std::map<std::string_view, Outdated> outdated_by(std::span<const PlacedModification> modifications);

}  // namespace backbone::synchronization
