#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <backbone/file_content.hpp>
#include <backbone/json_writer.hpp>
#include <backbone/paging.hpp>

namespace backbone {

struct Header
{
    std::string name;
    std::string value;
};

inline constexpr std::string_view kJsonContentType = "application/json; charset=utf-8";

/// What a handler answers. The HTTP layer adds length, timing, correlation, security and CORS headers.
struct Response
{
    int status = 200;
    std::string content_type{};
    std::string body{};
    std::vector<Header> headers{};
    /// Sent instead of the body, from the page cache to the socket.
    std::optional<FileContent> file{};

    std::uint64_t length() const { return file ? file->size() : body.size(); }
};

/// A JSON body without the envelope.
template <class T>
Response json_response(int status, const T& value)
{
    Response response{.status = status, .content_type = std::string(kJsonContentType)};
    JsonWriter(response.body).write(value);
    return response;
}

/// `{"result": value}` (docs/protocol/http-and-auth.md §7.1).
template <class T>
Response enveloped(int status, const T& value)
{
    Response response{.status = status, .content_type = std::string(kJsonContentType)};
    JsonWriter json(response.body);
    json.object([&] { json.member("result", value); });
    return response;
}

/// 200 with an envelope.
template <class T>
Response ok(const T& value)
{
    return enveloped(200, value);
}

/// 201 with an envelope and the URL of what was made; the header is sent empty where there is none.
template <class T>
Response created(const T& value, std::string location = {})
{
    Response response = enveloped(201, value);
    response.headers.push_back({"Location", std::move(location)});
    return response;
}

/// 200 with one page; `pagination` is only written when there are several (docs/protocol/http-and-auth.md §7.2).
/// `for_each_item(visit)` hands over the page's items, which go straight into the body; `count()` tells the number of
/// all records, and is only asked when the page is full. Throws as check_bytes_of_page does.
template <class Item, class ForEachItem, class Count>
Response page_of(const Page& page, ForEachItem&& for_each_item, Count&& count)
{
    Response response{.status = 200, .content_type = std::string(kJsonContentType)};
    JsonWriter json(response.body);
    json.object([&] {
        std::size_t items = 0;
        json.key("result");
        json.array([&] {
            for_each_item([&](const Item& item) {
                json.write(item);
                ++items;
                check_bytes_of_page(page, response.body.size());
            });
        });
        const std::int64_t total_records = page.total_records(items, count);
        if (total_records > page.size) json.member("pagination", Pagination{page, total_records});
    });
    return response;
}

/// 204.
inline Response no_content()
{
    return {.status = 204};
}

}  // namespace backbone
