#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "database/options.hpp"

namespace backbone::database {

/// What stands at one placeholder of a prepared statement.
struct Placeholder
{
    /// Which of the caller's arguments.
    std::size_t argument = 0;
    /// Which element of it, when it is a list.
    std::size_t element = 0;

    friend bool operator==(const Placeholder&, const Placeholder&) = default;
};

/// The text of a Statement in the language of one database.
struct ExpandedStatement
{
    std::string sql;
    /// In the order of their positions, one for each place where an argument is used.
    std::vector<Placeholder> placeholders;
    /// How many arguments the caller must give.
    std::size_t arguments = 0;
    /// `{do_nothing}` where the database has no word for it: a unique violation counts as no rows changed.
    bool ignores_unique_violation = false;
};

/// Whether a statement changes nothing, so that it may be sent again when its answer was lost.
bool only_reads(std::string_view sql);

/// Lists are padded to the next power of two, so that few variants of a statement are prepared. 0 stays 0.
std::size_t padded_list_size(std::size_t size);

/// The longest list that a statement may get; with it, a statement stays below SQL Server's limit of 2100 parameters.
inline constexpr std::size_t kMaximumListSize = 1024;

/// Writes a Statement's macros and parameters (README.md) in the language of one database. `list_sizes` tells how many
/// placeholders each `{list …}` gets, in the order in which the lists first occur; none makes `NULL`, which equals
/// nothing. Throws std::logic_error when the text is wrong.
ExpandedStatement expand(Backend backend, std::string_view sql, std::span<const std::size_t> list_sizes);

/// `VALUES (…), …` with a placeholder for each value.
std::string expand_values(Backend backend, std::size_t rows, std::size_t columns);

/// The largest power of two, but not more than 64, of rows that one statement may have.
std::size_t largest_bulk(Backend backend, std::size_t columns);

}  // namespace backbone::database
