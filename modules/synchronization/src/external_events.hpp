#pragma once

#include "external_event_store.hpp"

namespace backbone::synchronization {

/// Locks the owner's sync state. An identity whose data is being deleted gets no more events.
void create_external_event(Transaction& tx, const IdentityAddress& owner, ExternalEventType type, std::string payload,
                           const external_event_store::Delivery& delivery = {});

}  // namespace backbone::synchronization
