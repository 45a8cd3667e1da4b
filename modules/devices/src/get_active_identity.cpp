// GET /api/v2/Identities/Self (docs/protocol/devices.md §5.1)
#include "identity_store.hpp"
#include "use_cases.hpp"

namespace backbone::devices {
namespace {

struct ActiveIdentity
{
    const Identity& identity;
};

void write_json(JsonWriter& json, const ActiveIdentity& active)
{
    json.object([&] {
        json.member("address", active.identity.address);
        json.member("createdAt", active.identity.created_at);
        json.member("identityVersion", active.identity.identity_version);
        json.member("tierId", active.identity.tier);
        json.member("status", active.identity.status);
        json.member("deletionGracePeriodEndsAt", active.identity.deletion_grace_period_ends_at);
    });
}

}  // namespace

Response get_active_identity(const Request&, Context& context)
{
    const auto identity = identity_store::find(context.queries(), context.identity());
    if (!identity) throw not_found("Identity");
    return ok(ActiveIdentity{*identity});
}

}  // namespace backbone::devices
