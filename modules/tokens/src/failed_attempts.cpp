#include "failed_attempts.hpp"

#include "token_store.hpp"

namespace backbone::tokens {

Error locked_error()
{
    return rule_violated(codes::kTooManyFailedPasswordAttempts,
                         "The token is locked, since a wrong password was given too often.");
}

Error count_failed_attempt(Context& context, const TokenId& id)
{
    const bool is_locked = context.transaction([&](Transaction& tx) {
        const auto attempt = store::count_failed_attempt(tx, id);
        if (!attempt) return store::exists(tx, id);  // Another attempt locked it meanwhile, or it was deleted.
        if (attempt->count < kFailedAttemptsUntilLocked) return false;
        tx.raise(TokenLocked{id, attempt->created_by});
        return true;
    });
    return is_locked ? locked_error() : not_found("Token");
}

}  // namespace backbone::tokens
