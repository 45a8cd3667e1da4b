#pragma once

#include <map>
#include <string>
#include <vector>

#include <backbone/database.hpp>

namespace backbone::devices {

/// By name, in the order of their bytes.
using FeatureFlags = std::map<std::string, bool>;

namespace feature_flag_store {

/// The flags of an identity; absent when there is no such identity.
std::optional<FeatureFlags> find_of(Queries& queries, const IdentityAddress& identity);
/// The same, absent also when the reader has nothing to do with the identity (docs/protocol/devices.md §5.4).
std::optional<FeatureFlags> find_visible(Queries& queries, const IdentityAddress& identity,
                                         const IdentityAddress& reader);
/// Gives flags of the identity, which all exist, one value.
void set(Transaction& tx, const IdentityAddress& identity, const std::vector<std::string>& names, bool is_enabled);
/// Adds flags, none of which exists.
void insert(Transaction& tx, const IdentityAddress& identity, const FeatureFlags& flags);

}  // namespace feature_flag_store
}  // namespace backbone::devices
