#include "input/json_memory.hpp"

#include <algorithm>

#include <backbone/error.hpp>

namespace backbone {
namespace {

constexpr std::size_t kLeastBlock = 1024;
constexpr std::size_t kMostBlock = 1024 * 1024;
/// What most bodies become, in one block.
constexpr std::size_t kUsualTimesBody = 4;

}  // namespace

JsonMemory::JsonMemory(std::size_t body_bytes, http::BodyBudget* budget)
    : block_bytes_(std::clamp(body_bytes * kUsualTimesBody, kLeastBlock, kMostBlock)),
      most_bytes_(kAlways + body_bytes * kTimesBody)
{
    if (budget) of_budget_.emplace(*budget);
}

void* JsonMemory::do_allocate(std::size_t bytes, std::size_t alignment)
{
    if (!std::align(alignment, bytes, free_, free_bytes_)) {
        add_block(bytes + alignment);
        std::align(alignment, bytes, free_, free_bytes_);
    }
    void* const memory = free_;
    free_ = static_cast<std::byte*>(free_) + bytes;
    free_bytes_ -= bytes;
    return memory;
}

void JsonMemory::add_block(std::size_t least_bytes)
{
    const std::size_t bytes = std::max(least_bytes, block_bytes_);
    if (bytes_ + bytes > most_bytes_) throw input_cannot_be_parsed("$", "holds too many values");
    if (of_budget_ && bytes_ + bytes > kAlways && !of_budget_->resize(of_budget_->bytes() + bytes)) {
        throw Unavailable("too many large bodies at a time");
    }
    free_ = blocks_.emplace_back(std::make_unique_for_overwrite<std::byte[]>(bytes)).get();
    free_bytes_ = bytes;
    bytes_ += bytes;
}

}  // namespace backbone
