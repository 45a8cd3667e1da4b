#include "token.hpp"

namespace backbone::tokens {
namespace {

void write_members_but_content(JsonWriter& json, const Token& token)
{
    json.member("id", token.id);
    json.member("createdBy", token.created_by);
    json.member("createdByDevice", token.created_by_device);
    json.member("forIdentity", token.for_identity);
    json.member("createdAt", token.created_at);
    json.member("expiresAt", token.expires_at);
    json.member("isPasswordProtected", token.password.has_value());
}

}  // namespace

bool Token::accepts(const std::optional<Base64Url>& given_password) const
{
    if (!password) return true;
    return given_password && equal_in_constant_time(password->text(), given_password->text());
}

void write_json(JsonWriter& json, const Token& token)
{
    json.object([&] {
        write_members_but_content(json, token);
        json.member("content", token.content);
    });
}

void write_json(JsonWriter& json, const WithoutContent& answer)
{
    json.object([&] { write_members_but_content(json, answer.token); });
}

}  // namespace backbone::tokens
