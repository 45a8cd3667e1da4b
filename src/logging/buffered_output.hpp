#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace backbone::logging {

/// Gathers lines and writes them to a file descriptor in few large pieces, on a thread of its own. Who appends a line
/// never waits for the reader: when that is too slow, lines are left out and counted. Safe to use from any thread.
class BufferedOutput
{
  public:
    /// `tell_of_loss` makes the line that says how many were left out.
    BufferedOutput(int file_descriptor, std::function<std::string(std::uint64_t)> tell_of_loss);
    /// Writes the rest.
    ~BufferedOutput();
    BufferedOutput(const BufferedOutput&) = delete;
    BufferedOutput& operator=(const BufferedOutput&) = delete;

    void append(std::string_view line);
    /// Has what was appended written at once, but does not wait for it.
    void hurry();
    /// Returns when everything that was appended before is written.
    void flush();

  private:
    void write_until_stopped();
    void write(std::string_view text) const;

    const int file_descriptor_;
    const std::function<std::string(std::uint64_t)> tell_of_loss_;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::string pending_;
    std::uint64_t lost_ = 0;
    bool hurrying_ = false;
    bool stopping_ = false;

    /// Keeps the pieces in order; always taken before mutex_.
    std::mutex write_mutex_;
    std::thread writer_;
};

}  // namespace backbone::logging
