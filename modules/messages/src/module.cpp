#include <messages/module.hpp>

#include "use_cases.hpp"

namespace backbone::messages {

void register_messages(Registry& registry, const Dependencies& messages)
{
    Routes& consumer = registry.consumer;
    consumer.post("/api/v2/Messages", identity_required,
                  [&options = messages.options](const Request& request, Context& context) {
                      return send_message(options, request, context);
                  });
    consumer.get("/api/v2/Messages/{id}", identity_required, get_message);
    consumer.get("/api/v2/Messages", identity_required, list_messages);

    registry.admin.get("/api/v1/Messages", operator_required, list_messages_of_participant);

    registry.events.on<relationships::RelationshipStatusChanged>(
        [&installation = messages.installation](const relationships::RelationshipStatusChanged& event,
                                                Transaction& tx) { follow_decomposition(installation, event, tx); });
}

}  // namespace backbone::messages
