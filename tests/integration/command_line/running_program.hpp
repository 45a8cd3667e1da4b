#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <sys/types.h>

#include "integration/command_line/program_calls.hpp"

/// `backbone serve` as a process of its own, as an operator starts it.
namespace backbone::program::test {

class RunningProgram
{
  public:
    /// Starts it in the installation, with both listeners on free ports of this machine.
    explicit RunningProgram(const Installation& installation);
    ~RunningProgram();
    RunningProgram(const RunningProgram&) = delete;
    RunningProgram& operator=(const RunningProgram&) = delete;

    /// Waits until the log says that it is ready, and answers the port of the Consumer API; 0 when it never is.
    std::uint16_t wait_until_ready();
    /// Waits until its output holds this text; false when it never does.
    bool says(std::string_view text);
    std::string output() const;

    void signal(int number) const;
    /// Waits for its end: the exit code, or the number of the signal that ended it as a negative number.
    int wait_for_end();
    bool has_ended();

  private:
    pid_t process_ = -1;
    std::optional<int> status_;
    std::string output_;
};

/// A connection to a port of this machine, for as long as it lives.
class TcpConnection
{
  public:
    explicit TcpConnection(std::uint16_t port);
    ~TcpConnection();
    TcpConnection(const TcpConnection&) = delete;
    TcpConnection& operator=(const TcpConnection&) = delete;

    bool is_open() const { return is_open_; }
    void send(std::string_view bytes) const;
    /// What comes until it ends with this text, or until the other end closes the connection.
    std::string receive_until(std::string_view end) const;
    std::string receive_all() const;

  private:
    int socket_;
    bool is_open_ = false;
};

}  // namespace backbone::program::test
