// GET /api/v1/Tokens (docs/protocol/tokens.md §7)
#include <limits>

#include <backbone/input.hpp>

#include "created_tokens.hpp"
#include "use_cases.hpp"

namespace backbone::tokens {
namespace {

constexpr Page kEverything{.number = 1, .size = std::numeric_limits<std::int32_t>::max()};

struct Input
{
    /// As it was asked for, with any size where none was given.
    Page page;
    bool has_size = false;
    /// Any text; what is no address has created nothing.
    std::string creator;
};

/// Without a size there is one page, whatever its number, which must still be one.
struct OptionalPaging
{
    static constexpr bool kInBody = false;

    void bind(const input::Source& source, Input& input) const
    {
        const Parameters& query = source.request->query();
        input.page = input::bind_page(query, *source.page_sizes);
        input.has_size = !input::is_blank(query.find("pageSize").value_or(""));
    }

    void check(const Input& input, const Context& context) const
    {
        input::check_page(input.page, context.installation().page_sizes);
    }
};

constexpr auto kInput = input::from<Input>(OptionalPaging{}, input::query("createdBy", &Input::creator));

}  // namespace

Response list_created_tokens(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const auto creator = IdentityAddress::parse(input.creator);
    const Page page = input.has_size ? input.page : kEverything;

    return page_of<Token>(
        page,
        [&](const auto& visit) {
            if (creator) for_each_created_token(context.queries(), *creator, page, visit);
        },
        [&] { return store::count_created_by(context.queries(), creator.value()); });
}

}  // namespace backbone::tokens
