#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include <backbone/database.hpp>

/// Tables for statistics: what there is, without contents (docs/protocol/admin.md §8).
namespace backbone::exports {

/// Whether ids and addresses, which tell who has to do with whom, are written or left empty.
enum class Privacy : std::uint8_t { hide_identities, show_identities };

using WriteText = std::function<void(std::string_view)>;

/// A file of comma-separated values (RFC 4180) in UTF-8, with the names of the columns in its first line.
struct Export
{
    std::string_view file;
    /// Hands over the file piece by piece, and answers how many rows it has. It reads the rows in the order of their
    /// keys, some in each statement, so what changes meanwhile is in the file or not.
    std::int64_t (*write)(Queries& queries, Privacy privacy, const WriteText& write);
};

std::span<const Export> all();

}  // namespace backbone::exports
