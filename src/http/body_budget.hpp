#pragma once

#include <atomic>
#include <cstddef>

namespace backbone::http {

/// Bounds the memory of all request bodies together. Safe to use from any thread.
class BodyBudget
{
  public:
    explicit BodyBudget(std::size_t bytes) : limit_(bytes) {}

    /// False, and nothing taken, when there is not so much left.
    bool take(std::size_t bytes)
    {
        if (used_.fetch_add(bytes, std::memory_order_relaxed) + bytes <= limit_) return true;
        give_back(bytes);
        return false;
    }
    void give_back(std::size_t bytes) { used_.fetch_sub(bytes, std::memory_order_relaxed); }

    std::size_t used() const { return used_.load(std::memory_order_relaxed); }

  private:
    std::atomic<std::size_t> used_ = 0;
    std::size_t limit_;
};

}  // namespace backbone::http
