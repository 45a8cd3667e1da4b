#include <devices/tiers.hpp>

#include <backbone/audit.hpp>
#include <backbone/error.hpp>
#include <backbone/text.hpp>

#include "codes.hpp"
#include "json_object.hpp"
#include "tier_store.hpp"

namespace backbone::devices {
namespace {

constexpr std::size_t kShortestName = 3;
constexpr std::size_t kLongestName = 30;

void require_name(const std::string& name)
{
    const std::size_t length = utf16_length(name);
    if (length >= kShortestName && length <= kLongestName) return;
    throw rule_violated(codes::kInvalidTierName, "The name of a tier must have 3 to 30 characters.");
}

/// Answers false when the id or the name exists.
bool make(Transaction& tx, const Tier& tier)
{
    if (!tier_store::insert_if_absent(tx, tier)) return false;
    tx.raise(TierCreated{tier.id, tier.name});
    return true;
}

Error used(std::string message)
{
    return rule_violated(codes::kUsedTierCannotBeDeleted, std::move(message));
}

/// The caller holds the lock of the tier, without which neither clients nor identities get it.
void require_deletable(Queries& queries, const Tier& tier)
{
    const auto use = tier_store::find_use(queries, tier.id);
    if (use.by_clients) throw used("The tier is the default tier of a client.");
    if (use.by_identities) throw used("Identities belong to the tier.");
    if (tier.name == kBasicTierName) {
        throw rule_violated(codes::kBasicTierCannotBeDeleted, "The tier 'Basic' cannot be deleted.");
    }
    if (tier.id.text() == kQueuedForDeletionTierId) {
        throw rule_violated(codes::kQueuedForDeletionTierCannotBeDeleted,
                            "The tier 'Queued for Deletion' cannot be deleted.");
    }
}

}  // namespace

void write_json(JsonWriter& json, const Tier& tier)
{
    json.object([&] {
        json.member("id", tier.id);
        json.member("name", tier.name);
        json.member("canBeUsedAsDefaultForClient", tier.can_be_used_as_default);
        json.member("canBeManuallyAssigned", tier.can_be_manually_assigned);
        json.member("numberOfIdentities", tier.number_of_identities);
    });
}

std::vector<Tier> list_tiers(Queries& queries)
{
    return tier_store::select_all(queries);
}

std::optional<Tier> find_tier(Queries& queries, const std::string& name_or_id)
{
    if (auto tier = tier_store::find_by_name(queries, name_or_id)) return tier;
    const auto id = TierId::parse(name_or_id);
    return id ? tier_store::find(queries, *id) : std::nullopt;
}

Tier create_tier(Connection& connection, std::string_view operator_name, const std::string& name)
{
    require_name(name);
    return connection.transaction([&](Transaction& tx) {
        Tier tier{.id = TierId::generate(tx.random()), .name = name};
        if (!make(tx, tier)) {
            throw rule_violated(codes::kTierNameAlreadyExists, "There already is a tier with this name.");
        }
        audit(tx, operator_name, {"tier.created", tier.id.text(), json_object("name", tier.name)});
        return tier;
    });
}

void delete_tier(Connection& connection, std::string_view operator_name, const TierId& id)
{
    if (!id.is_complete()) throw rule_violated(backbone::codes::kInvalidId, "The id must have 20 characters.");
    connection.transaction([&](Transaction& tx) {
        const auto tiers = tier_store::select_locked(tx, {id});
        if (tiers.empty()) throw not_found("Tier");
        require_deletable(tx, tiers.front());
        tier_store::remove(tx, id);
        audit(tx, operator_name, {"tier.deleted", id.text(), json_object("name", tiers.front().name)});
        tx.raise(TierDeleted{id});
    });
}

void seed_tiers(Connection& connection)
{
    connection.transaction([](Transaction& tx) {
        make(tx, {.id = TierId::generate(tx.random()), .name = std::string(kBasicTierName)});
        make(tx, {.id = TierId::parse(kQueuedForDeletionTierId).value(),
                  .name = std::string(kQueuedForDeletionTierName),
                  .can_be_used_as_default = false,
                  .can_be_manually_assigned = false});
    });
}

}  // namespace backbone::devices
