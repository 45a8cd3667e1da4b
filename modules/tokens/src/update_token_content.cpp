// POST /api/v2/Tokens/{id}/UpdateContent (docs/protocol/tokens.md §5)
#include <backbone/input.hpp>
#include <quotas/usage.hpp>

#include "failed_attempts.hpp"
#include "token_store.hpp"
#include "use_cases.hpp"

namespace backbone::tokens {
namespace {

struct Input
{
    TokenId id;
    Base64Url new_content;
    std::optional<Base64Url> password;
};

constexpr auto kInput =
    input::from<Input>(input::path("id", &Input::id),
                       input::member("newContent", &Input::new_content, bytes_between(1, kMaximumContentBytes)),
                       input::member("password", &Input::password, bytes_between(1, kMaximumPasswordBytes)));

/// The filled token; absent when the password was wrong. The row stays locked until the end, so of two callers only
/// one finds it empty.
std::optional<Token> fill_if_open(Transaction& tx, const Input& input, const Caller& caller)
{
    auto token = store::find_locked(tx, input.id);
    if (!token || token->is_expired(tx.now())) throw not_found("Token");
    if (token->is_locked()) throw locked_error();
    if (token->is_personalised_for_another(caller.identity) && token->created_by != caller.identity) {
        throw not_found("Token");
    }
    if (!token->accepts(input.password)) return std::nullopt;
    if (token->content) {
        throw rule_violated(codes::kContentAlreadyExists, "The token already has a content.");
    }

    quotas::UsageChanges usage(tx.now());
    if (token->created_by) usage.remove(quotas::Metric::tokens, *token->created_by, token->created_at);
    usage.add(quotas::Metric::tokens, caller.identity, token->created_at);

    token->content = input.new_content;
    token->created_by = caller.identity;
    token->created_by_device = caller.device;
    store::fill(tx, *token);
    usage.apply(tx);
    return token;
}

}  // namespace

Response update_token_content(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const Caller& caller = context.required_caller();

    const auto token = context.transaction([&](Transaction& tx) { return fill_if_open(tx, input, caller); });
    if (!token) throw count_failed_attempt(context, input.id);
    return ok(WithoutContent{*token});
}

}  // namespace backbone::tokens
