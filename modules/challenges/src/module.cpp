#include <challenges/module.hpp>

#include "challenge_store.hpp"
#include "use_cases.hpp"

namespace backbone::challenges {
namespace {

constexpr std::chrono::hours kKeptAfterExpiry{30 * 24};

void delete_expired_challenges(JobContext& job)
{
    const Timestamp before = job.clock.now() - kKeptAfterExpiry;
    job.in_batches([&](Transaction& tx) { return store::delete_expired_before(tx, before); });
}

bool forget_identity(Transaction& tx, const IdentityAddress& identity, const InstallationOptions&)
{
    return store::delete_of_identity(tx, identity);
}

}  // namespace

void register_challenges(Registry& registry)
{
    registry.consumer.post("/api/v2/Challenges", identity_optional, create_challenge, BodyUse::ignored);
    registry.consumer.get("/api/v2/Challenges/{id}", identity_required, get_challenge);
    registry.admin.post("/api/v1/Challenges", operator_required, create_challenge_for_operator, BodyUse::ignored);

    registry.identity_data_deleters.push_back({"Challenges", forget_identity});
    registry.jobs.push_back({"challenges.delete-expired", std::chrono::hours{1}, delete_expired_challenges});
}

}  // namespace backbone::challenges
