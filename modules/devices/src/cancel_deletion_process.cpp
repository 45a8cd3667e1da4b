// PUT /api/v2/Identities/Self/DeletionProcesses/{id}/Cancel (docs/protocol/devices.md §7.4)
#include <backbone/input.hpp>

#include "audit_log_store.hpp"
#include "codes.hpp"
#include "deletion_process_store.hpp"
#include "identity_counts.hpp"
#include "identity_store.hpp"
#include "tier_store.hpp"
#include "use_cases.hpp"

namespace backbone::devices {
namespace {

struct Input
{
    DeletionProcessId id;
};

constexpr auto kInput = input::from<Input>(input::path("id", &Input::id));

Error not_in_required_status()
{
    return rule_violated(codes::kDeletionProcessIsNotInRequiredStatus, "The deletion process is not active.");
}

Error grace_period_over()
{
    return rule_violated(codes::kGracePeriodHasAlreadyExpired, "The grace period of the deletion process is over.");
}

/// Fails before the hashes cost anything.
void require_cancellable(Context& context, const DeletionProcessId& id)
{
    const auto situation =
        deletion_process_store::find_situation(context.queries(), context.identity(), context.device(), id);
    if (!situation) throw not_found("Identity");
    if (!id.is_complete()) throw rule_violated(backbone::codes::kInvalidId, "The id must have 20 characters.");
    if (!situation->device) throw not_found("Device");
    if (!situation->process_status) throw not_found("IdentityDeletionProcess");
    if (situation->process_status != DeletionProcessStatus::active) throw not_in_required_status();
    if (is_over(situation->grace_period_ends_at, context.now())) throw grace_period_over();
}

/// The one from before the deletion. If it was deleted meanwhile, the basic tier, which nobody can delete.
TierId restored_tier(Transaction& tx, const Identity& identity)
{
    const TierId before = identity.tier_before_deletion.value_or(identity.tier);
    for (const Tier& tier : tier_store::select_locked(tx, {before, identity.tier})) {
        if (tier.id == before) return before;
    }
    const auto basic = tier_store::find_by_name(tx, kBasicTierName);
    return basic ? basic->id : before;
}

DeletionProcess cancel(Transaction& tx, const DeletionProcessId& id, const AuditLogEntry& entry,
                       const IdentityAddress& address)
{
    auto identity = identity_store::find_locked(tx, address);
    if (!identity) throw not_found("Identity");
    const auto process = deletion_process_store::cancel(tx, id, address, entry.created_at);
    if (!process) throw not_in_required_status();
    // It may have ended since it was looked at.
    if (is_over(identity->deletion_grace_period_ends_at, tx.now())) throw grace_period_over();

    const TierId tier_of_deletion = identity->tier;
    identity->tier = restored_tier(tx, *identity);
    identity->tier_before_deletion.reset();
    identity->status = IdentityStatus::active;
    identity->deletion_grace_period_ends_at.reset();
    identity_store::update(tx, *identity);
    audit_log_store::insert(tx, entry);

    tx.raise(IdentityDeletionProcessStatusChanged{address, id, address});
    tx.raise(TierOfIdentityChanged{address, tier_of_deletion, identity->tier});
    tx.raise(IdentityDeletionCancelled{address});
    count_moved(tx, tier_of_deletion, identity->tier);
    return *process;
}

}  // namespace

Response cancel_deletion_process(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    require_cancellable(context, input.id);

    context.need_slow_lane();
    const AuditLogEntry entry{.message = AuditMessage::cancelled_by_owner,
                              .created_at = context.now(),
                              .identity = audit_hash(context.identity().text()),
                              .device = audit_hash(context.device().text()),
                              .process = input.id,
                              .old_status = DeletionProcessStatus::active,
                              .new_status = DeletionProcessStatus::cancelled};
    return ok(context.transaction([&](Transaction& tx) { return cancel(tx, input.id, entry, context.identity()); }));
}

}  // namespace backbone::devices
