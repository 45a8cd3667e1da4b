#pragma once

#include <chrono>
#include <string_view>

#include <backbone/request.hpp>

namespace backbone::http {

/// An answered request, for metrics and logs.
struct FinishedRequest
{
    const Request& request;
    /// The matched route's pattern, such as `/api/v2/Tokens/{id}`; empty when none matched.
    std::string_view pattern;
    int status;
    std::string_view content_type;
    /// From the end of the request's header to the start of the answer.
    std::chrono::microseconds duration;
    /// Where the request came from, after forwarded headers.
    std::string_view client_address;
};

/// Is told of every answer. Called on the threads that serve the sockets, so it must be quick; from several at a time.
class RequestObserver
{
  public:
    virtual ~RequestObserver() = default;
    virtual void finished(const FinishedRequest& request) noexcept = 0;
};

}  // namespace backbone::http
