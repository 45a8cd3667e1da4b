#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include <backbone/request.hpp>

#include "http/body_budget.hpp"
#include "http/options.hpp"

namespace backbone::http {

/// Parses the requests of one connection, without sockets: bytes in, Request out. Between the header and the body it
/// stops, so that the body's use can be chosen (docs/protocol/http-and-auth.md §1, §8.5).
class RequestReader
{
  public:
    RequestReader(const LimitOptions& limits, BodyBudget& budget);
    ~RequestReader();

    enum class Stage : std::uint8_t {
        header,  ///< more bytes of the header are needed
        body,    ///< the header is complete, the body is not
        complete,
        refused  ///< `refusal` tells why; the connection cannot be used further
    };

    /// Begins the next request, which is written to `request`, a new one.
    void start(Request& request);

    /// Parses as many of the bytes as it can, and answers how many. The rest must be offered again, together with what
    /// arrives behind it. Does not go from the header on to the body in one call.
    std::size_t put(std::string_view bytes);

    /// Keeps the body in the request, up to the limit. Without this, it is dropped.
    void keep_body();
    /// Drops what comes of the body from now on.
    void drop_body();

    Stage stage() const;
    /// The status for a request that was refused: 400, 414, 431, 503 or 505.
    int refusal() const;
    /// Whether anything of the request has arrived.
    bool has_begun() const;

    // Known when the header is complete:
    bool is_http_1_0() const;
    /// Whether the client would use the connection again.
    bool wants_keep_alive() const;
    bool expects_continue() const;
    /// The host of a request target in absolute form, else that of the Host header; empty when there is none.
    std::string_view host() const;
    /// Absent for a chunked body.
    std::optional<std::uint64_t> content_length() const;
    /// Bytes of the body that were read so far.
    std::uint64_t body_bytes() const;

  private:
    class Parser;

    const LimitOptions& limits_;
    BodyBudget& budget_;
    std::unique_ptr<Parser> parser_;
};

}  // namespace backbone::http
