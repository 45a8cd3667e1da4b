// GET /api/v2/Tokens/{id} (docs/protocol/tokens.md §2)
#include <backbone/input.hpp>

#include "failed_attempts.hpp"
#include "token_store.hpp"
#include "use_cases.hpp"

namespace backbone::tokens {
namespace {

struct Input
{
    TokenId id;
    std::optional<Base64Url> password;
};

constexpr auto kInput = input::from<Input>(
    input::path("id", &Input::id), input::query("password", &Input::password, bytes_between(0, kMaximumPasswordBytes)));

void allocate(Context& context, const TokenId& id, const Caller& reader)
{
    try {
        store::allocate(context.queries(), id, reader, context.now());
    } catch (const ForeignKeyViolation&) {
        throw not_found("Token");  // Deleted since it was read.
    }
}

}  // namespace

Response get_token(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const auto reader = context.reader();

    const auto found = store::find_for(context.queries(), input.id, reader);
    if (!found) throw not_found("Token");
    const Token& token = found->token;

    // "No creator" equals "nobody": an anonymous caller reads an anonymous, unfilled token freely.
    if (token.created_by == reader || found->is_allocated) return ok(token);

    if (token.is_expired(context.now())) throw not_found("Token");
    if (token.is_locked()) throw locked_error();
    if (token.is_personalised_for_another(reader)) throw not_found("Token");
    if (!token.accepts(input.password)) throw count_failed_attempt(context, token.id);

    if (const auto& caller = context.caller()) allocate(context, token.id, *caller);
    return ok(token);
}

}  // namespace backbone::tokens
