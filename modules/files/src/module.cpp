#include <files/module.hpp>

#include "housekeeping.hpp"
#include "use_cases.hpp"

namespace backbone::files {
namespace {

using UseCase = Response (*)(BlobStore&, const Request&, Context&);

/// A handler out of a use case that works on contents.
Handler with(BlobStore& blobs, UseCase use_case)
{
    return [&blobs, use_case](const Request& request, Context& context) { return use_case(blobs, request, context); };
}

void register_routes(Routes& routes, BlobStore& blobs)
{
    routes.upload("/api/v2/Files", identity_required, "multipart/form-data",
                  [&blobs](const Request& request) { return upload_file(blobs, request); });
    routes.get("/api/v2/Files", identity_required, list_files);
    routes.get("/api/v2/Files/{id}", identity_required, with(blobs, download_file));
    routes.get("/api/v2/Files/{id}/Metadata", identity_required, get_metadata);
    routes.del("/api/v2/Files/{id}", identity_required, with(blobs, delete_file));
    routes.patch("/api/v2/Files/{id}/RegenerateOwnershipToken", identity_required, regenerate_ownership_token,
                 BodyUse::ignored);
    routes.patch("/api/v2/Files/{id}/ClaimOwnership", identity_required, claim_ownership);
    routes.post("/api/v2/Files/{id}/ValidateOwnershipToken", identity_required, validate_ownership_token);
}

void register_housekeeping(Registry& registry, BlobStore& blobs)
{
    registry.identity_data_deleters.push_back(
        {"Files", [&blobs](Transaction& tx, const IdentityAddress& identity, const InstallationOptions& installation) {
             return forget_identity(blobs, tx, identity,
                                    IdentityAddress::of_deleted_identity(installation.did_domain_name));
         }});
    registry.jobs.push_back(
        {"files.delete-expired", std::chrono::hours{1}, [&blobs](JobContext& job) { delete_expired(blobs, job); }});
    registry.jobs.push_back(
        {"files.delete-orphans", std::chrono::hours{24}, [&blobs](JobContext& job) { delete_orphans(blobs, job); }});
}

}  // namespace

void register_files(Registry& registry, BlobStore& blobs)
{
    register_routes(registry.consumer, blobs);
    register_housekeeping(registry, blobs);
}

}  // namespace backbone::files
