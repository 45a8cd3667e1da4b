#pragma once

#include <memory>

#include <backbone/environment.hpp>
#include <backbone/log.hpp>

#include "logging/options.hpp"

namespace backbone::logging {

/// The log of a process: lines to a file descriptor, in large pieces a few times a second, and at once after an error
/// and at the end. Made once, by the composition root.
class Log final : public LogSink
{
  public:
    Log(const Options& options, const Clock& clock, int file_descriptor);
    /// Writes the rest.
    ~Log() override;

    bool takes(LogLevel level) const noexcept override;
    void write(const LogEntry& entry) noexcept override;
    /// Returns when everything that was written before is out.
    void flush();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace backbone::logging
