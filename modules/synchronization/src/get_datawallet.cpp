// GET /api/v2/Datawallet (docs/protocol/synchronization.md §3.1)
#include "sync_state_store.hpp"
#include "use_cases.hpp"

namespace backbone::synchronization {
namespace {

struct Datawallet
{
    std::uint16_t version;
};

void write_json(JsonWriter& json, const Datawallet& datawallet)
{
    json.object([&] { json.member("version", datawallet.version); });
}

}  // namespace

Response get_datawallet(const Request&, Context& context)
{
    const auto version = sync_state_store::find_datawallet_version(context.queries(), context.identity());
    if (!version) throw not_found("Datawallet");
    return ok(Datawallet{*version});
}

}  // namespace backbone::synchronization
