#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "synchronization/src/compaction.hpp"

using namespace backbone;
using namespace backbone::synchronization;

namespace {

NewModification modification(ModificationType type, std::string object = "object",
                             std::optional<std::string> category = std::nullopt, std::string collection = "Messages")
{
    NewModification result;
    result.type = type;
    result.object_identifier = std::move(object);
    result.payload_category = std::move(category);
    result.collection = std::move(collection);
    return result;
}

NewModification create(std::optional<std::string> category = std::nullopt, std::string collection = "Messages")
{
    return modification(ModificationType::create, "object", std::move(category), std::move(collection));
}

NewModification update(std::optional<std::string> category = std::nullopt, std::string collection = "Messages")
{
    return modification(ModificationType::update, "object", std::move(category), std::move(collection));
}

NewModification deletion(std::string object = "object", std::string collection = "Messages")
{
    return modification(ModificationType::deletion, std::move(object), std::nullopt, std::move(collection));
}

std::string key_of(const NewModification& modification)
{
    return group_key(modification.object_identifier, modification.type, modification.payload_category);
}

/// As letters: listed, obsolete, superseded, both.
std::string standings(const std::vector<NewModification>& modifications)
{
    std::string letters;
    for (const PlacedModification& placed : place(modifications)) {
        letters += std::string("losb")[static_cast<std::size_t>(placed.standing)];
    }
    return letters;
}

Outdated outdated(const std::vector<NewModification>& modifications, std::string_view collection = "Messages")
{
    const auto placed = place(modifications);
    const auto by_collection = outdated_by(placed);
    REQUIRE(by_collection.contains(collection));
    return by_collection.at(collection);
}

}  // namespace

TEST_CASE("a group is made of object, type and category", "[synchronization]")
{
    const auto key = [](std::string_view object, ModificationType type, std::optional<std::string> category) {
        return group_key(object, type, category);
    };
    const std::vector<std::string> keys{
        key("a", ModificationType::create, std::nullopt), key("b", ModificationType::create, std::nullopt),
        key("a", ModificationType::update, std::nullopt), key("a", ModificationType::create, ""),
        key("a", ModificationType::create, "Content"),    key("", ModificationType::create, "a"),
    };

    for (const std::string& each : keys) CHECK(std::ranges::count(keys, each) == 1);
    CHECK(key("a", ModificationType::create, "Content") == key("a", ModificationType::create, "Content"));
    CHECK(std::ranges::max(keys, {}, &std::string::size).size() == 34);
}

TEST_CASE("a later modification of the same group supersedes, whatever its collection", "[synchronization]")
{
    CHECK(standings({update(), update()}) == "bl");
    CHECK(standings({update(), update(std::nullopt, "Other")}) == "sl");
    CHECK(standings({update("Content"), update("Content"), update("Metadata"), update()}) == "blll");
    CHECK(standings({modification(ModificationType::cache_changed), modification(ModificationType::cache_changed)}) ==
          "sl");
}

TEST_CASE("a later Create or Update of the same content makes one obsolete", "[synchronization]")
{
    CHECK(standings({create(), update()}) == "ol");
    CHECK(standings({update("Content"), create("Content")}) == "ol");
    CHECK(standings({create("Content"), update("Metadata")}) == "ll");
    CHECK(standings({create(), update(std::nullopt, "Other")}) == "ll");
    CHECK(standings({create(), modification(ModificationType::update, "other object")}) == "ll");
    CHECK(standings({create(), modification(ModificationType::cache_changed)}) == "ll");
}

TEST_CASE("a later Delete makes everything of its object and collection obsolete", "[synchronization]")
{
    const auto cache_changed = modification(ModificationType::cache_changed);
    CHECK(standings({create("Content"), update("Metadata"), cache_changed, deletion(), deletion()}) == "ooobl");
    CHECK(standings({create(), deletion("other object")}) == "ll");
    CHECK(standings({create(), deletion("object", "Other")}) == "ll");
    CHECK(standings({deletion(), create()}) == "ll");
    CHECK(standings({cache_changed, cache_changed, deletion()}) == "bol");
}

TEST_CASE("an Update touches the Create of the same content among the earlier ones", "[synchronization]")
{
    const Outdated by_update = outdated({update("Content")});

    CHECK(by_update.superseded_groups == std::set{key_of(update("Content"))});
    CHECK(by_update.touched_groups == std::set{key_of(create("Content")), key_of(update("Content"))});
    CHECK(by_update.deleted_objects.empty());
}

TEST_CASE("a Delete reaches all groups of its object among the earlier ones, and no others", "[synchronization]")
{
    const Outdated by_deletion = outdated({deletion()});

    CHECK(by_deletion.touched_groups == std::set{key_of(deletion())});
    REQUIRE(by_deletion.deleted_objects.size() == 1);
    const auto& [first, end] = *by_deletion.deleted_objects.begin();
    const auto is_reached = [&](const NewModification& earlier) {
        const std::string key = key_of(earlier);
        return first <= key && key < end;
    };
    CHECK(is_reached(create()));
    CHECK(is_reached(update("Content")));
    CHECK(is_reached(modification(ModificationType::cache_changed, "object", "Metadata")));
    CHECK_FALSE(is_reached(modification(ModificationType::create, "other object")));
}

TEST_CASE("what is outdated is kept apart by collection", "[synchronization]")
{
    const std::vector<NewModification> modifications{update(), deletion("object", "Other")};

    CHECK(outdated(modifications).deleted_objects.empty());
    CHECK(outdated(modifications, "Other").superseded_groups == std::set{key_of(deletion())});
}
