#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <backbone/request.hpp>
#include <backbone/response.hpp>

namespace backbone {

/// Whether a client that kept an answer may ask if it is still right.
enum class Revalidation : std::uint8_t {
    by_entity_tag,  ///< the tag is equal on all instances that would answer the same
    none
};

/// A successful answer with a body in memory that stays the same while the program runs, prepared once. Source:
/// docs/protocol/http-and-auth.md §18.
class FixedResponse
{
  public:
    explicit FixedResponse(Response response, Revalidation revalidation = Revalidation::by_entity_tag);

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
