#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include <backbone/file_content.hpp>
#include <backbone/timestamp.hpp>

namespace backbone {

/// There is a blob of that key already.
class BlobExists : public std::runtime_error
{
  public:
    using std::runtime_error::runtime_error;
};

/// A blob that is being written. Nobody sees it before it is stored, and nothing is left of it when it is destroyed
/// without that.
class NewBlob
{
  public:
    virtual ~NewBlob() = default;

    virtual void append(std::string_view bytes) = 0;

    /// Makes it a blob that survives a power cut. Throws BlobExists, and never replaces a blob.
    virtual void store(std::string_view key) = 0;
};

struct BlobEntry
{
    std::string key;
    /// When its last byte was written.
    Timestamp written_at;
};

/// Contents that are too large for the database, each under its key, written once and never changed. Keys consist of 3
/// to 64 characters of [A-Za-z0-9-]. Safe to use from any thread, but not from one that serves sockets, since all of it
/// may wait for a disk. A full storage is thrown as Unavailable, what else goes wrong with it as std::system_error.
/// Source: docs/protocol/http-and-auth.md §21.
class BlobStore
{
  public:
    virtual ~BlobStore() = default;

    virtual std::unique_ptr<NewBlob> create() = 0;

    /// Absent when there is no blob of that key.
    virtual std::optional<FileContent> open(std::string_view key) = 0;

    /// It is no error if there is none.
    virtual void remove(std::string_view key) = 0;

    /// Hands over all blobs, in no order, as long as `visit` answers true. Those that come or go meanwhile may be
    /// missed.
    virtual void for_each(const std::function<bool(const BlobEntry&)>& visit) = 0;

    /// Removes what was begun, but neither stored nor written to since that time, as after a crash.
    virtual void remove_unfinished(Timestamp untouched_since) = 0;
};

}  // namespace backbone
