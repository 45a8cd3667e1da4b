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

    registry.events.on<devices::IdentityCreated>(begin_with_nothing);

    registry.identity_data_deleters.push_back({"QuotaIdentities", forget_identity});
}

}  // namespace backbone::quotas
