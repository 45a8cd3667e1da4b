#include "relationship_template.hpp"

namespace backbone::relationships {

bool accepts(const std::optional<Base64Url>& password, const std::optional<Base64Url>& given)
{
    return !password || (given && equal_in_constant_time(password->text(), given->text()));
}

void write_json(JsonWriter& json, const RelationshipTemplate& relationship_template)
{
    json.object([&] {
        json.member("id", relationship_template.id);
        json.member("createdBy", relationship_template.created_by);
        json.member("createdByDevice", relationship_template.created_by_device);
        json.member("maxNumberOfAllocations", relationship_template.maximum_allocations);
        json.member("expiresAt", relationship_template.expires_at);
        json.member("content", relationship_template.content);
        json.member("createdAt", relationship_template.created_at);
        json.member("forIdentity", relationship_template.for_identity);
    });
}

}  // namespace backbone::relationships
