#include <tokens/module.hpp>

#include <quotas/usage.hpp>

#include "token_store.hpp"
#include "use_cases.hpp"

namespace backbone::tokens {
namespace {

constexpr std::chrono::hours kKeptAfterExpiry{30 * 24};

void delete_expired_tokens(JobContext& job)
{
    const Timestamp before = job.clock.now() - kKeptAfterExpiry;
    job.in_batches([&](Transaction& tx) {
        const auto deleted = store::delete_expired_before(tx, before);
        quotas::UsageChanges usage(tx.now());
        for (const auto& [created_by, created_at] : deleted) {
            if (created_by) usage.remove(quotas::Metric::tokens, *created_by, created_at);
        }
        usage.apply(tx);
        return deleted.size() == store::kBatch;
    });
}

bool forget_identity(Transaction& tx, const IdentityAddress& identity, const InstallationOptions& installation)
{
    return store::forget_identity(tx, identity, IdentityAddress::of_deleted_identity(installation.did_domain_name));
}

}  // namespace

void register_tokens(Registry& registry)
{
    registry.consumer.post("/api/v2/Tokens", identity_optional, create_token);
    registry.consumer.get("/api/v2/Tokens/{id}", identity_optional, get_token);
    registry.consumer.get("/api/v2/Tokens", identity_required, list_tokens);
    registry.consumer.post("/api/v2/Tokens/{id}/UpdateContent", identity_required, update_token_content);
    registry.consumer.del("/api/v2/Tokens/{id}", identity_required, delete_token);

    registry.admin.get("/api/v1/Tokens", operator_required, list_created_tokens);
    registry.admin.patch("/api/v1/Tokens/{id}/ResetAccessFailedCount", operator_required, reset_access_failed_count,
                         BodyUse::ignored);

    registry.identity_data_deleters.push_back({"Tokens", forget_identity});
    registry.jobs.push_back({"tokens.delete-expired", std::chrono::hours{1}, delete_expired_tokens});
}

}  // namespace backbone::tokens
