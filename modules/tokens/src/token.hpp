#pragma once

#include <optional>

#include <backbone/context.hpp>
#include <backbone/json_writer.hpp>
#include <tokens/events.hpp>

namespace backbone::tokens {

namespace codes {
inline constexpr std::string_view kTooManyFailedPasswordAttempts = "error.platform.token.tooManyFailedPasswordAttempts";
inline constexpr std::string_view kContentAlreadyExists =
    "error.platform.token.contentUpdateNotPossibleBecauseContentAlreadyExists";
}  // namespace codes

inline constexpr std::size_t kMaximumContentBytes = 10 * 1024 * 1024;
inline constexpr std::size_t kMaximumPasswordBytes = 200;
/// The failed attempt that reaches this number locks the token.
inline constexpr std::int32_t kFailedAttemptsUntilLocked = 100;

/// A small opaque blob that is handed over out of band. The members stand in the order of the store's columns.
/// Source: docs/protocol/tokens.md.
struct Token
{
    TokenId id;
    /// Absent while the token was created anonymously and is not yet filled.
    std::optional<IdentityAddress> created_by;
    std::optional<DeviceId> created_by_device;
    std::optional<IdentityAddress> for_identity;
    Timestamp created_at;
    Timestamp expires_at;
    std::optional<Base64Url> content;
    std::optional<Base64Url> password;
    std::int32_t access_failed_count = 0;

    bool is_expired(Timestamp now) const { return expires_at < now; }
    bool is_locked() const { return access_failed_count >= kFailedAttemptsUntilLocked; }
    bool is_personalised_for_another(const std::optional<IdentityAddress>& reader) const
    {
        return for_identity && for_identity != reader;
    }
    bool accepts(const std::optional<Base64Url>& given_password) const;
};

/// Everything but the secrets.
void write_json(JsonWriter& json, const Token& token);

/// The token as the answer to a change of its content: without the content.
struct WithoutContent
{
    const Token& token;
};
void write_json(JsonWriter& json, const WithoutContent& answer);

}  // namespace backbone::tokens
