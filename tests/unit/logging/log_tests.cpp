#include "logging/log.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <sstream>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include "logging/buffered_output.hpp"

using namespace backbone;
using namespace backbone::logging;

namespace {

/// A pipe that takes what is logged.
class Pipe
{
  public:
    Pipe()
    {
        std::array<int, 2> ends{};
        REQUIRE(::pipe(ends.data()) == 0);
        read_end_ = ends[0];
        write_end_ = ends[1];
    }
    ~Pipe()
    {
        ::close(read_end_);
        close_writing();
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    int writing() const { return write_end_; }
    void close_writing()
    {
        if (write_end_ >= 0) ::close(write_end_);
        write_end_ = -1;
    }

    /// What has been written so far, without waiting for more than `milliseconds` for it.
    std::string read(int milliseconds = 0)
    {
        std::string text;
        pollfd waiting{.fd = read_end_, .events = POLLIN, .revents = 0};
        while (::poll(&waiting, 1, milliseconds) > 0 && (waiting.revents & POLLIN) != 0) {
            std::array<char, 65536> block;
            const ssize_t size = ::read(read_end_, block.data(), block.size());
            if (size <= 0) break;
            text.append(block.data(), static_cast<std::size_t>(size));
            milliseconds = 0;
        }
        return text;
    }
    std::string read_to_end()
    {
        close_writing();
        return read_until_closed();
    }
    /// Everything until the writing end is closed by another thread.
    std::string read_until_closed()
    {
        std::string text;
        std::array<char, 65536> block;
        for (ssize_t size = 0; (size = ::read(read_end_, block.data(), block.size())) > 0;) {
            text.append(block.data(), static_cast<std::size_t>(size));
        }
        return text;
    }

  private:
    int read_end_ = -1;
    int write_end_ = -1;
};

class FixedClock final : public Clock
{
  public:
    Timestamp now() const override { return Timestamp::from_microseconds(1'763'719'200'000'000); }
};

constexpr int kPatience = 10'000;

std::string told(std::uint64_t lost)
{
    return std::to_string(lost) + " lost";
}

std::size_t count_lines(const std::string& text)
{
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TEST_CASE("Entries below the level are not taken", "[logging]")
{
    const auto [level, taken] = GENERATE(table<LogLevel, std::string>({
        {LogLevel::debug, "debug info warning error "},
        {LogLevel::info, "info warning error "},
        {LogLevel::warning, "warning error "},
        {LogLevel::error, "error "},
        {LogLevel::off, ""},
    }));
    Pipe pipe;
    const FixedClock clock;
    {
        Log log({.level = level, .format = Format::text}, clock, pipe.writing());
        const Logger logger(log, "test");
        CHECK(logger.takes(LogLevel::error) == (level != LogLevel::off));
        logger.debug("m");
        logger.info("m");
        logger.warning("m");
        logger.error("m");
    }
    std::string levels;
    std::istringstream lines(pipe.read_to_end());
    for (std::string time, word, rest; lines >> time >> word && std::getline(lines, rest);) levels += word + " ";
    CHECK(levels == taken);
}

TEST_CASE("An error is written", "[logging]")
{
    Pipe pipe;
    const FixedClock clock;
    Log log({}, clock, pipe.writing());
    Logger(log, "test").error("broken");
    CHECK(pipe.read(kPatience).find("broken") != std::string::npos);
}

TEST_CASE("Other entries are written soon", "[logging]")
{
    Pipe pipe;
    const FixedClock clock;
    Log log({}, clock, pipe.writing());
    Logger(log, "test").info("first");
    CHECK(pipe.read(kPatience).find("first") != std::string::npos);
    Logger(log, "test").info("second");
    CHECK(pipe.read(kPatience).find("second") != std::string::npos);
}

TEST_CASE("Flushing and the end of a log write everything", "[logging]")
{
    Pipe pipe;
    const FixedClock clock;
    {
        Log log({}, clock, pipe.writing());
        Logger(log, "test").info("first");
        log.flush();
        CHECK(pipe.read().find("first") != std::string::npos);
        Logger(log, "test").info("second");
    }
    CHECK(pipe.read_to_end().find("second") != std::string::npos);
}

TEST_CASE("Lines of several threads stay whole", "[logging][concurrency]")
{
    Pipe pipe;
    std::string text;
    std::thread reader;
    {
        BufferedOutput output(pipe.writing(), told);
        reader = std::thread([&] { text = pipe.read_until_closed(); });
        std::vector<std::thread> writers;
        for (int i = 0; i < 4; ++i) {
            writers.emplace_back([&output, i] {
                for (int n = 0; n < 5'000; ++n) {
                    output.append(std::string(40, static_cast<char>('a' + i)));
                    if (n % 1'000 == 0) output.flush();
                }
            });
        }
        for (std::thread& writer : writers) writer.join();
    }
    pipe.close_writing();
    reader.join();
    CHECK(count_lines(text) == 20'000);
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (line != std::string(40, line.front())) FAIL("a line is mixed: " << line);
    }
}

TEST_CASE("A reader that does not read costs lines, but no time", "[logging]")
{
    Pipe pipe;
    ::fcntl(pipe.writing(), F_SETFL, O_NONBLOCK);
    std::string text;
    std::thread reader;
    {
        BufferedOutput output(pipe.writing(), told);
        const std::string line(1'000, 'x');
        for (int n = 0; n < 40'000; ++n) output.append(line);
        reader = std::thread([&] { text = pipe.read_until_closed(); });
    }
    pipe.close_writing();
    reader.join();
    const std::size_t lines = count_lines(text);
    CHECK(lines > 8'000);
    CHECK(lines < 20'000);
    CHECK(text.find(" lost\n") != std::string::npos);
}

TEST_CASE("A closed output is no error", "[logging]")
{
    Pipe pipe;
    const int closed = ::dup(pipe.writing());
    ::close(closed);
    BufferedOutput output(closed, told);
    output.append("x");
    output.flush();
}
