#include "created_tokens.hpp"

#include <algorithm>
#include <span>

namespace backbone::tokens {
namespace {

/// So many tokens are read at once, without their contents.
constexpr std::int64_t kTokens = 200;
/// So much of contents, as far as one alone is not larger.
constexpr std::int64_t kContents = 4 * 1024 * 1024;

using store::CreatedToken;

/// As many of the first tokens as their contents may be in memory together; at least one.
std::size_t count_that_fits(std::span<const CreatedToken> tokens)
{
    std::int64_t size = 0;
    const auto is_too_much = [&](const CreatedToken& token) {
        return (size += token.content_size.value_or(0)) > kContents;
    };
    const auto count = std::ranges::find_if(tokens, is_too_much) - tokens.begin();
    return static_cast<std::size_t>(std::max<std::ptrdiff_t>(count, 1));
}

void add_contents(Queries& queries, std::span<CreatedToken> tokens)
{
    std::vector<TokenId> ids;
    for (const CreatedToken& created : tokens) {
        if (created.content_size) ids.push_back(created.token.id);
    }
    if (ids.empty()) return;
    store::for_each_content(queries, ids, [&](const TokenId& id, Base64Url&& content) {
        const auto is_it = [&](const CreatedToken& created) { return created.token.id == id; };
        std::ranges::find_if(tokens, is_it)->token.content = std::move(content);
    });
}

void visit_all(Queries& queries, std::span<CreatedToken> tokens, const std::function<void(const Token&)>& visit)
{
    while (!tokens.empty()) {
        const auto few = tokens.first(count_that_fits(tokens));
        add_contents(queries, few);
        for (CreatedToken& created : few) {
            visit(created.token);
            created.token.content.reset();
        }
        tokens = tokens.subspan(few.size());
    }
}

}  // namespace

void for_each_created_token(Queries& queries, const IdentityAddress& creator, const Page& page,
                            const std::function<void(const Token&)>& visit)
{
    const auto first_size = std::min<std::int64_t>(page.size, kTokens);
    auto tokens = store::select_created_by(queries, creator, page.offset(), first_size);
    std::int64_t read = 0;
    while (!tokens.empty()) {
        read += static_cast<std::int64_t>(tokens.size());
        visit_all(queries, tokens, visit);
        const std::int64_t wanted = std::min<std::int64_t>(page.size - read, kTokens);
        if (wanted <= 0 || std::ssize(tokens) < kTokens) return;
        tokens = store::select_created_after(queries, creator, tokens.back().token, wanted);
    }
}

}  // namespace backbone::tokens
