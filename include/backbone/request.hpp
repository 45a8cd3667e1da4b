#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json/fwd.hpp>

#include <backbone/response.hpp>

namespace backbone {

namespace http {
class BodyBudget;
}

/// Decoded name/value pairs of a query string or of a form; names are matched case-insensitively.
class Parameters
{
  public:
    /// Decodes `a=1&b=2`: percent escapes, `+` as blank. Throws Error with `inputCannotBeParsed` when there are more
    /// than any endpoint can use.
    static Parameters decode(std::string_view encoded);

    void add(std::string name, std::string value);

    /// The first value of that name.
    std::optional<std::string_view> find(std::string_view name) const;
    std::size_t count(std::string_view name) const;
    /// `name=a&name=b`, or `name[0]=a&name[1]=b` (docs/protocol/http-and-auth.md §6.1).
    std::vector<std::string_view> list(std::string_view name) const;

    /// All of them as sent, for a reader that does not match names in any case.
    const std::vector<std::pair<std::string, std::string>>& pairs() const { return pairs_; }

  private:
    std::vector<std::pair<std::string, std::string>> pairs_;
};

/// One request as a handler sees it: parsed, decoded, and with its body in memory.
/// The HTTP layer fills it; tests build it directly.
class Request
{
  public:
    std::string method = "GET";
    /// Path as sent, percent-decoded, without the query.
    std::string path;
    std::string query_string;
    std::vector<Header> headers;
    std::string body;
    /// The body was larger than the limit and is not here.
    bool body_too_large = false;
    /// Bounds the memory into which bodies are parsed; null where nothing does.
    http::BodyBudget* budget = nullptr;
    /// `scheme://host` of the request, after forwarded headers.
    std::string base_url;
    /// Where the request came from, before it reached a trusted proxy.
    std::string client_address;
    /// Given by the client or made for it; for logs (docs/protocol/http-and-auth.md §3.1).
    std::string correlation_id;
    std::string trace_id;
    /// Values of the route's `{name}` segments, in the order of the route.
    std::vector<std::pair<std::string_view, std::string>> path_parameters;

    std::optional<std::string_view> header(std::string_view name) const;
    std::string_view path_parameter(std::string_view name) const;

    /// Decoded at the first use.
    const Parameters& query() const;

    /// The JSON body, parsed at the first use; null where the body is empty and `optional` is true.
    /// Throws UnsupportedMediaType, Error with `inputCannotBeParsed` or `requestBodyTooLarge`
    /// (docs/protocol/http-and-auth.md §4.3, §8.5), or Unavailable when the budget is used up.
    const boost::json::value* json(bool optional = false) const;

    /// The absolute URL of `<controller>/<id>` below the version that this request's path names.
    std::string location_of(std::string_view controller, std::string_view id) const;

    Request();
    ~Request();
    Request(Request&&) noexcept;
    Request& operator=(Request&&) noexcept;

  private:
    struct Parsed;
    mutable std::unique_ptr<Parsed> parsed_;
};

}  // namespace backbone
