// DELETE /api/v2/Tokens/{id} (docs/protocol/tokens.md §4)
#include <backbone/input.hpp>
#include <quotas/usage.hpp>

#include "token_store.hpp"
#include "use_cases.hpp"

namespace backbone::tokens {
namespace {

struct Input
{
    TokenId id;
};

constexpr auto kInput = input::from<Input>(input::path("id", &Input::id));

/// Answers whether it was there.
bool remove(Transaction& tx, const TokenId& id, const IdentityAddress& creator)
{
    const auto created_at = store::delete_created_by(tx, id, creator);
    if (!created_at) return false;
    quotas::UsageChanges usage(tx.now());
    usage.remove(quotas::Metric::tokens, creator, *created_at);
    usage.apply(tx);
    return true;
}

}  // namespace

Response delete_token(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const bool was_there =
        context.transaction([&](Transaction& tx) { return remove(tx, input.id, context.identity()); });
    if (was_there) return no_content();
    throw store::exists(context.queries(), input.id) ? forbidden() : not_found("Token");
}

}  // namespace backbone::tokens
