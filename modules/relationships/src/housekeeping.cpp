#include "housekeeping.hpp"

#include <quotas/usage.hpp>

#include "relationship_store.hpp"
#include "template_store.hpp"

namespace backbone::relationships {
namespace {

constexpr std::chrono::hours kKept{30 * 24};

void delete_unused(Transaction& tx, const std::vector<RelationshipTemplateId>& ids)
{
    quotas::UsageChanges usage(tx.now());
    for (const auto& [created_by, created_at] : template_store::delete_unused(tx, ids)) {
        usage.remove(quotas::Metric::relationship_templates, created_by, created_at);
    }
    usage.apply(tx);
}

}  // namespace

/// One pass over all expired templates, since those of which a relationship is left stay.
void delete_expired_templates(JobContext& job)
{
    const Timestamp before = job.clock.now() - kKept;
    template_store::ExpiredTemplate last;
    while (!job.should_stop()) {
        const auto expired = template_store::select_expired(job.connection.queries(), before, last);
        if (expired.empty()) return;
        std::vector<RelationshipTemplateId> ids;
        for (const auto& expired_template : expired) ids.push_back(expired_template.id);
        job.connection.transaction([&](Transaction& tx) { delete_unused(tx, ids); });
        last = expired.back();
    }
}

void delete_decomposed_relationships(JobContext& job)
{
    const Timestamp before = job.clock.now() - kKept;
    job.in_batches([&](Transaction& tx) { return relationship_store::delete_ready(tx, before); });
}

}  // namespace backbone::relationships
