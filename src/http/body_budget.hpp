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

/// What one request has of the budget; gives it back when it is destroyed. For one thread at a time.
class BudgetShare
{
  public:
    explicit BudgetShare(BodyBudget& budget) : budget_(budget) {}
    ~BudgetShare() { budget_.give_back(bytes_); }
    BudgetShare(const BudgetShare&) = delete;
    BudgetShare& operator=(const BudgetShare&) = delete;

    /// False, and nothing changed, when there is not so much left.
    bool resize(std::size_t bytes)
    {
        if (bytes > bytes_ && !budget_.take(bytes - bytes_)) return false;
        if (bytes < bytes_) budget_.give_back(bytes_ - bytes);
        bytes_ = bytes;
        return true;
    }
    std::size_t bytes() const { return bytes_; }

  private:
    BodyBudget& budget_;
    std::size_t bytes_ = 0;
};

}  // namespace backbone::http
