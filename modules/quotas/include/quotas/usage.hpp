#pragma once

#include <array>
#include <map>
#include <utility>

#include <backbone/database.hpp>
#include <backbone/identity_address.hpp>
#include <quotas/metric.hpp>

namespace backbone::quotas {

/// How the modules that own what is counted keep the numbers right: whatever makes, removes or re-attributes a row that
/// counts (docs/protocol/quotas.md §10) tells it here, in the same transaction.
///
///     UsageChanges changes(token.created_at);
///     changes.add_within_quota(Metric::tokens, token.created_by, token.created_at);
///     changes.apply(tx);
///
/// Applying is the last thing that a transaction does, since it locks the numbers of their owners until the commit and
/// nobody waits for other locks while having these. On PostgreSQL it costs no round trip.
class UsageChanges
{
  public:
    /// The periods are those of `now`: for something new, of when it was created, which may be before the transaction
    /// began; else that of the transaction. Nothing that was created after `now` is added.
    explicit UsageChanges(Timestamp now);

    /// `amount` rows that the owner has from now on, or as many bytes.
    void add(Metric metric, const IdentityAddress& owner, Timestamp created_at, std::int64_t amount = 1);
    /// The same, but if a quota of the owner is exhausted before, the transaction ends with a CheckViolation, at the
    /// latest by its commit.
    void add_within_quota(Metric metric, const IdentityAddress& owner, Timestamp created_at, std::int64_t amount = 1);
    /// What the owner no longer has.
    void remove(Metric metric, const IdentityAddress& owner, Timestamp created_at, std::int64_t amount = 1);

    void apply(Transaction& tx) const;

  private:
    /// How the numbers change: of the present hour, day, week, month and year, and of all.
    struct Change
    {
        std::array<std::int64_t, 6> amounts{};
        bool is_guarded = false;
    };

    /// Of the same periods.
    std::array<Timestamp, 6> begins_;
    /// In the order in which they are applied everywhere, so that nobody waits in a circle.
    std::map<std::pair<Metric, IdentityAddress>, Change> changes_;
};

}  // namespace backbone::quotas
