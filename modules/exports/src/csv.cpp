#include "csv.hpp"

namespace backbone::exports {

void Csv::add(std::string_view text)
{
    if (has_value_) line_ += ',';
    has_value_ = true;
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
        line_ += text;
        return;
    }
    line_ += '"';
    for (const char c : text) {
        if (c == '"') line_ += '"';
        line_ += c;
    }
    line_ += '"';
}

void Csv::end_line()
{
    line_ += "\r\n";
    write_(line_);
    line_.clear();
    has_value_ = false;
    ++lines_;
}

}  // namespace backbone::exports
