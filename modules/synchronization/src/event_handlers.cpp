#include "event_handlers.hpp"

#include "external_event_store.hpp"
#include "sync_state_store.hpp"

namespace backbone::synchronization {
namespace {

/// An identity whose data is being deleted gets no more events.
void create(Transaction& tx, const IdentityAddress& owner, ExternalEventType type, std::string payload)
{
    const auto index = sync_state_store::take_external_event_index(tx, owner);
    if (!index) return;
    ExternalEvent event;
    event.id = ExternalEventId::generate(tx.random());
    event.type = type;
    event.index = *index;
    event.created_at = tx.now();
    event.payload = std::move(payload);
    external_event_store::insert(tx, owner, event);
}

template <class T>
std::string payload_of(std::string_view name, const T& value)
{
    std::string payload;
    JsonWriter json(payload);
    json.object([&] { json.member(name, value); });
    return payload;
}

}  // namespace

void make_sync_state(const devices::IdentityCreated& event, Transaction& tx)
{
    sync_state_store::insert(tx, event.address);
}

void note_change_of_deletion_process(const devices::IdentityDeletionProcessStatusChanged& event, Transaction& tx)
{
    if (event.initiator == event.owner) return;
    create(tx, event.owner, ExternalEventType::identity_deletion_process_status_changed,
           payload_of("deletionProcessId", event.process));
}

void note_locked_token(const tokens::TokenLocked& event, Transaction& tx)
{
    if (!event.created_by) return;
    create(tx, *event.created_by, ExternalEventType::token_locked, payload_of("tokenId", event.token));
}

}  // namespace backbone::synchronization
