#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <backbone/database.hpp>
#include <backbone/id.hpp>
#include <backbone/json_writer.hpp>
#include <devices/events.hpp>
#include <quotas/metric.hpp>

/// Quotas as such: what the operator does with them, and what an identity sees of its own.
/// Source: docs/protocol/quotas.md §7, §8.
namespace backbone::quotas {

using IndividualQuotaId = Id<"QUO">;
using TierQuotaId = Id<"TQD">;

/// A calendar period in UTC, whose weeks begin on Monday. The numbers are those of the column.
enum class Period : std::uint8_t { hour = 0, day = 1, week = 2, month = 3, year = 4, total = 5 };

/// A quota of a tier or of an identity. The members stand in the order of the store's columns.
template <class QuotaId>
struct Quota
{
    QuotaId id;
    Metric metric{};
    Period period{};
    std::int32_t maximum = 0;
};
using TierQuota = Quota<TierQuotaId>;
using IndividualQuota = Quota<IndividualQuotaId>;

void write_json(JsonWriter& json, const TierQuota& quota);
void write_json(JsonWriter& json, const IndividualQuota& quota);

/// As the operator gives it.
struct NewQuota
{
    std::string metric_key;
    std::int32_t maximum = 0;
    Period period{};
};

struct TierWithQuotas
{
    devices::TierId id;
    std::string name;
    std::vector<TierQuota> quotas;
};

enum class Source : std::uint8_t { individual = 0, tier = 1 };

/// A quota as it is for one identity.
struct QuotaOfIdentity
{
    Source source{};
    /// Of the individual quota; of a tier's quota one that no other identity has, and that stays.
    IndividualQuotaId id;
    Metric metric{};
    Period period{};
    std::int32_t maximum = 0;
    /// What there is now, in the unit of the limit.
    std::int64_t usage = 0;
};

// Those that throw do so as Error with the code of the rule that was broken. Ids and addresses are taken as they were
// given: one that is malformed names nothing (docs/protocol/quotas.md §8). What changes something is written to the
// audit log under `operator_name`, and holds from the next request on.

/// Throws.
TierWithQuotas get_tier(Queries& queries, std::string_view tier);
TierQuota create_tier_quota(Connection& connection, std::string_view operator_name, std::string_view tier,
                            const NewQuota& quota);
void delete_tier_quota(Connection& connection, std::string_view operator_name, std::string_view tier,
                       std::string_view quota);
IndividualQuota create_individual_quota(Connection& connection, std::string_view operator_name,
                                        std::string_view identity, const NewQuota& quota);
void delete_individual_quota(Connection& connection, std::string_view operator_name, std::string_view identity,
                             std::string_view quota);

/// Individual ones first; none for an unknown identity. Those of the tier are there also where others override them.
std::vector<QuotaOfIdentity> list_quotas_of(Queries& queries, const IdentityAddress& identity, Timestamp now);
/// The same as the operator sees it.
void write_quotas_of(JsonWriter& json, Queries& queries, const IdentityAddress& identity, Timestamp now);

/// How many identities have used up a quota, or at least 80 % of one and no other whole. The members stand in the order
/// of the columns.
struct Pressure
{
    std::int64_t exhausted = 0;
    std::int64_t almost_exhausted = 0;
};

/// Looks at all identities that have quotas: for a job, not for a request.
Pressure count_pressure(Queries& queries, Timestamp now);

/// Gives the tier of the identities that are to be deleted its quotas, where they are missing: nothing at all
/// (docs/protocol/quotas.md §12). The tier must be there.
void seed_quotas(Connection& connection);

}  // namespace backbone::quotas

namespace backbone {

template <>
inline constexpr auto kNames<quotas::Period> = std::to_array<Named<quotas::Period>>({
    {quotas::Period::hour, "Hour"},
    {quotas::Period::day, "Day"},
    {quotas::Period::week, "Week"},
    {quotas::Period::month, "Month"},
    {quotas::Period::year, "Year"},
    {quotas::Period::total, "Total"},
});

template <>
inline constexpr auto kNames<quotas::Source> = std::to_array<Named<quotas::Source>>({
    {quotas::Source::individual, "Individual"},
    {quotas::Source::tier, "Tier"},
});

}  // namespace backbone
