// DELETE /api/v1/Identities/{address}/Quotas/{individualQuotaId} (docs/protocol/quotas.md §8.9)
#include <backbone/input.hpp>
#include <quotas/quotas.hpp>

#include "use_cases.hpp"

namespace backbone::quotas {
namespace {

struct Input
{
    std::string identity;
    std::string quota;
};

constexpr auto kInput =
    input::from<Input>(input::path("address", &Input::identity), input::path("individualQuotaId", &Input::quota));

}  // namespace

Response delete_individual_quota(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    delete_individual_quota(context.connection(), context.operator_name(), input.identity, input.quota);
    return no_content();
}

}  // namespace backbone::quotas
