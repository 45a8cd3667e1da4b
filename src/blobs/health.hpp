#pragma once

#include <mutex>

#include <backbone/blobs.hpp>
#include <backbone/environment.hpp>
#include <backbone/log.hpp>

namespace backbone::blobs {

/// Whether blobs can be written, read and removed (docs/protocol/http-and-auth.md §15.1). Once they could, they are not
/// tried again, and neither after a number of failures. Safe to use from any thread.
class HealthCheck
{
  public:
    HealthCheck(BlobStore& blobs, Random& random, Logger logger) : blobs_(blobs), random_(random), logger_(logger) {}

    bool is_healthy();

  private:
    bool try_a_blob();

    BlobStore& blobs_;
    Random& random_;
    Logger logger_;
    std::mutex mutex_;
    bool is_healthy_ = false;
    int trials_left_ = 5;
};

}  // namespace backbone::blobs
