#include "create_external_event.hpp"

#include "sync_state_store.hpp"

namespace backbone::synchronization {

void create_external_event(Transaction& tx, const IdentityAddress& owner, ExternalEventType type, std::string payload,
                           const external_event_store::Delivery& delivery)
{
    const auto index = sync_state_store::take_external_event_index(tx, owner);
    if (!index) return;
    ExternalEvent event;
    event.id = ExternalEventId::generate(tx.random());
    event.type = type;
    event.index = *index;
    event.created_at = tx.now();
    event.payload = std::move(payload);
    external_event_store::insert(tx, owner, event, delivery);
    tx.raise(ExternalEventCreated{event.id, owner, delivery.is_blocked});
}

}  // namespace backbone::synchronization
