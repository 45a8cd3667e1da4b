#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "csv.hpp"

namespace backbone::exports {

/// So many rows are in memory at a time.
inline constexpr std::int64_t kRowsOfPage = 500;

/// Writes a table whose rows have an `id`, which is the first parameter of the statement: that of the row before the
/// page, or nothing. The second one is the size of the page. Answers the number of rows.
template <class Row>
std::int64_t write_by_id(Queries& queries, const Statement& statement, Csv& csv, void (*write_row)(Csv&, const Row&))
{
    std::string last;
    while (true) {
        const auto rows = queries.select<Row>(statement, last, kRowsOfPage);
        for (const Row& row : rows) {
            write_row(csv, row);
            csv.end_line();
        }
        if (std::ssize(rows) < kRowsOfPage) return csv.lines();
        last = rows.back().id.text();
    }
}

/// How many bytes a text of base64url of that length stands for.
inline std::int64_t decoded_size(std::int64_t length)
{
    return length * 3 / 4;
}

/// The app that an identity came from, unless one of them is gone.
struct ClientOfIdentity
{
    std::optional<std::string> id;
    std::optional<std::string> name;
};

inline void add_client(Csv& csv, const ClientOfIdentity& client)
{
    csv.add_all(client.id, client.name);
}

}  // namespace backbone::exports
