// POST /api/v2/Files (docs/protocol/files.md §1)
#include <fmt/format.h>

#include <backbone/input.hpp>
#include <quotas/guard.hpp>

#include "file_store.hpp"
#include "upload_form.hpp"
#include "use_cases.hpp"

namespace backbone::files {
namespace {

using Text = UploadForm::Text;

/// The fields beside the content, which are read and checked in the protocol's order.
struct Fields
{
    Base64Url cipher_hash;
    std::optional<Timestamp> expires_at;
    Base64Url owner_signature;
    Base64Url encrypted_properties;
};

void require_text(const UploadForm& form, Text text, std::string_view name)
{
    const auto& value = form.text(text);
    if (!value || input::is_blank(*value)) throw input_cannot_be_parsed(name, "is required");
}

/// Absent when the field is.
std::optional<Timestamp> expiry_of(const UploadForm& form)
{
    const auto& text = form.text(Text::expires_at);
    if (!text) return std::nullopt;
    const auto time = Timestamp::parse(*text);
    if (!time) throw input_cannot_be_parsed("expiresAt", "is no date");
    return time;
}

Base64Url bytes_of(const UploadForm& form, Text text, std::string_view name)
{
    auto bytes = Base64Url::parse(form.text(text).value());
    if (!bytes) throw input_cannot_be_parsed(name, "is not valid base64");
    return std::move(*bytes);
}

void require_content_length(std::int64_t size)
{
    if (size >= 1 && size <= kMaximumCipherBytes) return;
    throw rule_violated(codes::kWrongContentLength,
                        fmt::format("The content must have 1 to {} bytes, but has {}.", kMaximumCipherBytes, size));
}

Fields read_fields(const UploadForm& form)
{
    if (!form.is_complete()) throw input_cannot_be_parsed("body", "not a well-formed form");
    if (!form.has_content()) throw input_cannot_be_parsed("content", "is required");
    require_text(form, Text::cipher_hash, "cipherHash");
    require_text(form, Text::owner_signature, "ownerSignature");
    require_text(form, Text::encrypted_properties, "encryptedProperties");
    Fields fields;
    fields.expires_at = expiry_of(form);

    require_content_length(form.content_size());
    fields.cipher_hash = bytes_of(form, Text::cipher_hash, "cipherHash");
    fields.owner_signature = bytes_of(form, Text::owner_signature, "ownerSignature");
    fields.encrypted_properties = bytes_of(form, Text::encrypted_properties, "encryptedProperties");
    return fields;
}

void check(const Fields& fields, const Context& context)
{
    using input::check_value;
    check_value("cipherHash", fields.cipher_hash, std::tuple{bytes_between(1, kMaximumCipherHashBytes)}, context);
    if (!fields.expires_at) throw invalid_property("expiresAt", "must not be empty");
    check_value("expiresAt", fields.expires_at, std::tuple{in_the_future()}, context);
    check_value("ownerSignature", fields.owner_signature, std::tuple{bytes_between(1, kMaximumOwnerSignatureBytes)},
                context);
    check_value("encryptedProperties", fields.encrypted_properties,
                std::tuple{bytes_between(0, kMaximumEncryptedPropertiesBytes)}, context);
}

constexpr quotas::Metrics kGuardedBy{quotas::Metric::files, quotas::Metric::file_storage};

void store_row(Context& context, const File& file, const OwnershipToken& token)
{
    quotas::within_quotas(context, kGuardedBy, [&] {
        context.transaction([&](Transaction& tx) {
            store::insert(tx, file, token);
            quotas::UsageChanges usage(file.created_at);
            usage.add_within_quota(quotas::Metric::files, file.created_by, file.created_at);
            usage.add_within_quota(quotas::Metric::file_storage, file.created_by, file.created_at, file.cipher_size);
            usage.apply(tx);
        });
    });
}

class UploadHandler final : public StreamHandler
{
  public:
    UploadHandler(BlobStore& blobs, std::string_view content_type)
        : blobs_(blobs), form_(multipart_boundary(content_type), blobs)
    {}

    void take(std::string_view piece) override { form_.take(piece); }
    std::size_t kept_bytes() const override { return form_.kept_bytes(); }
    Response answer(const Request& request, Context& context) override;

  private:
    BlobStore& blobs_;
    UploadForm form_;
};

Response UploadHandler::answer(const Request& request, Context& context)
{
    if (request.body_too_large) throw input_cannot_be_parsed("body", "is too large");
    Fields fields = read_fields(form_);
    check(fields, context);

    const File file{
        .id = FileId::generate(context.random()),
        .created_at = context.now(),
        .created_by = context.identity(),
        .created_by_device = context.device(),
        .owner = context.identity(),
        .owner_signature = std::move(fields.owner_signature),
        .cipher_size = form_.content_size(),
        .cipher_hash = std::move(fields.cipher_hash),
        .expires_at = *fields.expires_at,
        .encrypted_properties = std::move(fields.encrypted_properties),
    };
    const OwnershipToken token = OwnershipToken::generate(context.random());

    // The blob comes first, so that no row is ever without one. It goes when there is no row, and stays when nobody
    // knows whether there is one; the housekeeping finds out.
    form_.store_content(file.id.text());
    try {
        store_row(context, file, token);
    } catch (const OutcomeUnknown&) {
        throw;
    } catch (...) {
        blobs_.remove(file.id.text());
        throw;
    }
    return created(UploadedFile{file, token}, request.location_of("Files", file.id.text()));
}

}  // namespace

std::unique_ptr<StreamHandler> upload_file(BlobStore& blobs, const Request& request)
{
    return std::make_unique<UploadHandler>(blobs, request.header("Content-Type").value_or(""));
}

}  // namespace backbone::files
