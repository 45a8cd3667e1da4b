#include <challenges/challenge.hpp>

#include <backbone/json_writer.hpp>

#include "use_cases.hpp"

namespace backbone::challenges {

void write_json(JsonWriter& json, const Challenge& challenge)
{
    json.object([&] {
        json.member("id", challenge.id);
        json.member("expiresAt", challenge.expires_at);
        json.member("createdBy", challenge.created_by);
        json.member("createdByDevice", challenge.created_by_device);
    });
}

}  // namespace backbone::challenges
