#include "external_event.hpp"

namespace backbone::synchronization {

void write_json(JsonWriter& json, const ExternalEvent& event)
{
    json.object([&] {
        json.member("id", event.id);
        json.member("type", event.type);
        json.member("index", event.index);
        json.member("createdAt", event.created_at);
        json.member("syncErrorCount", event.sync_error_count);
        json.key("payload");
        json.raw(event.payload);
    });
}

}  // namespace backbone::synchronization
