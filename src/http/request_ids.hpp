#pragma once

#include <cstdint>
#include <string>

#include <backbone/environment.hpp>
#include <backbone/request.hpp>

namespace backbone::http {

/// The correlation id of a request: the client's, made harmless, or a fresh one of 32 hex digits
/// (docs/protocol/http-and-auth.md §3.1).
std::string correlation_id_of(const Request& request, Random& random);

/// The trace ids of one connection: its own id, a colon, and the number of the request.
class TraceIds
{
  public:
    explicit TraceIds(Random& random);

    std::string next();

  private:
    std::string connection_;
    std::uint32_t requests_ = 0;
};

}  // namespace backbone::http
