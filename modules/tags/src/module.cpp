#include <tags/module.hpp>

#include <backbone/fixed_response.hpp>

#include "list_tags.hpp"

namespace backbone::tags {

void register_tags(Registry& registry, const TagsOptions& options)
{
    registry.consumer.get("/api/v2/Tags", anonymous,
                          [answer = FixedResponse(list_of_tags(options))](const Request& request, Context&) {
                              return answer.to(request);
                          });
}

}  // namespace backbone::tags
