// POST /api/v2/Identities/Self/DeletionProcesses (docs/protocol/devices.md §7.2)
#include <backbone/input.hpp>
#include <devices/tiers.hpp>

#include "audit_log_store.hpp"
#include "codes.hpp"
#include "deletion_process_store.hpp"
#include "identity_counts.hpp"
#include "identity_store.hpp"
#include "use_cases.hpp"

namespace backbone::devices {
namespace {

struct Input
{
    std::optional<double> days;
};

constexpr auto kInput = input::from<Input>(input::member("lengthOfGracePeriodInDays", &Input::days));

Error only_one_active_process()
{
    return rule_violated(codes::kOnlyOneActiveDeletionProcessAllowed, "There already is an active deletion process.");
}

/// Fails before the hashes cost anything.
void require_no_process(Context& context)
{
    const auto situation =
        deletion_process_store::find_situation(context.queries(), context.identity(), context.device(), {});
    if (!situation) throw not_found("Identity");
    if (situation->identity_status != IdentityStatus::active) throw only_one_active_process();
    if (!situation->device) throw not_found("Device");
}

DeletionProcess make_process(const Dependencies& devices, const Context& context, const Input& input)
{
    const auto ends_at = end_of_grace_period(context.now(), input.days, devices.options.identity_deletion.grace_period);
    // The protocol demands this status for it (docs/protocol/devices.md §7.2).
    if (!ends_at) throw Error(500, backbone::codes::kUnexpected, "The grace period ends after the year 9999.");
    return {.id = DeletionProcessId::generate(context.random()),
            .identity = context.identity(),
            .created_at = context.now(),
            .created_by_device = context.device(),
            .grace_period_ends_at = *ends_at};
}

void start(Transaction& tx, const DeletionProcess& process, const AuditLogEntry& entry)
{
    auto identity = identity_store::find_locked(tx, process.identity);
    if (!identity) throw not_found("Identity");
    if (identity->status != IdentityStatus::active) throw only_one_active_process();

    const TierId queued_for_deletion = TierId::parse(kQueuedForDeletionTierId).value();
    identity->tier_before_deletion = std::exchange(identity->tier, queued_for_deletion);
    identity->status = IdentityStatus::to_be_deleted;
    identity->deletion_grace_period_ends_at = process.grace_period_ends_at;
    identity_store::update(tx, *identity);
    deletion_process_store::insert(tx, process);
    audit_log_store::insert(tx, entry);

    tx.raise(IdentityDeletionProcessStatusChanged{identity->address, process.id, identity->address});
    tx.raise(TierOfIdentityChanged{identity->address, *identity->tier_before_deletion, identity->tier});
    tx.raise(IdentityToBeDeleted{identity->address, *process.grace_period_ends_at});
    // Last, since many share the tiers' rows.
    count_moved(tx, *identity->tier_before_deletion, identity->tier);
}

}  // namespace

Response start_deletion_process(const Dependencies& devices, const Request& request, Context& context)
{
    const Input input = kInput.read(request, context, input::Body::optional_or_null);
    require_no_process(context);
    const DeletionProcess process = make_process(devices, context, input);

    context.need_slow_lane();
    const AuditLogEntry entry{.message = AuditMessage::started_by_owner,
                              .created_at = context.now(),
                              .identity = audit_hash(context.identity().text()),
                              .device = audit_hash(context.device().text()),
                              .process = process.id,
                              .new_status = process.status};
    try {
        context.transaction([&](Transaction& tx) { start(tx, process, entry); });
    } catch (const UniqueViolation&) {
        throw only_one_active_process();
    }
    return created(process);
}

}  // namespace backbone::devices
