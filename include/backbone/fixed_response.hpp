#pragma once

#include <backbone/request.hpp>
#include <backbone/response.hpp>

namespace backbone {

/// A successful answer that stays the same while the program runs. It is prepared once, and has an entity tag by which
/// a client that kept it asks whether it is still right: the tag is equal on all instances that would answer the same.
/// Source: docs/protocol/http-and-auth.md §18.
class FixedResponse
{
  public:
    explicit FixedResponse(Response response);

    /// The answer, or 304 without a body if `If-None-Match` names its tag.
    Response to(const Request& request) const;

  private:
    std::string tag_;
    Response response_;
    Response not_modified_;
};

}  // namespace backbone
