#include "program/output.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace backbone::program {

void IndentedObject::raw_member(std::string_view name, std::string_view json)
{
    std::string line = "  ";
    append_json_string(line, name);
    line += ": ";
    line += json;
    lines_.push_back(std::move(line));
}

std::string IndentedObject::text() const
{
    return fmt::format("{{\n{}\n}}\n", fmt::join(lines_, ",\n"));
}

void Table::add(std::vector<std::string> row)
{
    const auto is_control = [](unsigned char c) { return c < ' ' || c == 0x7F; };
    for (std::string& cell : row) std::ranges::replace_if(cell, is_control, ' ');
    rows_.push_back(std::move(row));
}

std::string Table::text() const
{
    std::vector<std::size_t> widths;
    for (const auto& row : rows_) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
    }
    std::string text;
    for (const auto& row : rows_) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) line += fmt::format("{:{}}  ", row[i], widths[i]);
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    return text;
}

}  // namespace backbone::program
