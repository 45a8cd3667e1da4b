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
        std::string json;
        JsonWriter(json).write(value);
        raw_member(name, json);
    }

    /// JSON text that is known to be valid.
    void raw_member(std::string_view name, std::string_view json);

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

    /// Control characters become blanks: a row is one line, and no name makes the terminal do anything.
    void add(std::vector<std::string> row);

    std::string text() const;

  private:
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace backbone::program
