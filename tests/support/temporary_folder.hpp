#pragma once

#include <filesystem>

#include <backbone/uuid.hpp>

namespace backbone::testing {

/// A folder that goes with it.
class TemporaryFolder
{
  public:
    TemporaryFolder()
    {
        SystemRandom random;
        path_ = std::filesystem::temp_directory_path() / ("backbone-test-" + generate_uuid(random));
        std::filesystem::create_directory(path_);
    }
    ~TemporaryFolder() { std::filesystem::remove_all(path_); }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

}  // namespace backbone::testing
