#include <quotas/module.hpp>

#include <devices/events.hpp>

#include "usage_store.hpp"
#include "use_cases.hpp"

namespace backbone::quotas {
namespace {

void begin_with_nothing(const devices::IdentityCreated& event, Transaction& tx)
{
    usage_store::insert(tx, event.address);
}

bool forget_identity(Transaction& tx, const IdentityAddress& identity, const InstallationOptions&)
{
    usage_store::remove(tx, identity);
    return false;
}

}  // namespace

void register_quotas(Registry& registry)
{
    registry.consumer.get("/api/v2/Quotas", identity_required, list_own_quotas);

    using OperatorsHandler = Response (*)(const Request&, Context&);
    Routes& admin = registry.admin;
    admin.get("/api/v1/Tiers/{tierId}", operator_required, OperatorsHandler{get_tier});
    admin.post("/api/v1/Tiers/{tierId}/Quotas", operator_required, OperatorsHandler{create_tier_quota});
    admin.del("/api/v1/Tiers/{tierId}/Quotas/{tierQuotaDefinitionId}", operator_required,
              OperatorsHandler{delete_tier_quota});
    admin.post("/api/v1/Identities/{address}/Quotas", operator_required, OperatorsHandler{create_individual_quota});
    admin.del("/api/v1/Identities/{address}/Quotas/{individualQuotaId}", operator_required,
              OperatorsHandler{delete_individual_quota});

    registry.events.on<devices::IdentityCreated>(begin_with_nothing);

    registry.identity_data_deleters.push_back({"QuotaIdentities", forget_identity});
}

}  // namespace backbone::quotas
