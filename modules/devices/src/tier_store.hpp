#pragma once

#include <optional>
#include <string>

#include <backbone/database.hpp>
#include <devices/events.hpp>

namespace backbone::devices {

/// A class of service that identities belong to (docs/protocol/devices.md §13).
struct Tier
{
    TierId id;
    std::string name;
    bool can_be_used_as_default = true;
    bool can_be_manually_assigned = true;
};

namespace tier_store {

std::optional<Tier> find(Queries& queries, const TierId& id);
std::optional<Tier> find_by_name(Queries& queries, std::string_view name);
/// Does nothing, and answers false, when the id or the name exists.
bool insert_if_absent(Queries& queries, const Tier& tier);

}  // namespace tier_store
}  // namespace backbone::devices
