#pragma once

#include <optional>
#include <string>
#include <vector>

#include <devices/tiers.hpp>

namespace backbone::devices::tier_store {

std::optional<Tier> find(Queries& queries, const TierId& id);
std::optional<Tier> find_by_name(Queries& queries, std::string_view name);
/// In the order of their names.
std::vector<Tier> select_all(Queries& queries);
/// Those that there are, locked one after the other, so that they stay and get no identities until the transaction
/// ends.
std::vector<Tier> select_locked(Transaction& tx, const std::vector<TierId>& ids);

/// Does nothing, and answers false, when the id or the name exists.
bool insert_if_absent(Queries& queries, const Tier& tier);
void remove(Transaction& tx, const TierId& id);

/// Who keeps a tier from being deleted.
struct Use
{
    bool by_clients = false;
    bool by_identities = false;
};
Use find_use(Queries& queries, const TierId& id);

/// Adds to the number of identities. Who counts in several tiers does so in the order of their ids.
void count_identities(Transaction& tx, const TierId& id, std::int64_t change);

}  // namespace backbone::devices::tier_store
