#pragma once

#include <exception>
#include <string>
#include <utility>

#include <backbone/error.hpp>
#include <backbone/response.hpp>

namespace backbone::admin::odata {

/// Options that are well-formed, but ask for more than is given (docs/protocol/admin.md §3.7).
class Refused : public std::exception
{
  public:
    explicit Refused(std::string reason) : reason_(std::move(reason)) {}
    const char* what() const noexcept override { return reason_.c_str(); }

  private:
    std::string reason_;
};

/// 400 in the form of OData, whose code is empty.
Response refusal(const Refused& refused);

/// Options that are not well-formed: 400 in the form of the API.
inline Error malformed(std::string_view option, std::string_view reason)
{
    return input_cannot_be_parsed(option, reason);
}

inline constexpr std::string_view kContentType =
    "application/json; odata.metadata=minimal; odata.streaming=true; charset=utf-8";

/// An answer with the headers of OData.
Response response(int status, std::string_view content_type);

}  // namespace backbone::admin::odata
