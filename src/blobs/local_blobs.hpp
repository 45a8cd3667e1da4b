#pragma once

#include <filesystem>

#include <backbone/blobs.hpp>
#include <backbone/environment.hpp>

#include "blobs/options.hpp"

namespace backbone::blobs {

/// Blobs as files in a folder of this machine, or of a network file system that has hard links.
class LocalBlobs final : public BlobStore
{
  public:
    /// Does not look at the folder yet.
    LocalBlobs(const Options& options, Random& random) : folder_(options.folder), random_(random) {}

    /// Makes the folder where it is missing, and finds out whether it can be used. Throws std::runtime_error, with a
    /// message for the operator.
    void prepare();

    std::unique_ptr<NewBlob> create() override;
    std::optional<FileContent> open(std::string_view key) override;
    void remove(std::string_view key) override;
    void for_each(const std::function<bool(const BlobEntry&)>& visit) override;
    void remove_unfinished(Timestamp untouched_since) override;

  private:
    std::filesystem::path folder_;
    Random& random_;
};

}  // namespace backbone::blobs
