// PATCH /api/v1/Tokens/{id}/ResetAccessFailedCount (docs/protocol/tokens.md §7)
#include <backbone/audit.hpp>
#include <backbone/input.hpp>
#include <tokens/tokens.hpp>

#include "token_store.hpp"
#include "use_cases.hpp"

namespace backbone::tokens {
namespace {

struct Input
{
    TokenId id;
};

constexpr auto kInput = input::from<Input>(input::path("id", &Input::id));

}  // namespace

void reset_failed_attempts(Transaction& tx, std::string_view operator_name, const TokenId& id)
{
    if (!store::reset_failed_attempts(tx, id)) throw not_found("Token");
    audit(tx, operator_name, {"token.access_failed_count_reset", id.text()});
}

Response reset_access_failed_count(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    context.transaction([&](Transaction& tx) { reset_failed_attempts(tx, context.operator_name(), input.id); });
    return no_content();
}

}  // namespace backbone::tokens
