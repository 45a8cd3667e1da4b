// PATCH /api/v2/Identities/Self/FeatureFlags (docs/protocol/devices.md §5.3)
#include <array>

#include <fmt/format.h>

#include <backbone/input.hpp>

#include "codes.hpp"
#include "feature_flag_store.hpp"
#include "identity_store.hpp"
#include "use_cases.hpp"

namespace backbone::devices {
namespace {

constexpr auto kValidName = at_most_characters(200);

struct Input
{
    FeatureFlags flags;
};

/// The whole body: its names are those of the flags, its values are booleans.
struct Flags
{
    static constexpr bool kInBody = true;

    void bind(const input::Source& source, Input& input) const
    {
        input::for_each_entry(*source.object, [&](std::string_view name, const boost::json::value& value) {
            input::read_json(value, name, input.flags[std::string(name)]);
        });
    }

    void check(const Input& input, const Context& context) const
    {
        for (const auto& [name, is_enabled] : input.flags) input::refuse("name", kValidName(name, context));
    }
};

constexpr auto kInput = input::from<Input>(Flags{});

void require_room(std::size_t number_of_flags, std::int32_t maximum)
{
    if (std::cmp_greater(number_of_flags, maximum)) {
        throw rule_violated(codes::kMaxNumberOfFeatureFlagsExceeded,
                            fmt::format("An identity can have at most {} feature flags.", maximum));
    }
}

/// What is to be done to have `wanted` in addition to, and in place of, what is stored.
struct Changes
{
    std::vector<std::string> to_enable;
    std::vector<std::string> to_disable;
    FeatureFlags to_insert;
};

Changes changes_between(const FeatureFlags& stored, const FeatureFlags& wanted)
{
    Changes changes;
    for (const auto& [name, is_enabled] : wanted) {
        const auto known = stored.find(name);
        if (known == stored.end()) {
            changes.to_insert.emplace(name, is_enabled);
        } else if (known->second != is_enabled) {
            (is_enabled ? changes.to_enable : changes.to_disable).push_back(name);
        }
    }
    return changes;
}

void change(Transaction& tx, const IdentityAddress& address, const FeatureFlags& wanted, std::int32_t maximum)
{
    if (!identity_store::find_locked(tx, address)) throw not_found("Identity");
    const FeatureFlags stored = feature_flag_store::find_of(tx, address).value_or(FeatureFlags{});
    const Changes changes = changes_between(stored, wanted);
    require_room(stored.size() + changes.to_insert.size(), maximum);

    if (!changes.to_enable.empty()) feature_flag_store::set(tx, address, changes.to_enable, true);
    if (!changes.to_disable.empty()) feature_flag_store::set(tx, address, changes.to_disable, false);
    feature_flag_store::insert(tx, address, changes.to_insert);
    tx.raise(FeatureFlagsOfIdentityChanged{address});
}

}  // namespace

Response change_feature_flags(const Dependencies& devices, const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const std::int32_t maximum = devices.options.max_number_of_feature_flags_per_identity;
    require_room(input.flags.size(), maximum);

    context.transaction([&](Transaction& tx) { change(tx, context.identity(), input.flags, maximum); });
    return no_content();
}

}  // namespace backbone::devices
