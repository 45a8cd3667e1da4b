#include "logging/log.hpp"

#include <utility>

#include <spdlog/logger.h>
#include <spdlog/sinks/sink.h>

#include "logging/buffered_output.hpp"
#include "logging/line_format.hpp"
#include "logging/masking.hpp"

namespace backbone::logging {
namespace {

spdlog::level::level_enum spdlog_level(LogLevel level)
{
    switch (level) {
        case LogLevel::debug:
            return spdlog::level::debug;
        case LogLevel::info:
            return spdlog::level::info;
        case LogLevel::warning:
            return spdlog::level::warn;
        case LogLevel::error:
            return spdlog::level::err;
        case LogLevel::off:
            break;
    }
    return spdlog::level::off;
}

/// Takes lines that are complete.
class OutputSink final : public spdlog::sinks::sink
{
  public:
    OutputSink(int file_descriptor, std::function<std::string(std::uint64_t)> tell_of_loss)
        : output_(file_descriptor, std::move(tell_of_loss))
    {}

    void log(const spdlog::details::log_msg& message) override
    {
        output_.append({message.payload.data(), message.payload.size()});
    }
    /// Called after an error, by a thread that must not wait for the reader.
    void flush() override { output_.hurry(); }
    void set_pattern(const std::string& /*pattern*/) override {}
    void set_formatter(std::unique_ptr<spdlog::formatter> /*formatter*/) override {}

    void write_everything() { output_.flush(); }

  private:
    BufferedOutput output_;
};

}  // namespace

struct Log::State
{
    State(const Options& options, const Clock& used_clock, int file_descriptor)
        : clock(used_clock),
          masker(options.masks),
          format(options.format, masker),
          sink(std::make_shared<OutputSink>(file_descriptor,
                                            [this](std::uint64_t lost) { return line_about_loss(lost); })),
          logger("backbone", sink)
    {
        logger.set_level(spdlog_level(options.level));
        logger.flush_on(spdlog::level::err);
    }

    std::string line_about_loss(std::uint64_t lost) const
    {
        const LogField fields[] = {{"entries", lost}};
        return format.line_of({LogLevel::warning, "log", "left out entries, since nobody read them in time", fields},
                              clock.now());
    }

    const Clock& clock;
    const Masker masker;
    const LineFormat format;
    const std::shared_ptr<OutputSink> sink;
    spdlog::logger logger;
};

Log::Log(const Options& options, const Clock& clock, int file_descriptor)
    : state_(std::make_unique<State>(options, clock, file_descriptor))
{}

Log::~Log() = default;

bool Log::takes(LogLevel level) const noexcept
{
    return state_->logger.should_log(spdlog_level(level));
}

void Log::write(const LogEntry& entry) noexcept
{
    try {
        const std::string line = state_->format.line_of(entry, state_->clock.now());
        state_->logger.log(spdlog_level(entry.level), spdlog::string_view_t(line));
    } catch (...) {
        // Out of memory: an entry less is all that can be done.
    }
}

void Log::flush()
{
    state_->sink->write_everything();
}

}  // namespace backbone::logging
