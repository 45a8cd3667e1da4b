#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <backbone/json_writer.hpp>

namespace backbone::program {

/// A JSON object for people: one member a line.
class IndentedObject
{
  public:
    template <class T>
    void member(std::string_view name, const T& value)
    {
        std::string line = "  ";
        append_json_string(line, name);
        line += ": ";
        JsonWriter(line).write(value);
        lines_.push_back(std::move(line));
    }

    /// Ends with a line end.
    std::string text() const;

  private:
    std::vector<std::string> lines_;
};

/// Rows below a head, in columns as wide as their widest cell.
class Table
{
  public:
    explicit Table(std::vector<std::string> head) : rows_{std::move(head)} {}

    void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }

    std::string text() const;

  private:
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace backbone::program
