// DELETE /api/v2/Tokens/{id} (docs/protocol/tokens.md §4)
#include <backbone/input.hpp>

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

Response delete_token(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    if (store::delete_created_by(context.queries(), input.id, context.identity())) return no_content();
    throw store::exists(context.queries(), input.id) ? forbidden() : not_found("Token");
}

}  // namespace backbone::tokens
