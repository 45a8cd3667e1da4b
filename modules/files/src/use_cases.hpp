#pragma once

#include <memory>

#include <backbone/blobs.hpp>
#include <backbone/registry.hpp>

namespace backbone::files {

std::unique_ptr<StreamHandler> upload_file(BlobStore& blobs, const Request& request);
Response download_file(BlobStore& blobs, const Request& request, Context& context);
Response get_metadata(const Request& request, Context& context);
Response list_files(const Request& request, Context& context);
Response delete_file(BlobStore& blobs, const Request& request, Context& context);
Response regenerate_ownership_token(const Request& request, Context& context);
Response claim_ownership(const Request& request, Context& context);
Response validate_ownership_token(const Request& request, Context& context);

}  // namespace backbone::files
