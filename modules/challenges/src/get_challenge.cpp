// GET /api/v2/Challenges/{id} (docs/protocol/devices.md §2.2)
#include <backbone/input.hpp>

#include "use_cases.hpp"

namespace backbone::challenges {
namespace {

/// Clients check challenges that others signed, also a while after they expired.
constexpr std::chrono::hours kReadableAfterExpiry{1};

struct Input
{
    ChallengeId id;
};

constexpr auto kInput = input::from<Input>(input::path("id", &Input::id));

}  // namespace

Response get_challenge(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const auto challenge = find(context.queries(), input.id);
    if (!challenge || challenge->expires_at <= context.now() - kReadableAfterExpiry) throw not_found("Challenge");
    return ok(*challenge);
}

}  // namespace backbone::challenges
