// POST /api/v2/Tokens (docs/protocol/tokens.md §1)
#include <backbone/input.hpp>
#include <quotas/guard.hpp>

#include "token_store.hpp"
#include "use_cases.hpp"

namespace backbone::tokens {
namespace {

constexpr std::chrono::minutes kLongestAnonymousLife{5};

struct Input
{
    std::optional<Base64Url> content;
    Timestamp expires_at;
    std::optional<IdentityAddress> for_identity;
    std::optional<Base64Url> password;
};

Verdict empty_if_anonymous(const Input& input, const Context& context)
{
    if (context.caller() || !input.content) return std::nullopt;
    return Violation{"must be null for an anonymous caller"};
}

Verdict short_lived_if_anonymous(const Input& input, const Context& context)
{
    if (context.caller() || input.expires_at < context.now() + kLongestAnonymousLife) return std::nullopt;
    return Violation{"is too late for an anonymous caller"};
}

constexpr auto kInput =
    input::from<Input>(input::member("forIdentity", &Input::for_identity),
                       input::member("password", &Input::password, bytes_between(1, kMaximumPasswordBytes)),
                       input::member("expiresAt", &Input::expires_at, in_the_future()),
                       input::together<Input>("content", empty_if_anonymous),
                       input::together<Input>("expiresAt", short_lived_if_anonymous),
                       input::member("content", &Input::content, bytes_between(0, kMaximumContentBytes)));

struct Created
{
    TokenId id;
    Timestamp created_at;
};

void write_json(JsonWriter& json, const Created& token)
{
    json.object([&] {
        json.member("id", token.id);
        json.member("createdAt", token.created_at);
    });
}

/// Only what an identity makes is limited.
void insert(Context& context, const Token& token)
{
    if (!token.created_by) return store::insert(context.queries(), token);
    quotas::within_quotas(context, {quotas::Metric::tokens}, [&] {
        context.transaction([&](Transaction& tx) {
            store::insert(tx, token);
            quotas::UsageChanges usage(token.created_at);
            usage.add_within_quota(quotas::Metric::tokens, *token.created_by, token.created_at);
            usage.apply(tx);
        });
    });
}

}  // namespace

Response create_token(const Request& request, Context& context)
{
    Input input = kInput.read(request, context);

    const auto& caller = context.caller();

    const Token token{
        .id = TokenId::generate(context.random()),
        .created_by = context.reader(),
        .created_by_device = caller ? std::optional(caller->device) : std::nullopt,
        .for_identity = std::move(input.for_identity),
        .created_at = context.now(),
        .expires_at = input.expires_at,
        .content = std::move(input.content),
        .password = std::move(input.password),
    };

    insert(context, token);
    return created(Created{token.id, token.created_at}, request.location_of("Tokens", token.id.text()));
}

}  // namespace backbone::tokens
