// GET /api/v2/Datawallet/Modifications (docs/protocol/synchronization.md §3.2)
#include <backbone/input.hpp>

#include "datawallet_store.hpp"
#include "supported_version.hpp"
#include "use_cases.hpp"

namespace backbone::synchronization {
namespace {

constexpr std::int32_t kEverything = -1;

struct Input
{
    Page page;
    std::uint16_t supported_version = 0;
    std::optional<std::int32_t> local_index;
};

constexpr auto kInput = input::from<Input>(input::paging(&Input::page),
                                           input::header(kSupportedDatawalletVersionHeader, &Input::supported_version),
                                           input::query("localIndex", &Input::local_index));

}  // namespace

Response list_datawallet_modifications(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const std::int32_t local_index = input.local_index.value_or(kEverything);
    Queries& queries = context.queries();
    const IdentityAddress& owner = context.identity();

    std::int64_t listed_from_page = 0;
    return page_of<DatawalletModification>(
        input.page,
        [&](const auto& visit) {
            datawallet_store::for_each_listed(queries, owner, local_index, input.page, [&](const auto& listed) {
                require_support(listed.datawallet_version, input.supported_version);
                listed_from_page = listed.listed_from_page;
                if (listed.modification) visit(*listed.modification);
            });
        },
        [&] { return input.page.offset() + listed_from_page; });
}

}  // namespace backbone::synchronization
