#pragma once

#include <cstdint>
#include <string_view>

#include <backbone/base64url.hpp>
#include <backbone/error.hpp>
#include <backbone/json_writer.hpp>
#include <files/events.hpp>

#include "ownership.hpp"

namespace backbone::files {

namespace codes {
/// Really so: docs/protocol/files.md §1.
inline constexpr std::string_view kWrongContentLength = "InclusiveBetweenValidator";
inline constexpr std::string_view kCannotClaimOwnershipOfOwnFile =
    "error.platform.validation.file.cannotClaimOwnershipOfOwnFile";
}  // namespace codes

inline constexpr std::int64_t kMaximumCipherBytes = 10 * 1024 * 1024;
inline constexpr std::size_t kMaximumCipherHashBytes = 128;
inline constexpr std::size_t kMaximumOwnerSignatureBytes = 512;
inline constexpr std::size_t kMaximumEncryptedPropertiesBytes = 1024 * 1024;

/// What is known of a file whose content, the cipher, is a blob under the file's id. The members stand in the order of
/// the store's columns. Source: docs/protocol/files.md §3, §7.
struct File
{
    FileId id;
    Timestamp created_at;
    IdentityAddress created_by;
    DeviceId created_by_device;
    IdentityAddress owner;
    Base64Url owner_signature;
    bool ownership_is_locked = false;
    std::int64_t cipher_size = 0;
    Base64Url cipher_hash;
    Timestamp expires_at;
    Base64Url encrypted_properties;
};

/// The metadata.
void write_json(JsonWriter& json, const File& file);

/// The answer to an upload: the one time that the creator learns the token.
struct UploadedFile
{
    const File& file;
    const OwnershipToken& token;
};
void write_json(JsonWriter& json, const UploadedFile& uploaded);

}  // namespace backbone::files
