// POST /api/v2/Tokens (docs/protocol/tokens.md §1)
#include <backbone/input.hpp>

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

Verdict anonymous_tokens_are_empty_and_short_lived(const Input& input, const Context& context)
{
    if (context.caller()) return std::nullopt;
    if (input.content) return Violation{"must be null for an anonymous caller"};
    if (input.expires_at >= context.now() + kLongestAnonymousLife) return Violation{"must not live that long"};
    return std::nullopt;
}

constexpr auto kInput = input::from<Input>(
    input::member("forIdentity", &Input::for_identity),
    input::member("password", &Input::password, bytes_between(1, kMaximumPasswordBytes)),
    input::member("expiresAt", &Input::expires_at, in_the_future()),
    input::together<Input>("content", anonymous_tokens_are_empty_and_short_lived),
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

}  // namespace

Response create_token(const Request& request, Context& context)
{
    Input input = kInput.read(request, context);

    Token token;
    token.id = TokenId::generate(context.random());
    if (const auto& caller = context.caller()) {
        token.created_by = caller->identity;
        token.created_by_device = caller->device;
    }
    token.for_identity = std::move(input.for_identity);
    token.created_at = context.now();
    token.expires_at = input.expires_at;
    token.content = std::move(input.content);
    token.password = std::move(input.password);

    store::insert(context.queries(), token);
    return created(Created{token.id, token.created_at}, request.location_of("Tokens", token.id.text()));
}

}  // namespace backbone::tokens
