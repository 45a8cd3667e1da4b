#include "program/signals.hpp"

#include <unistd.h>

namespace backbone::program {
namespace {

constexpr std::initializer_list<int> kStopping{SIGTERM, SIGINT};

sigset_t set_of(std::initializer_list<int> signals)
{
    sigset_t set{};
    sigemptyset(&set);
    for (const int signal : signals) sigaddset(&set, signal);
    return set;
}

/// With the exit code that shells give to who was ended by a signal. The system's own reaction would be none for the
/// first process of a container.
void end_at_once(int signal)
{
    ::_exit(128 + signal);
}

}  // namespace

Signals::Signals() : set_(set_of({SIGTERM, SIGINT, SIGHUP}))
{
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
    for (const int signal : kStopping) std::signal(signal, end_at_once);
    std::signal(SIGPIPE, SIG_IGN);
}

int Signals::wait() const
{
    int signal = 0;
    sigwait(&set_, &signal);
    return signal;
}

Signals::EndingAtOnce::EndingAtOnce(std::initializer_list<int> signals)
{
    const sigset_t set = set_of(signals);
    pthread_sigmask(SIG_UNBLOCK, &set, &before_);
}

Signals::EndingAtOnce::~EndingAtOnce()
{
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

}  // namespace backbone::program
