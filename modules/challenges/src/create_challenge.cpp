// POST /api/v2/Challenges (docs/protocol/devices.md §2.1)
#include "challenge_store.hpp"
#include "use_cases.hpp"

namespace backbone::challenges {
namespace {

constexpr std::chrono::minutes kLifetime{10};

}  // namespace

Response create_challenge(const Request& request, Context& context)
{
    Challenge challenge{.id = ChallengeId::generate(context.random()),
                        .expires_at = context.now() + kLifetime,
                        .created_by = {},
                        .created_by_device = {}};
    if (const auto& caller = context.caller()) {
        challenge.created_by = caller->identity;
        challenge.created_by_device = caller->device;
    }
    store::insert(context.queries(), challenge);
    return created(challenge, request.location_of("Challenges", challenge.id.text()));
}

}  // namespace backbone::challenges
