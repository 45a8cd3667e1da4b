#include <announcements/module.hpp>

#include "announcement_store.hpp"
#include "use_cases.hpp"

namespace backbone::announcements {
namespace {

constexpr std::chrono::hours kKeptAfterExpiry{30 * 24};

void delete_expired_announcements(JobContext& job)
{
    const Timestamp before = job.clock.now() - kKeptAfterExpiry;
    job.in_batches([&](Transaction& tx) { return store::delete_expired_before(tx, before); });
}

bool forget_identity(Transaction& tx, const IdentityAddress& identity, const InstallationOptions&)
{
    return store::forget_identity(tx, identity);
}

}  // namespace

void register_announcements(Registry& registry)
{
    registry.consumer.get("/api/v2/Announcements", identity_required, list_visible_announcements);

    registry.admin.post("/api/v1/Announcements", operator_required, publish_announcement);
    registry.admin.get("/api/v1/Announcements", operator_required, list_all_announcements);
    registry.admin.get("/api/v1/Announcements/{id}", operator_required, show_announcement);
    registry.admin.del("/api/v1/Announcements/{id}", operator_required, withdraw_announcement);

    registry.identity_data_deleters.push_back({"AnnouncementRecipients", forget_identity});
    registry.jobs.push_back({"announcements.delete-expired", std::chrono::hours{1}, delete_expired_announcements});
}

}  // namespace backbone::announcements
