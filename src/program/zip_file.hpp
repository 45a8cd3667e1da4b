#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace backbone::program {

/// A ZIP archive while it is written, file after file, without keeping them in memory. Nobody but its owner may read
/// it. It has its name only when it is complete. Failures, such as a full disk, are thrown as std::runtime_error.
class ZipFile
{
  public:
    /// Must not exist yet.
    explicit ZipFile(std::filesystem::path path);
    /// Removes it when it was not completed.
    ~ZipFile();
    ZipFile(const ZipFile&) = delete;
    ZipFile& operator=(const ZipFile&) = delete;

    void begin_file(const std::string& name);
    void write(std::string_view piece);
    void end_file();
    void complete();

  private:
    void require(int result) const;

    std::filesystem::path path_;
    std::filesystem::path unfinished_;
    void* archive_ = nullptr;
};

}  // namespace backbone::program
