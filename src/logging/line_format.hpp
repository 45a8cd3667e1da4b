#pragma once

#include <string>
#include <string_view>

#include <backbone/log.hpp>
#include <backbone/timestamp.hpp>

#include "logging/masking.hpp"
#include "logging/options.hpp"

namespace backbone::logging {

/// Writes log entries as lines. All texts are masked; whatever they hold, an entry stays one line, and JSON stays
/// valid.
class LineFormat
{
  public:
    LineFormat(Format format, const Masker& masker) : format_(format), masker_(masker) {}

    /// Without the line end.
    std::string line_of(const LogEntry& entry, Timestamp time) const;

  private:
    std::string json_line(const LogEntry& entry, Timestamp time) const;
    std::string text_line(const LogEntry& entry, Timestamp time) const;
    void append_json(std::string& out, const LogField::Value& value) const;
    void append_plain(std::string& out, const LogField::Value& value) const;
    void append_json_text(std::string& out, std::string_view text) const;

    Format format_;
    const Masker& masker_;
};

}  // namespace backbone::logging
