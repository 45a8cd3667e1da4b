#include "file.hpp"

namespace backbone::files {

// Nothing changes a file, and nothing marks it as deleted, so these members of the protocol follow from the others.

void write_json(JsonWriter& json, const File& file)
{
    json.object([&] {
        json.member("id", file.id);
        json.member("createdAt", file.created_at);
        json.member("createdBy", file.created_by);
        json.member("createdByDevice", file.created_by_device);
        json.member("modifiedAt", file.created_at);
        json.member("modifiedBy", file.created_by);
        json.member("modifiedByDevice", file.created_by_device);
        json.member("deletedAt", nullptr);
        json.member("deletedBy", nullptr);
        json.member("deletedByDevice", nullptr);
        json.member("owner", file.owner);
        json.member("ownerSignature", file.owner_signature);
        json.member("ownershipIsLocked", file.ownership_is_locked);
        json.member("cipherSize", file.cipher_size);
        json.member("cipherHash", file.cipher_hash);
        json.member("expiresAt", file.expires_at);
        json.member("encryptedProperties", file.encrypted_properties);
    });
}

void write_json(JsonWriter& json, const UploadedFile& uploaded)
{
    const File& file = uploaded.file;
    json.object([&] {
        json.member("id", file.id);
        json.member("createdAt", file.created_at);
        json.member("createdBy", file.created_by);
        json.member("createdByDevice", file.created_by_device);
        json.member("modifiedAt", file.created_at);
        json.member("modifiedBy", file.created_by);
        json.member("deletedAt", nullptr);
        json.member("deletedBy", nullptr);
        json.member("owner", file.owner);
        json.member("ownerSignature", file.owner_signature);
        json.member("ownershipToken", uploaded.token);
        json.member("cipherSize", file.cipher_size);
        json.member("cipherHash", file.cipher_hash);
        json.member("expiresAt", file.expires_at);
    });
}

}  // namespace backbone::files
