// PATCH /api/v2/Files/{id}/ClaimOwnership (docs/protocol/files.md §6.2)
#include <backbone/input.hpp>

#include "file_store.hpp"
#include "use_cases.hpp"
#include "wrong_token.hpp"

namespace backbone::files {
namespace {

struct Input
{
    FileId id;
    OwnershipToken token;
};

constexpr auto kInput =
    input::from<Input>(input::path("id", &Input::id), input::member("ownershipToken", &Input::token));

/// False when somebody else was quicker.
bool claim(Context& context, const FileId& id, const Ownership& seen, const OwnershipToken& new_token)
{
    const IdentityAddress& claimer = context.identity();
    return context.transaction([&](Transaction& tx) {
        if (!store::give_to(tx, id, seen, claimer, new_token)) return false;
        tx.raise(FileOwnershipClaimed{id, seen.owner, claimer});
        return true;
    });
}

}  // namespace

Response claim_ownership(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const auto ownership = store::find_ownership(context.queries(), input.id, context.now());
    if (!ownership) throw not_found("File");
    if (ownership->owner == context.identity()) {
        throw rule_violated(codes::kCannotClaimOwnershipOfOwnFile, "The file belongs to the caller already.");
    }
    if (ownership->is_locked) throw forbidden();
    if (ownership->token != input.token) {
        lock_for_wrong_token(context, input.id, *ownership);
        throw forbidden();
    }

    const OwnershipToken new_token = OwnershipToken::generate(context.random());
    if (!claim(context, input.id, *ownership, new_token)) throw forbidden();
    return ok(NewOwnershipToken{new_token});
}

}  // namespace backbone::files
