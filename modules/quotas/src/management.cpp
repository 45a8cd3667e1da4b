// What the operator does with quotas (docs/protocol/quotas.md §8)
#include <array>
#include <optional>
#include <string>

#include <fmt/format.h>

#include <backbone/audit.hpp>
#include <backbone/error.hpp>
#include <devices/tiers.hpp>
#include <quotas/quotas.hpp>

#include "quota_store.hpp"

namespace backbone::quotas {
namespace {

using devices::TierId;

namespace codes {
constexpr std::string_view kUnsupportedMetricKey = "error.platform.quotas.unsupportedMetricKey";
constexpr std::string_view kQueuedForDeletionTier =
    "error.platform.quotas.cannotCreateOrDeleteQuotaOnQueuedForDeletionTier";
constexpr std::string_view kInvalidMaximum = "error.platform.quotas.invalidValueForMaxLimitInQuota";
constexpr std::string_view kDuplicateQuota = "error.platform.quotas.duplicateQuota";
}  // namespace codes

TierId known_tier(Queries& queries, std::string_view text)
{
    const auto tier = TierId::parse(text);
    if (!tier || !quota_store::tier_exists(queries, *tier)) throw not_found("Tier");
    return *tier;
}

IdentityAddress known_identity(Queries& queries, std::string_view text)
{
    auto identity = IdentityAddress::parse(text);
    if (!identity || !quota_store::identity_exists(queries, *identity)) throw not_found("Identity");
    return std::move(*identity);
}

/// In exactly this case.
Metric metric_of(std::string_view key)
{
    std::string supported;
    for (const auto& [metric, name] : kNames<Metric>) {
        if (name == key) return metric;
        supported.append(supported.empty() ? "" : ", ").append(name);
    }
    throw rule_violated(codes::kUnsupportedMetricKey, fmt::format("There is no such metric. There are {}.", supported));
}

void require_changeable(const TierId& tier)
{
    if (tier.text() != devices::kQueuedForDeletionTierId) return;
    throw rule_violated(codes::kQueuedForDeletionTier, "The quotas of this tier are fixed.");
}

void require_limit(std::int32_t maximum)
{
    if (maximum >= 0) return;
    throw rule_violated(codes::kInvalidMaximum, "The maximum must not be negative.");
}

std::string details_of(Metric metric, std::int32_t maximum, Period period)
{
    return fmt::format(R"({{"metric":"{}","max":{},"period":"{}"}})", name_of(metric), maximum, name_of(period));
}

template <class QuotaId, class Owner>
Quota<QuotaId> create(Connection& connection, std::string_view operator_name, std::string_view action,
                      const Owner& owner, const NewQuota& input, Metric metric)
{
    try {
        return connection.transaction([&](Transaction& tx) {
            const Quota<QuotaId> quota{QuotaId::generate(tx.random()), metric, input.period, input.maximum};
            quota_store::insert(tx, owner, quota);
            const std::string details = details_of(metric, input.maximum, input.period);
            audit(tx, operator_name, {.action = action, .subject = owner.text(), .details = details});
            return quota;
        });
    } catch (const UniqueViolation&) {
        throw rule_violated(codes::kDuplicateQuota, "There is a quota for this metric and period.");
    }
}

/// Answers whether there was one.
template <class QuotaId, class Owner>
bool remove(Connection& connection, std::string_view operator_name, std::string_view action, const Owner& owner,
            const QuotaId& quota)
{
    return connection.transaction([&](Transaction& tx) {
        if (!quota_store::remove(tx, owner, quota)) return false;
        const std::string details = fmt::format(R"({{"quota":"{}"}})", quota.text());
        audit(tx, operator_name, {.action = action, .subject = owner.text(), .details = details});
        return true;
    });
}

}  // namespace

TierWithQuotas get_tier(Queries& queries, std::string_view tier)
{
    const auto id = TierId::parse(tier);
    auto found = id ? quota_store::find_tier(queries, *id) : std::nullopt;
    if (!found) throw not_found("Tier");
    return std::move(*found);
}

TierQuota create_tier_quota(Connection& connection, std::string_view operator_name, std::string_view tier,
                            const NewQuota& input)
{
    const TierId id = known_tier(connection.queries(), tier);
    const Metric metric = metric_of(input.metric_key);
    require_changeable(id);
    require_limit(input.maximum);
    try {
        return create<TierQuotaId>(connection, operator_name, "tier-quota.created", id, input, metric);
    } catch (const ForeignKeyViolation&) {
        throw not_found("Tier");  // Deleted since it was looked for.
    }
}

void delete_tier_quota(Connection& connection, std::string_view operator_name, std::string_view tier,
                       std::string_view quota)
{
    const TierId id = known_tier(connection.queries(), tier);
    require_changeable(id);
    const auto quota_id = TierQuotaId::parse(quota);
    if (!quota_id || !remove(connection, operator_name, "tier-quota.deleted", id, *quota_id)) {
        throw not_found("TierQuotaDefinition");
    }
}

IndividualQuota create_individual_quota(Connection& connection, std::string_view operator_name,
                                        std::string_view identity, const NewQuota& input)
{
    const IdentityAddress owner = known_identity(connection.queries(), identity);
    const Metric metric = metric_of(input.metric_key);
    require_limit(input.maximum);
    try {
        return create<IndividualQuotaId>(connection, operator_name, "individual-quota.created", owner, input, metric);
    } catch (const ForeignKeyViolation&) {
        throw not_found("Identity");  // Deleted since it was looked for.
    }
}

void delete_individual_quota(Connection& connection, std::string_view operator_name, std::string_view identity,
                             std::string_view quota)
{
    const IdentityAddress owner = known_identity(connection.queries(), identity);
    const auto id = IndividualQuotaId::parse(quota);
    if (!id || !id->is_complete()) throw rule_violated(backbone::codes::kInvalidId, "This is no id of a quota.");
    if (!remove(connection, operator_name, "individual-quota.deleted", owner, *id)) {
        throw not_found("IndividualQuota");
    }
}

void seed_quotas(Connection& connection)
{
    // Whoever leaves must still be able to synchronise, and to be deleted.
    constexpr std::array kForbidden{
        Metric::sent_messages, Metric::relationships, Metric::relationship_templates, Metric::files,
        Metric::tokens,        Metric::file_storage,  Metric::created_challenges,     Metric::created_devices};
    const TierId tier = TierId::parse(devices::kQueuedForDeletionTierId).value();
    connection.transaction([&](Transaction& tx) {
        for (const Metric metric : kForbidden) {
            quota_store::insert_if_absent(tx, tier, {TierQuotaId::generate(tx.random()), metric, Period::total, 0});
        }
    });
}

}  // namespace backbone::quotas
