// POST /api/v2/Messages (docs/protocol/messages.md §2)
#include <algorithm>

#include <fmt/format.h>

#include <quotas/guard.hpp>

#include "message_store.hpp"
#include "new_message.hpp"
#include "relationship_reader.hpp"
#include "use_cases.hpp"

namespace backbone::messages {
namespace {

using relationship_reader::LivingRelationship;

Message sent_by(const Caller& sender, NewMessage&& input, const Context& context)
{
    Message message{
        .id = MessageId::generate(context.random()),
        .created_at = context.now(),
        .created_by = sender.identity,
        .created_by_device = sender.device,
        .attachments = {},
        .body = std::move(input.body),
        .recipients = {},
    };
    for (auto& recipient : input.recipients) {
        message.recipients.push_back({std::move(recipient->address), std::move(recipient->encrypted_key), {}});
    }
    for (const auto& attachment : input.attachments) {
        message.attachments.push_back(FileId::parse(attachment->id).value());
    }
    return message;
}

Error too_many_unreceived()
{
    return rule_violated(codes::kTooManyUnreceivedMessages,
                         "A recipient has the maximum number of messages from this sender that it has not fetched.");
}

/// Why the message cannot be sent, when that recipient is the first without a living relationship.
Error refusal(Transaction& tx, const IdentityAddress& sender, std::vector<IdentityAddress> recipients,
              const IdentityAddress& stranger, std::int32_t max_unreceived)
{
    // Who was named before it may be refused for another reason.
    recipients.erase(std::ranges::find(recipients, stranger), recipients.end());
    if (message_store::is_anybody_full(tx, sender, recipients, max_unreceived)) return too_many_unreceived();
    if (relationship_reader::exists_between(tx, sender, stranger)) {
        return rule_violated(codes::kRelationshipNotActive,
                             fmt::format("The relationship to {} is not active.", stranger.text()));
    }
    return rule_violated(codes::kNoRelationship, fmt::format("There is no relationship to {}.", stranger.text()));
}

/// The relationships stay locked, so that neither their status nor the number of messages that await a recipient
/// changes before the commit.
void send(Transaction& tx, const Message& message, std::int32_t max_unreceived)
{
    std::vector<IdentityAddress> addresses;
    for (const Recipient& recipient : message.recipients) addresses.push_back(recipient.address);
    const auto living = relationship_reader::lock_living(tx, message.created_by, addresses);

    MessageCreated event{message.id, message.created_by, {}};
    std::vector<relationships::RelationshipId> relationships;
    for (const IdentityAddress& address : addresses) {
        const auto relationship = std::ranges::find(living, address, &LivingRelationship::peer);
        if (relationship == living.end()) throw refusal(tx, message.created_by, addresses, address, max_unreceived);
        relationships.push_back(relationship->id);
        event.recipients.push_back({address, relationship->id, relationship->status});
    }

    if (!message_store::insert(tx, message, relationships, max_unreceived)) throw too_many_unreceived();
    tx.raise(event);

    quotas::UsageChanges usage(message.created_at);
    usage.add_within_quota(quotas::Metric::sent_messages, message.created_by, message.created_at);
    usage.apply(tx);
}

struct Created
{
    MessageId id;
    Timestamp created_at;
};

void write_json(JsonWriter& json, const Created& message)
{
    json.object([&] {
        json.member("id", message.id);
        json.member("createdAt", message.created_at);
    });
}

}  // namespace

Response send_message(const MessagesOptions& options, const Request& request, Context& context)
{
    const Message message = sent_by(context.required_caller(), read_new_message(request, context, options), context);

    quotas::within_quotas(context, {quotas::Metric::sent_messages}, [&] {
        context.transaction(
            [&](Transaction& tx) { send(tx, message, options.max_unreceived_messages_from_one_sender); });
    });
    return created(Created{message.id, message.created_at}, request.location_of("Messages", message.id.text()));
}

}  // namespace backbone::messages
