#pragma once

#include <csignal>
#include <initializer_list>

namespace backbone::program {

/// The signals that tell a server to stop (SIGTERM, SIGINT) or to read its certificates again (SIGHUP). Made before any
/// thread: they are blocked in all of them, so that none is interrupted, and wait until somebody asks for them.
class Signals
{
  public:
    Signals();

    /// Waits for the next one and answers its number.
    int wait() const;

    /// As long as it lives, these signals end the process at once. Threads must not be started meanwhile.
    class EndingAtOnce
    {
      public:
        explicit EndingAtOnce(std::initializer_list<int> signals);
        ~EndingAtOnce();
        EndingAtOnce(const EndingAtOnce&) = delete;
        EndingAtOnce& operator=(const EndingAtOnce&) = delete;

      private:
        sigset_t before_{};
    };

  private:
    sigset_t set_{};
};

}  // namespace backbone::program
