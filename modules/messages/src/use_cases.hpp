#pragma once

#include <messages/module.hpp>
#include <relationships/events.hpp>

namespace backbone::messages {

Response send_message(const MessagesOptions& options, const Request& request, Context& context);
Response get_message(const Request& request, Context& context);
Response list_messages(const Request& request, Context& context);

// Of the Admin API
Response list_messages_of_participant(const Request& request, Context& context);

/// Hides and anonymises the messages of a relationship that was decomposed.
void follow_decomposition(const InstallationOptions& installation,
                          const relationships::RelationshipStatusChanged& event, Transaction& tx);

}  // namespace backbone::messages
