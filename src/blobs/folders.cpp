#include "blobs/folders.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <system_error>

#include <backbone/error.hpp>
#include <backbone/id.hpp>

namespace backbone::blobs {
namespace {

constexpr std::size_t kShortestKey = 3;
constexpr std::size_t kLongestKey = 64;
/// For this program's user only.
constexpr mode_t kFolderMode = 0700;

}  // namespace

bool is_key(std::string_view text)
{
    for (const char c : text) {
        if (c != '-' && !is_alphanumeric({&c, 1})) return false;
    }
    return text.size() >= kShortestKey && text.size() <= kLongestKey;
}

bool is_shard(std::string_view text)
{
    return text.size() == kShardLength;
}

fs::path path_of(const fs::path& folder, std::string_view key)
{
    if (!is_key(key)) throw std::logic_error("not a key of a blob");
    return folder / key.substr(key.size() - kShardLength) / key;
}

bool make_folder(const fs::path& path)
{
    if (::mkdir(path.c_str(), kFolderMode) == 0) return true;
    if (errno != EEXIST) throw_system_error("cannot make the folder", path);
    return false;
}

bool unlink_if_there(const fs::path& path)
{
    if (::unlink(path.c_str()) == 0) return true;
    if (errno != ENOENT) throw_system_error("cannot remove", path);
    return false;
}

void sync_folder(const fs::path& path)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) throw_system_error("cannot open the folder", path);
    const int result = ::fsync(descriptor);
    const int error = errno;
    ::close(descriptor);
    errno = error;
    if (result != 0) throw_system_error("cannot write the folder to the disk", path);
}

std::optional<Timestamp> written_at(const fs::path& path)
{
    struct stat status
    {};
    if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
    constexpr std::int64_t kMicroseconds = 1'000'000;
    return Timestamp::from_microseconds(status.st_mtim.tv_sec * kMicroseconds + status.st_mtim.tv_nsec / 1000);
}

void throw_system_error(std::string_view what, const fs::path& path)
{
    const int code = errno;
    const std::system_error failure(code, std::generic_category(), std::string(what) + " '" + path.string() + "'");
    // No fault of this program, and over once somebody has made room.
    if (code == ENOSPC || code == EDQUOT) throw Unavailable(failure.what());
    throw failure;
}

}  // namespace backbone::blobs
