#pragma once

#include <cstddef>
#include <cstdint>

namespace backbone {

class JsonWriter;

/// Which page of a list is wanted (docs/protocol/http-and-auth.md §7.2).
struct Page
{
    std::int32_t number = 1;
    std::int32_t size = 0;

    std::int64_t offset() const { return std::int64_t{number - 1} * size; }

    /// The number of all records, when `on_page` of them are on this page: counted by `count()` only if it is full.
    template <class Count>
    std::int64_t total_records(std::size_t on_page, Count&& count) const
    {
        const auto records = static_cast<std::int64_t>(on_page);
        return records < size ? offset() + records : count();
    }
};

/// The configured sizes of pages.
struct PageSizes
{
    std::int32_t default_size = 50;
    std::int32_t maximum = 200;
};

/// What one answer may hold. Who wants more gets it in smaller pages.
inline constexpr std::size_t kMaximumBytesOfPage = 64 * 1024 * 1024;

/// Throws Error with `invalidPageSize` when a page of several records holds more than that.
void check_bytes_of_page(const Page& page, std::size_t bytes);

/// The `pagination` object of a paged answer.
struct Pagination
{
    Page page;
    std::int64_t total_records;
};
void write_json(JsonWriter& json, const Pagination& pagination);

}  // namespace backbone
