#pragma once

#include <backbone/registry.hpp>
#include <challenges/challenge.hpp>

namespace backbone::challenges {

Response create_challenge(const Request& request, Context& context);
Response create_challenge_for_operator(const Request& request, Context& context);
Response get_challenge(const Request& request, Context& context);

void write_json(JsonWriter& json, const Challenge& challenge);

}  // namespace backbone::challenges
