#pragma once

#include <functional>
#include <optional>
#include <vector>

#include <backbone/database.hpp>
#include <backbone/paging.hpp>

#include "compaction.hpp"

/// The log of modifications. Whoever changes it holds the lock of the owner's sync state.
namespace backbone::synchronization::datawallet_store {

/// One of these comes for each modification of a page. If there is none, but a sync state, a single one comes without.
struct ListedModification
{
    std::optional<std::uint16_t> datawallet_version;
    /// Those of this page and of all behind it.
    std::int64_t listed_from_page = 0;
    std::optional<DatawalletModification> modification;
};

/// Those behind `local_index` which no later one supersedes, by index.
void for_each_listed(Queries& queries, const IdentityAddress& owner, std::int64_t local_index, const Page& page,
                     const std::function<void(const ListedModification&)>& visit);

/// Stores the modifications with indexes from `first_index` on, and notes which earlier ones they outdate.
std::vector<AppendedModification> append(Transaction& tx, const Caller& author, std::int64_t first_index,
                                         const std::vector<NewModification>& modifications);

/// Delete at most a batch, and answer whether there may be more. (Obsolete ones of a single push go together.)
bool delete_obsolete_before(Transaction& tx, Timestamp time);
bool delete_of_identity(Transaction& tx, const IdentityAddress& owner);

}  // namespace backbone::synchronization::datawallet_store
