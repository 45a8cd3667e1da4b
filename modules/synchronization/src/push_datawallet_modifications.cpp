// POST /api/v2/Datawallet/Modifications (docs/protocol/synchronization.md §3.3)
#include <algorithm>

#include <fmt/format.h>
#include <backbone/input.hpp>
#include <synchronization/events.hpp>

#include "codes.hpp"
#include "datawallet_store.hpp"
#include "supported_version.hpp"
#include "sync_state_store.hpp"
#include "use_cases.hpp"

namespace backbone::synchronization {
namespace {

struct Input
{
    std::int64_t local_index = 0;
    std::vector<NewModification> modifications;
    std::uint16_t supported_version = 0;
};

constexpr auto kInput = input::from<Input>(
    input::member("localIndex", &Input::local_index),
    input::array("modifications", &Input::modifications, kNewModification, not_empty(), not_too_many_modifications),
    input::header(kSupportedDatawalletVersionHeader, &Input::supported_version, positive()));

struct Pushed
{
    std::vector<AppendedModification> modifications;
};

void write_json(JsonWriter& json, const Pushed& pushed)
{
    json.object([&] {
        json.member("newIndex", pushed.modifications.back().index);
        json.member("modifications", pushed.modifications);
    });
}

/// Throws what forbids the push.
void require_pushable(const std::optional<sync_state_store::SyncState>& state, const Input& input)
{
    if (state && state->open_sync_run) {
        throw rule_violated(codes::kCannotPushDuringActiveSyncRun,
                            "A sync run is active. Try again when it has ended.");
    }
    if (!state || !state->datawallet_version) throw not_found("Datawallet");
    require_support(state->datawallet_version, input.supported_version);
    const auto newest = state->newest_modification_index();
    if (newest && *newest != input.local_index) {
        throw rule_violated(codes::kDatawalletNotUpToDate,
                            fmt::format("The newest modification has the index {}, not {}. Fetch the modifications, "
                                        "and try again.",
                                        *newest, input.local_index));
    }
    require_versions_up_to(*state->datawallet_version, input.modifications);
}

/// Takes the indexes if everything allows the push, in one statement; only when not, asks for the reason.
std::int64_t take_indexes(Transaction& tx, const IdentityAddress& owner, const Input& input)
{
    const std::uint16_t needed_version =
        std::ranges::max_element(input.modifications, {}, &NewModification::datawallet_version)->datawallet_version;
    const auto take = [&] {
        return sync_state_store::take_modification_indexes(
            tx, owner, {input.local_index, input.supported_version, needed_version}, input.modifications.size());
    };
    if (const auto first = take()) return *first;
    require_pushable(sync_state_store::lock(tx, owner), input);
    // What stood against it has ended in between; now the lock keeps it away.
    return take().value();
}

}  // namespace

Response push_datawallet_modifications(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    need_slow_lane_for_many(context, input.modifications);
    const Caller author{context.identity(), context.device(), {}};

    const Pushed pushed = context.transaction([&](Transaction& tx) {
        const std::int64_t first_index = take_indexes(tx, author.identity, input);
        Pushed stored{datawallet_store::append(tx, author, first_index, input.modifications)};
        tx.raise(DatawalletModified{author.identity, author.device});
        return stored;
    });
    return created(pushed);
}

}  // namespace backbone::synchronization
