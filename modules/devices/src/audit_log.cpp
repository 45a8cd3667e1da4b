#include "audit_log.hpp"

#include <algorithm>

#include <backbone/crypto.hpp>

#include "json_object.hpp"

namespace backbone::devices {
namespace {

constexpr std::string_view kSalt = "enmeshed_identity_deletion_log";
constexpr unsigned kIterations = 100'000;
constexpr std::size_t kLongestErrorMessage = 1000;

/// At most so many bytes of the text, without half a character at the end.
std::string_view beginning_of(std::string_view utf8, std::size_t bytes)
{
    if (utf8.size() <= bytes) return utf8;
    while (bytes > 0 && (static_cast<unsigned char>(utf8[bytes]) & 0xc0) == 0x80) --bytes;
    return utf8.substr(0, bytes);
}

}  // namespace

AuditMessage message_of(Reminder reminder)
{
    switch (reminder) {
        case Reminder::first:
            return AuditMessage::first_reminder_sent;
        case Reminder::second:
            return AuditMessage::second_reminder_sent;
        case Reminder::third:
            break;
    }
    return AuditMessage::third_reminder_sent;
}

Base64Url audit_hash(std::string_view identifier)
{
    const Sha256Digest salt = sha256(as_bytes(kSalt));
    return Base64Url::encode(pbkdf2_sha256(identifier, salt, kIterations));
}

std::string aggregate_type(std::string_view aggregate)
{
    return json_object("aggregateType", aggregate);
}

std::string error_message(std::string_view message)
{
    return json_object("errorMessage", beginning_of(message, kLongestErrorMessage));
}

}  // namespace backbone::devices
