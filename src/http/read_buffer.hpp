#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

namespace backbone::http {

/// Bytes that arrived and were not used yet. Grows as needed, and shrinks when it is empty.
class ReadBuffer
{
  public:
    std::string_view unread() const { return {bytes_.get() + first_, last_ - first_}; }

    void consume(std::size_t count);

    /// Free room behind the unread bytes, of at least `wanted` bytes; `received` tells how many were put there.
    std::span<char> room(std::size_t wanted);
    void received(std::size_t count) { last_ += count; }

    /// Gives back what a long header or body needed.
    void shrink();

  private:
    void reallocate(std::size_t capacity);

    std::unique_ptr<char[]> bytes_;
    std::size_t capacity_ = 0;
    std::size_t first_ = 0;
    std::size_t last_ = 0;
};

}  // namespace backbone::http
