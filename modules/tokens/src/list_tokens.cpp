// GET /api/v2/Tokens (docs/protocol/tokens.md §3)
#include <fmt/format.h>

#include <backbone/input.hpp>

#include "token_store.hpp"
#include "use_cases.hpp"

namespace backbone::tokens {
namespace {

struct Input
{
    Page page;
    std::vector<TokenId> ids;
};

/// `ids=…&ids=…`, or the older `tokens.0.id=…&tokens.1.id=…`, which ends at the first index without an id.
struct Ids
{
    static constexpr bool kInBody = false;

    void bind(const input::Source& source, Input& input) const
    {
        const Parameters& query = source.request->query();
        input::bind_query_parameter(query, "ids", input.ids);
        if (!input.ids.empty()) return;
        while (const auto id = query.find(fmt::format("tokens.{}.id", input.ids.size()))) {
            input::read_text(*id, "tokens", input.ids.emplace_back());
        }
    }

    void check(const Input& input, const Context& context) const
    {
        input::check_value("ids", input.ids, std::tuple{not_empty(), not_too_many()}, context);
    }
};

constexpr auto kInput = input::from<Input>(input::paging(&Input::page), Ids{});

}  // namespace

Response list_tokens(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const IdentityAddress& reader = context.identity();

    return page_of<Token>(
        input.page,
        [&](const auto& visit) { store::for_each_readable(context.queries(), input.ids, reader, input.page, visit); },
        [&] { return store::count_readable(context.queries(), input.ids, reader); });
}

}  // namespace backbone::tokens
