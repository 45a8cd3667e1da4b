#include "housekeeping.hpp"

#include "relationship_store.hpp"
#include "template_store.hpp"

namespace backbone::relationships {
namespace {

constexpr std::chrono::hours kKept{30 * 24};

}  // namespace

/// One pass over all expired templates, since those from which relationships were made stay.
void delete_expired_templates(JobContext& job)
{
    const Timestamp before = job.clock.now() - kKept;
    template_store::ExpiredTemplate last;
    while (!job.should_stop()) {
        const auto expired = template_store::select_expired(job.connection.queries(), before, last);
        if (expired.empty()) return;
        std::vector<RelationshipTemplateId> ids;
        for (const auto& expired_template : expired) ids.push_back(expired_template.id);
        template_store::delete_unused(job.connection.queries(), ids);
        last = expired.back();
    }
}

void delete_decomposed_relationships(JobContext& job)
{
    const Timestamp before = job.clock.now() - kKept;
    job.in_batches([&](Transaction& tx) { return relationship_store::delete_ready(tx, before); });
}

}  // namespace backbone::relationships
