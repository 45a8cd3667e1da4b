#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include <backbone/enumeration.hpp>

namespace backbone {

enum class LogLevel : std::uint8_t { debug, info, warning, error, off };
template <>
inline constexpr auto kNames<LogLevel> = std::to_array<Named<LogLevel>>({{LogLevel::debug, "debug"},
                                                                         {LogLevel::info, "info"},
                                                                         {LogLevel::warning, "warning"},
                                                                         {LogLevel::error, "error"},
                                                                         {LogLevel::off, "off"}});

/// A named value of a log entry. Borrows its texts until the entry is written.
struct LogField
{
    using Value = std::variant<std::string_view, std::int64_t, double, bool>;

    template <class T>
    LogField(std::string_view field_name, const T& field_value) : name(field_name), value(to_value(field_value))
    {}

    std::string_view name;
    Value value;

  private:
    template <class T>
    static Value to_value(const T& value)
    {
        if constexpr (std::is_same_v<T, bool>) {
            return value;
        } else if constexpr (std::integral<T>) {
            return static_cast<std::int64_t>(value);
        } else if constexpr (std::floating_point<T>) {
            return static_cast<double>(value);
        } else if constexpr (requires { value.text(); }) {
            return std::string_view(value.text());
        } else {
            return std::string_view(value);
        }
    }
};

/// The field of this name is written beside the message rather than among the fields.
inline constexpr std::string_view kCorrelationId = "correlation_id";

struct LogEntry
{
    LogLevel level;
    std::string_view component;
    std::string_view message;
    std::span<const LogField> fields;
};

/// Where log entries go. Safe to use from any thread; never throws.
class LogSink
{
  public:
    virtual ~LogSink() = default;
    virtual bool takes(LogLevel level) const noexcept = 0;
    virtual void write(const LogEntry& entry) noexcept = 0;
};

/// What one part of the program logs with: made by the composition root, handed down, cheap to copy.
///
///     logger.info("answered a request", {{"status", 200}, {kCorrelationId, id}});
///
/// The message is a fixed text, what varies is a field. Identity addresses, device ids, user names and e-mail addresses
/// are masked by the sink (docs/protocol/http-and-auth.md §15.3); secrets and bodies must not be given to it at all.
class Logger
{
  public:
    Logger(LogSink& sink, std::string_view component) : sink_(&sink), component_(component) {}

    using Fields = std::initializer_list<LogField>;

    bool takes(LogLevel level) const noexcept { return sink_->takes(level); }

    void debug(std::string_view message, Fields fields = {}) const { log(LogLevel::debug, message, fields); }
    void info(std::string_view message, Fields fields = {}) const { log(LogLevel::info, message, fields); }
    void warning(std::string_view message, Fields fields = {}) const { log(LogLevel::warning, message, fields); }
    void error(std::string_view message, Fields fields = {}) const { log(LogLevel::error, message, fields); }

    void log(LogLevel level, std::string_view message, Fields fields = {}) const
    {
        if (takes(level)) sink_->write({level, component_, message, {fields.begin(), fields.size()}});
    }

  private:
    LogSink* sink_;
    /// A literal.
    std::string_view component_;
};

}  // namespace backbone
