#include "compaction.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include <backbone/crypto.hpp>

namespace backbone::synchronization {
namespace {

constexpr std::size_t kObjectDigestBytes = 16;
constexpr std::size_t kCategoryDigestBytes = 8;

// Clients choose identifiers and categories freely; digests are short, and cannot run into each other.
std::string digest(std::string_view text, std::size_t bytes)
{
    const Sha256Digest full = sha256(as_bytes(text));
    return Base64Url::encode(std::span(full).first(bytes)).text();
}

char digit_of(ModificationType type)
{
    return static_cast<char>('0' + static_cast<int>(type));
}

bool has_content(ModificationType type)
{
    return type == ModificationType::create || type == ModificationType::update;
}

/// Create for Update, and the other way round.
ModificationType counterpart(ModificationType type)
{
    return type == ModificationType::create ? ModificationType::update : ModificationType::create;
}

GroupsOfObject groups_of(std::string_view object_identifier)
{
    const std::string object = digest(object_identifier, kObjectDigestBytes);
    return {object + '0', object + static_cast<char>('9' + 1)};
}

/// What the later modifications of the same push do to an earlier one.
class LaterModifications
{
  public:
    Standing standing_of(const NewModification& earlier, const std::string& group) const
    {
        const bool superseded = groups_.contains(group);
        const bool obsolete = deleted_.contains({earlier.collection, earlier.object_identifier}) ||
                              (has_content(earlier.type) && contents_.contains(content_of(earlier)));
        return static_cast<Standing>((superseded ? 2 : 0) + (obsolete ? 1 : 0));
    }

    void add(const NewModification& modification, const std::string& group)
    {
        groups_.insert(group);
        if (has_content(modification.type)) contents_.insert(content_of(modification));
        if (modification.type == ModificationType::deletion) {
            deleted_.emplace(modification.collection, modification.object_identifier);
        }
    }

  private:
    using Content = std::tuple<std::string_view, std::string_view, std::optional<std::string_view>>;

    static Content content_of(const NewModification& modification)
    {
        return {modification.collection, modification.object_identifier, modification.payload_category};
    }

    std::set<std::string_view> groups_;
    std::set<Content> contents_;
    std::set<std::pair<std::string_view, std::string_view>> deleted_;
};

}  // namespace

std::string group_key(std::string_view object_identifier, ModificationType type,
                      const std::optional<std::string>& payload_category)
{
    std::string key = digest(object_identifier, kObjectDigestBytes) + digit_of(type);
    if (payload_category) key += digest(*payload_category, kCategoryDigestBytes);
    return key;
}

std::vector<PlacedModification> place(const std::vector<NewModification>& modifications)
{
    std::vector<PlacedModification> placed;
    placed.reserve(modifications.size());
    for (const NewModification& modification : modifications) {
        placed.push_back({&modification,
                          group_key(modification.object_identifier, modification.type, modification.payload_category),
                          Standing::listed});
    }
    LaterModifications later;
    for (auto each = placed.rbegin(); each != placed.rend(); ++each) {
        each->standing = later.standing_of(*each->modification, each->group_key);
        later.add(*each->modification, each->group_key);
    }
    return placed;
}

std::map<std::string_view, Outdated> outdated_by(std::span<const PlacedModification> modifications)
{
    std::map<std::string_view, Outdated> outdated;
    for (const auto& [modification, group, standing] : modifications) {
        Outdated& of_collection = outdated[modification->collection];
        of_collection.superseded_groups.insert(group);
        of_collection.touched_groups.insert(group);
        if (has_content(modification->type)) {
            of_collection.touched_groups.insert(group_key(
                modification->object_identifier, counterpart(modification->type), modification->payload_category));
        } else if (modification->type == ModificationType::deletion) {
            of_collection.deleted_objects.insert(groups_of(modification->object_identifier));
        }
    }
    return outdated;
}

}  // namespace backbone::synchronization
