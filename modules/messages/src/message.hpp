#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include <backbone/json_writer.hpp>
#include <messages/events.hpp>

namespace backbone::messages {

namespace codes {
inline constexpr std::string_view kNoRelationship = "error.platform.validation.message.noRelationshipToRecipientExists";
inline constexpr std::string_view kRelationshipNotActive =
    "error.platform.validation.message.relationshipToRecipientNotActive";
inline constexpr std::string_view kTooManyUnreceivedMessages =
    "error.platform.validation.message.maxNumberOfUnreceivedMessagesReached";
/// The protocol has no better one (docs/protocol/messages.md §9.3).
inline constexpr std::string_view kInvalidAttachmentId = "PredicateValidator";
}  // namespace codes

inline constexpr std::size_t kMinimumKeyBytes = 30;
inline constexpr std::size_t kMaximumKeyBytes = 300;
inline constexpr std::size_t kMaximumBodyBytes = 10 * 1024 * 1024;
inline constexpr std::size_t kMaximumAttachments = 20;

/// Of an attached file, which need not exist (docs/protocol/messages.md §9.13).
using FileId = Id<"FIL">;

/// When a recipient first fetched the message, and with which of its devices.
struct Reception
{
    Timestamp at;
    DeviceId by_device;
};

struct Recipient
{
    IdentityAddress address;
    Base64Url encrypted_key;
    std::optional<Reception> reception;
};

/// A message as one of those who see it sees it. Source: docs/protocol/messages.md §3.
struct Message
{
    MessageId id;
    Timestamp created_at;
    IdentityAddress created_by;
    DeviceId created_by_device;
    std::vector<FileId> attachments;
    Base64Url body;
    /// In the order in which they were given.
    std::vector<Recipient> recipients;
};

void write_json(JsonWriter& json, const Message& message);

}  // namespace backbone::messages
