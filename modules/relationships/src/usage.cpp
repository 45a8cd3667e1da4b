#include "usage.hpp"

#include <quotas/usage.hpp>

namespace backbone::relationships {

void count_change(Transaction& tx, const std::optional<Relationship>& before, const Relationship& after,
                  const IdentityAddress& actor)
{
    quotas::UsageChanges usage(before ? tx.now() : after.created_at);
    const auto count = [&](const IdentityAddress& side, bool counted, bool counts) {
        constexpr auto kMetric = quotas::Metric::relationships;
        if (counts == counted) return;
        if (!counts) {
            usage.remove(kMetric, side, after.created_at);
        } else if (side == actor) {
            usage.add_within_quota(kMetric, side, after.created_at);
        } else {
            usage.add(kMetric, side, after.created_at);
        }
    };
    // A deletion has replaced an address by then.
    const Relationship& named = before ? *before : after;
    count(named.from, before && before->counts_for_creator(), after.counts_for_creator());
    count(named.to, before && before->counts_for_recipient(), after.counts_for_recipient());
    usage.apply(tx);
}

}  // namespace backbone::relationships
