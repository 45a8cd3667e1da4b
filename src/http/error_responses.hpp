#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include <backbone/environment.hpp>
#include <backbone/error.hpp>
#include <backbone/response.hpp>

/// The wire form of everything that ends a request early (docs/protocol/http-and-auth.md §4.3, §8.1). The only place
/// that knows it.
namespace backbone::http {

/// The envelope with a fresh id.
Response error_response(const Error& error, Timestamp now, Random& random);

/// 500; tells nothing of what happened.
Response unexpected_error(Timestamp now, Random& random);

/// 415, a problem document.
Response unsupported_media_type(std::string_view trace_id);

/// 400, a problem document: the XSRF pair is missing or wrong (docs/protocol/admin.md §2.2).
Response invalid_xsrf_pair(std::string_view trace_id);

/// 429: too many wrong keys came from that address.
Response too_many_attempts(std::chrono::seconds retry_after);

/// 503: ask again in a second.
Response unavailable();

/// An answer that consists of its status.
Response empty_response(int status);

/// 405. `allowed` is like `GET, POST`.
Response method_not_allowed(std::string allowed);

/// 401; tells apart whether there was no token or a bad one.
Response unauthorized(bool had_token);

}  // namespace backbone::http
