#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

namespace backbone::database {

/// One statement that was sent to the database; `begin`, `commit` and `rollback` are reported as well.
struct StatementRun
{
    std::string_view name;
    std::chrono::nanoseconds duration;
    /// Read, or changed.
    std::int64_t rows = 0;
    bool failed = false;
};

/// Is told what the database does, for metrics. Called on the thread that waits, so it must be quick, and safe to call
/// from any thread.
class Observer
{
  public:
    virtual ~Observer() = default;

    virtual void statement_ran(const StatementRun& run) = 0;
    /// A transaction runs again after a TransientFailure.
    virtual void transaction_repeated() = 0;
    /// A session was taken from the pool after this time.
    virtual void session_leased(std::chrono::nanoseconds waited) = 0;
    /// A session that was leased goes back to the pool.
    virtual void session_returned() = 0;
};

/// For programs that do not measure.
class NoObserver final : public Observer
{
  public:
    void statement_ran(const StatementRun& /*run*/) override {}
    void transaction_repeated() override {}
    void session_leased(std::chrono::nanoseconds /*waited*/) override {}
    void session_returned() override {}
};

}  // namespace backbone::database
