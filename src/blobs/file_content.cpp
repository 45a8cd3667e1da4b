#include <backbone/file_content.hpp>

#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace backbone {
namespace {

constexpr int kNone = -1;
constexpr std::size_t kLoadedAtATime = 16 * 1024;

bool is_byte_in_memory(int descriptor, std::uint64_t offset)
{
    char byte = 0;
    iovec room{&byte, 1};
    // A file system that cannot tell is asked to read when the time comes.
    return preadv2(descriptor, &room, 1, static_cast<off_t>(offset), RWF_NOWAIT) >= 0 || errno != EAGAIN;
}

}  // namespace

FileContent::FileContent(FileContent&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, kNone)), size_(other.size_)
{}

FileContent& FileContent::operator=(FileContent&& other) noexcept
{
    std::swap(descriptor_, other.descriptor_);
    std::swap(size_, other.size_);
    return *this;
}

FileContent::~FileContent()
{
    if (descriptor_ != kNone) ::close(descriptor_);
}

std::size_t FileContent::read(std::uint64_t offset, std::span<char> room) const
{
    for (;;) {
        const ssize_t count = ::pread(descriptor_, room.data(), room.size(), static_cast<off_t>(offset));
        if (count < 0 && errno == EINTR) continue;
        return count < 0 ? 0 : static_cast<std::size_t>(count);
    }
}

bool FileContent::is_in_memory(std::uint64_t offset, std::size_t bytes) const
{
    // What is read ahead, and what is dropped, are runs of pages: the two ends tell nearly always.
    return bytes == 0 || (is_byte_in_memory(descriptor_, offset) && is_byte_in_memory(descriptor_, offset + bytes - 1));
}

void FileContent::load(std::uint64_t offset, std::size_t bytes) const
{
    std::array<char, kLoadedAtATime> dropped;
    while (bytes > 0) {
        const std::size_t count = read(offset, std::span(dropped).first(std::min(bytes, dropped.size())));
        if (count == 0) return;
        offset += count;
        bytes -= count;
    }
}

}  // namespace backbone
