#pragma once

#include <string>
#include <string_view>

#include <backbone/request.hpp>
#include <backbone/response.hpp>
#include <backbone/timestamp.hpp>

namespace backbone::http {

class Cors;

/// `name: value` and the end of the line. Line breaks in the value become blanks.
void append_header(std::string& head, std::string_view name, std::string_view value);

/// The value of the Date header, made once a second. Not safe to share between threads.
class DateHeader
{
  public:
    std::string_view at(Timestamp now);

  private:
    std::int64_t second_ = -1;
    std::string text_;
};

/// What an answer's header tells beside what the handler answered.
struct ResponseHead
{
    const Request& request;
    const Cors& cors;
    std::string_view date;
    Timestamp began;
    Timestamp now;
    bool closes_connection;

    /// Appends the whole header of the answer, up to the empty line (docs/protocol/http-and-auth.md §3.1, §3.2).
    void append_to(std::string& head, const Response& response) const;

  private:
    void append_headers_of_api(std::string& head, const Response& response) const;
};

/// The header of an answer to what could not be understood as a request; it is followed by the connection's end.
void append_refusal(std::string& head, int status, std::string_view date);

}  // namespace backbone::http
