#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace backbone {

/// A file that is open to be sent to a client. It has no position of its own, and closes with its destruction.
class FileContent
{
  public:
    /// Takes over an open descriptor of a file that has so many bytes, and that nobody changes any more.
    FileContent(int descriptor, std::uint64_t size) : descriptor_(descriptor), size_(size) {}
    FileContent(FileContent&& other) noexcept;
    FileContent& operator=(FileContent&& other) noexcept;
    ~FileContent();

    int descriptor() const { return descriptor_; }
    std::uint64_t size() const { return size_; }

    /// Reads from the offset on; answers how many bytes, which may be fewer than there is room for, and 0 at the end or
    /// after a failure. May wait for the disk.
    std::size_t read(std::uint64_t offset, std::span<char> room) const;

    /// False when to read these bytes would mean to wait for the disk.
    bool is_in_memory(std::uint64_t offset, std::size_t bytes) const;

    /// Waits until the bytes are in memory.
    void load(std::uint64_t offset, std::size_t bytes) const;

  private:
    int descriptor_;
    std::uint64_t size_;
};

}  // namespace backbone
