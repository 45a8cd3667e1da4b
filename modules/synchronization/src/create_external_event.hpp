#pragma once

#include <string>
#include <string_view>

#include <backbone/json_writer.hpp>

#include "external_event_store.hpp"

namespace backbone::synchronization {

/// Locks the owner's sync state. An identity whose data is being deleted gets no more events.
void create_external_event(Transaction& tx, const IdentityAddress& owner, ExternalEventType type, std::string payload,
                           const external_event_store::Delivery& delivery = {});

/// A payload of one member.
template <class T>
std::string payload_of(std::string_view name, const T& value)
{
    std::string payload;
    JsonWriter json(payload);
    json.object([&] { json.member(name, value); });
    return payload;
}

}  // namespace backbone::synchronization
