// PUT /api/v2/SyncRuns/{id}/FinalizeDatawalletVersionUpgrade (docs/protocol/synchronization.md §4.4)
#include <fmt/format.h>
#include <backbone/input.hpp>

#include "codes.hpp"
#include "finalization.hpp"
#include "use_cases.hpp"

namespace backbone::synchronization {
namespace {

struct Input
{
    SyncRunId id;
    std::uint16_t new_version = 0;
    std::vector<NewModification> modifications;
};

constexpr auto kInput = input::from<Input>(
    input::path("id", &Input::id), input::member_or_default("newDatawalletVersion", &Input::new_version, positive()),
    input::array_or_empty("datawalletModifications", &Input::modifications, kNewModification,
                          not_too_many_modifications));

struct Finalized
{
    FinalizedDatawallet datawallet;
};

void write_json(JsonWriter& json, const Finalized& finalized)
{
    json.object([&] { write_members(json, finalized.datawallet); });
}

}  // namespace

Response finalize_datawallet_version_upgrade(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    need_slow_lane_for_many(context, input.modifications);
    const Caller caller{context.identity(), context.device(), {}};

    const auto finalized = context.transaction([&](Transaction& tx) {
        Finalization finalization(tx, input.id, SyncRunType::datawallet_version_upgrade, caller);
        const auto version = finalization.datawallet_version();
        if (version && input.new_version < *version) {
            throw rule_violated(codes::kCannotDowngrade,
                                fmt::format("The datawallet already is of version {}.", *version));
        }
        return Finalized{finalization.finish(input.new_version, input.modifications)};
    });
    return ok(finalized);
}

}  // namespace backbone::synchronization
