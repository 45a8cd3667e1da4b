#include "program/zip_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <ctime>
#include <stdexcept>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <minizip/zip.h>

namespace backbone::program {
namespace {

constexpr int kCompressionLevel = 6;
constexpr int kLarge = 1;  // may have more than 4 GiB

/// Takes the place of minizip's way to open a file, which would follow links and let others read it.
void* create_private_file(void*, const void* path, int)
{
    const int descriptor =
        ::open(static_cast<const char*>(path), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (descriptor < 0) return nullptr;
    std::FILE* const file = ::fdopen(descriptor, "w+b");
    if (!file) ::close(descriptor);
    return file;
}

tm_zip now()
{
    const std::time_t time = std::time(nullptr);
    std::tm utc{};
    ::gmtime_r(&time, &utc);
    tm_zip zip{};
    zip.tm_sec = utc.tm_sec;
    zip.tm_min = utc.tm_min;
    zip.tm_hour = utc.tm_hour;
    zip.tm_mday = utc.tm_mday;
    zip.tm_mon = utc.tm_mon;
    zip.tm_year = utc.tm_year + 1900;
    return zip;
}

}  // namespace

ZipFile::ZipFile(std::filesystem::path path) : path_(std::move(path)), unfinished_(path_.string() + ".part")
{
    if (std::filesystem::exists(path_)) throw std::runtime_error(fmt::format("'{}' exists already", path_.string()));
    zlib_filefunc64_def functions{};
    fill_fopen64_filefunc(&functions);
    functions.zopen64_file = create_private_file;
    archive_ = zipOpen2_64(unfinished_.c_str(), APPEND_STATUS_CREATE, nullptr, &functions);
    if (!archive_) {
        throw std::runtime_error(fmt::format("cannot make '{}': {}", unfinished_.string(),
                                             std::error_code(errno, std::generic_category()).message()));
    }
}

ZipFile::~ZipFile()
{
    if (!archive_) return;
    zipClose(archive_, nullptr);
    ::unlink(unfinished_.c_str());
}

void ZipFile::require(int result) const
{
    if (result == ZIP_OK) return;
    throw std::runtime_error(fmt::format("cannot write '{}': {}", unfinished_.string(),
                                         std::error_code(errno, std::generic_category()).message()));
}

void ZipFile::begin_file(const std::string& name)
{
    zip_fileinfo about{};
    about.tmz_date = now();
    require(zipOpenNewFileInZip64(archive_, name.c_str(), &about, nullptr, 0, nullptr, 0, nullptr, Z_DEFLATED,
                                  kCompressionLevel, kLarge));
}

void ZipFile::write(std::string_view piece)
{
    require(zipWriteInFileInZip(archive_, piece.data(), static_cast<unsigned>(piece.size())));
}

void ZipFile::end_file()
{
    require(zipCloseFileInZip(archive_));
}

void ZipFile::complete()
{
    const int result = zipClose(std::exchange(archive_, nullptr), nullptr);
    if (result != ZIP_OK) ::unlink(unfinished_.c_str());
    require(result);
    std::filesystem::rename(unfinished_, path_);
}

}  // namespace backbone::program
