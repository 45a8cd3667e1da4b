// POST /api/v2/Challenges (docs/protocol/devices.md §2.1), POST /api/v1/Challenges (docs/protocol/admin.md §3.4)
#include "challenge_store.hpp"
#include "use_cases.hpp"

namespace backbone::challenges {
namespace {

constexpr std::chrono::minutes kLifetime{10};

/// Stored; of nobody where the caller is no identity.
Challenge make_challenge(Context& context)
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
    return challenge;
}

}  // namespace

Response create_challenge(const Request& request, Context& context)
{
    const Challenge challenge = make_challenge(context);
    return created(challenge, request.location_of("Challenges", challenge.id.text()));
}

Response create_challenge_for_operator(const Request& request, Context& context)
{
    const Challenge challenge = make_challenge(context);
    return created(challenge, request.base_url + "/api/v1/Challenges?id=" + std::string(challenge.id.text()));
}

}  // namespace backbone::challenges
