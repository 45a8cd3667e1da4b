#pragma once

#include <string>
#include <vector>

#include <backbone/request.hpp>
#include <backbone/response.hpp>

namespace backbone {

/// A successful answer with a body in memory that stays the same while the program runs, prepared once. A tagged one
/// has an entity tag by which a client that kept it asks whether it is still right: the tag is equal on all instances
/// that would answer the same. Source: docs/protocol/http-and-auth.md §18.
class FixedResponse
{
  public:
    enum class Tag : bool { none, of_body };

    explicit FixedResponse(Response response, Tag tag = Tag::of_body);

    /// The answer, or 304 without a body if `If-None-Match` names its tag.
    Response to(const Request& request) const;

  private:
    std::string content_type_;
    std::string body_;
    std::vector<Header> headers_;
    std::vector<Header> headers_if_not_modified_;
    /// Empty when there is none.
    std::string tag_;
};

}  // namespace backbone
