#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include "database/observer.hpp"

namespace backbone::database {

/// Runs something that is sent to the database and tells the observer of it. `work` answers the number of rows, or
/// nothing.
template <class Work>
auto observed(Observer& observer, std::string_view name, Work&& work)
{
    using Clock = std::chrono::steady_clock;
    StatementRun run{name, {}, 0, true};
    const auto begun = Clock::now();
    const auto report = [&] {
        run.duration = Clock::now() - begun;
        observer.statement_ran(run);
    };
    try {
        if constexpr (std::is_void_v<std::invoke_result_t<Work>>) {
            work();
        } else {
            run.rows = work();
        }
    } catch (...) {
        report();
        throw;
    }
    run.failed = false;
    report();
    return run.rows;
}

}  // namespace backbone::database
