#include "feature_flag_store.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <tuple>

namespace backbone::devices::feature_flag_store {
namespace {

/// A statement takes no more than 1024, and an installation may allow more flags than that.
constexpr std::size_t kNamesAtOnce = 500;

// One row without a flag when the identity has none.
constexpr Statement kSelectOf{"feature_flags.select_of_identity", R"(
    SELECT f.name, f.is_enabled
    FROM identities i LEFT JOIN feature_flags f ON f.owner_address = i.address
    WHERE i.address = :identity ORDER BY f.name)"};

// The same, for itself, for whom it has or had a relationship with, and for the readers of its templates.
constexpr Statement kSelectVisible{"feature_flags.select_visible", R"(
    SELECT f.name, f.is_enabled
    FROM identities i LEFT JOIN feature_flags f ON f.owner_address = i.address
    WHERE i.address = :identity
      AND (i.address = :reader
           OR EXISTS (SELECT 1 FROM relationships r WHERE r.from_address = :identity AND r.to_address = :reader)
           OR EXISTS (SELECT 1 FROM relationships r WHERE r.from_address = :reader AND r.to_address = :identity)
           OR EXISTS (SELECT 1 FROM relationship_template_allocations a
                      JOIN relationship_templates t ON t.id = a.template_id
                      WHERE a.allocated_by = :reader AND t.created_by = :identity))
    ORDER BY f.name)"};

constexpr Statement kSet{"feature_flags.set", R"(
    UPDATE feature_flags SET is_enabled = :is_enabled WHERE owner_address = :identity AND name IN ({list names}))"};

constexpr BulkInsert kInsert{"feature_flags.insert", "INSERT INTO feature_flags (owner_address, name, is_enabled)", 3};

struct FlagOfIdentity
{
    std::optional<std::string> name;
    std::optional<bool> is_enabled;
};

/// Puts the rows together; absent when there is none.
class Collection
{
  public:
    void operator()(FlagOfIdentity&& row)
    {
        if (!flags_) flags_.emplace();
        if (row.name) flags_->emplace(std::move(*row.name), *row.is_enabled);
    }
    std::optional<FeatureFlags> take() { return std::move(flags_); }

  private:
    std::optional<FeatureFlags> flags_;
};

}  // namespace

std::optional<FeatureFlags> find_of(Queries& queries, const IdentityAddress& identity)
{
    Collection flags;
    queries.for_each<FlagOfIdentity>(kSelectOf, flags, identity);
    return flags.take();
}

std::optional<FeatureFlags> find_visible(Queries& queries, const IdentityAddress& identity,
                                         const IdentityAddress& reader)
{
    Collection flags;
    queries.for_each<FlagOfIdentity>(kSelectVisible, flags, identity, reader);
    return flags.take();
}

void set(Transaction& tx, const IdentityAddress& identity, const std::vector<std::string>& names, bool is_enabled)
{
    for (std::size_t first = 0; first < names.size(); first += kNamesAtOnce) {
        const auto some = std::span(names).subspan(first, std::min(kNamesAtOnce, names.size() - first));
        tx.execute(kSet, is_enabled, identity, List(some));
    }
}

void insert(Transaction& tx, const IdentityAddress& identity, const FeatureFlags& flags)
{
    std::vector<std::tuple<IdentityAddress, std::string, bool>> rows;
    for (const auto& [name, is_enabled] : flags) rows.emplace_back(identity, name, is_enabled);
    tx.insert_all(kInsert, rows);
}

}  // namespace backbone::devices::feature_flag_store
