#pragma once

#include <atomic>
#include <cstddef>

namespace backbone::http {

/// Bounds the memory of all request bodies together. A quarter of it is for small ones, so that a few clients whose
/// large bodies come slowly cannot keep everybody else out. Safe to use from any thread.
class BodyBudget
{
  public:
    static constexpr std::size_t kSmallBody = 64 * 1024;

    explicit BodyBudget(std::size_t bytes) : limit_(bytes), limit_for_large_(bytes - bytes / 4) {}

    /// False, and nothing taken, when there is not so much left for a body that has so much then.
    bool take(std::size_t bytes, std::size_t body_has_then)
    {
        const std::size_t limit = body_has_then > kSmallBody ? limit_for_large_ : limit_;
        if (used_.fetch_add(bytes, std::memory_order_relaxed) + bytes <= limit) return true;
        give_back(bytes);
        return false;
    }
    void give_back(std::size_t bytes) { used_.fetch_sub(bytes, std::memory_order_relaxed); }

    std::size_t used() const { return used_.load(std::memory_order_relaxed); }

  private:
    std::atomic<std::size_t> used_ = 0;
    std::size_t limit_;
    std::size_t limit_for_large_;
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
        if (bytes > bytes_ && !budget_.take(bytes - bytes_, bytes)) return false;
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
