#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>

#include <unistd.h>

#include <csignal>
#include <string>

namespace {

/// More than any test takes, also with a sanitizer on a busy machine.
constexpr unsigned kSecondsOfTest = 900;

std::string message;

void end_at_once(int /*signal*/)
{
    [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, message.data(), message.size());
    ::_exit(1);
}

/// Ends a program whose test stands still, and tells which one it was.
class Deadline : public Catch::TestEventListenerBase
{
  public:
    using TestEventListenerBase::TestEventListenerBase;

    void testCaseStarting(const Catch::TestCaseInfo& test) override
    {
        message = "\nThis test stood still: " + test.name + "\n";
        std::signal(SIGALRM, end_at_once);
        ::alarm(kSecondsOfTest);
    }
    void testCaseEnded(const Catch::TestCaseStats& /*stats*/) override { ::alarm(0); }
};

CATCH_REGISTER_LISTENER(Deadline)

}  // namespace
