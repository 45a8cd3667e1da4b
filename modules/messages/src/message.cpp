#include "message.hpp"

namespace backbone::messages {
namespace {

void write_attachments(JsonWriter& json, const std::vector<FileId>& attachments)
{
    json.key("attachments");
    json.array([&] {
        for (const FileId& id : attachments) json.object([&] { json.member("id", id); });
    });
}

void write_recipient(JsonWriter& json, const Recipient& recipient)
{
    const auto& reception = recipient.reception;
    json.object([&] {
        json.member("address", recipient.address);
        json.member("encryptedKey", recipient.encrypted_key);
        json.member("receivedAt", reception ? std::optional(reception->at) : std::nullopt);
        json.member("receivedByDevice", reception ? std::optional(reception->by_device) : std::nullopt);
    });
}

}  // namespace

void write_json(JsonWriter& json, const Message& message)
{
    json.object([&] {
        json.member("id", message.id);
        json.member("createdAt", message.created_at);
        json.member("createdBy", message.created_by);
        json.member("createdByDevice", message.created_by_device);
        json.member("body", message.body);
        write_attachments(json, message.attachments);
        json.key("recipients");
        json.array([&] {
            for (const Recipient& recipient : message.recipients) write_recipient(json, recipient);
        });
    });
}

}  // namespace backbone::messages
