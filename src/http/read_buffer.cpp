#include "http/read_buffer.hpp"

#include <algorithm>
#include <cstring>

namespace backbone::http {
namespace {

/// Kept by an idle connection.
constexpr std::size_t kSmall = 8 * 1024;

}  // namespace

void ReadBuffer::consume(std::size_t count)
{
    first_ += count;
    if (first_ == last_) first_ = last_ = 0;
}

std::span<char> ReadBuffer::room(std::size_t wanted)
{
    if (capacity_ - last_ < wanted) {
        const std::size_t needed = last_ - first_ + wanted;
        reallocate(needed <= capacity_ ? capacity_ : std::max({needed, capacity_ * 2, kSmall}));
    }
    return {bytes_.get() + last_, capacity_ - last_};
}

void ReadBuffer::shrink()
{
    if (first_ == last_ && capacity_ > kSmall) reallocate(kSmall);
}

void ReadBuffer::reallocate(std::size_t capacity)
{
    const std::string_view kept = unread();
    if (capacity == capacity_) {
        std::memmove(bytes_.get(), kept.data(), kept.size());
    } else {
        auto bytes = std::make_unique_for_overwrite<char[]>(capacity);
        if (!kept.empty()) std::memcpy(bytes.get(), kept.data(), kept.size());
        bytes_ = std::move(bytes);
        capacity_ = capacity;
    }
    first_ = 0;
    last_ = kept.size();
}

}  // namespace backbone::http
