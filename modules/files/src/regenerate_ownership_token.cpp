// PATCH /api/v2/Files/{id}/RegenerateOwnershipToken (docs/protocol/files.md §6.1)
#include <backbone/input.hpp>

#include "file_store.hpp"
#include "use_cases.hpp"

namespace backbone::files {
namespace {

struct Input
{
    FileId id;
};

constexpr auto kInput = input::from<Input>(input::path("id", &Input::id));

}  // namespace

Response regenerate_ownership_token(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const OwnershipToken token = OwnershipToken::generate(context.random());
    if (!store::renew_token(context.queries(), input.id, context.identity(), token, context.now())) {
        throw store::exists(context.queries(), input.id, context.now()) ? forbidden() : not_found("File");
    }
    return ok(NewOwnershipToken{token});
}

}  // namespace backbone::files
