// What an identity and the operator see of the identity's quotas (docs/protocol/quotas.md §7, §8.10)
#include <limits>

#include <backbone/crypto.hpp>
#include <quotas/quotas.hpp>

#include "period.hpp"
#include "usage_store.hpp"

namespace backbone::quotas {
namespace {

using usage_store::FoundQuota;

/// The operator's lists give each identity of a tier an id of its own for each quota of the tier. It is made out of the
/// two, so that it stays and nobody has to keep it.
IndividualQuotaId id_for(const IdentityAddress& identity, std::string_view tier_quota)
{
    constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    const auto digest = sha256(as_bytes(identity.text() + ' ' + std::string(tier_quota)));
    std::string text = "QUO";
    for (std::size_t i = 0; text.size() < kIdLength; ++i) {
        text += kAlphabet[std::to_integer<std::size_t>(digest[i]) % kAlphabet.size()];
    }
    return IndividualQuotaId::parse(text).value();
}

std::int64_t usage_of(Queries& queries, const IdentityAddress& identity, const FoundQuota& quota, Timestamp now)
{
    const std::int64_t counted =
        quota.usage ? quota.usage->in(quota.period, now)
                    : usage_store::count_since(queries, quota.metric, identity, begin_of(quota.period, now));
    const std::int64_t usage = counted / unit_of(quota.metric);
    return std::min<std::int64_t>(usage, std::numeric_limits<std::uint32_t>::max());
}

struct ForOperator
{
    const QuotaOfIdentity& quota;
};

void write_json(JsonWriter& json, const ForOperator& shown)
{
    const QuotaOfIdentity& quota = shown.quota;
    json.object([&] {
        json.member("id", quota.id);
        json.member("source", quota.source);
        write_metric(json, quota.metric);
        json.member("max", quota.maximum);
        json.member("usage", quota.usage);
        json.member("period", quota.period);
    });
}

}  // namespace

std::vector<QuotaOfIdentity> list_quotas_of(Queries& queries, const IdentityAddress& identity, Timestamp now)
{
    std::vector<QuotaOfIdentity> quotas;
    for (const FoundQuota& found : usage_store::select_quotas(queries, identity)) {
        const bool is_individual = found.source == Source::individual;
        quotas.push_back({
            .source = found.source,
            .id = is_individual ? IndividualQuotaId::parse(found.id).value() : id_for(identity, found.id),
            .metric = found.metric,
            .period = found.period,
            .maximum = found.maximum,
            .usage = usage_of(queries, identity, found, now),
        });
    }
    return quotas;
}

void write_quotas_of(JsonWriter& json, Queries& queries, const IdentityAddress& identity, Timestamp now)
{
    const auto quotas = list_quotas_of(queries, identity, now);
    json.array([&] {
        for (const QuotaOfIdentity& quota : quotas) json.write(ForOperator{quota});
    });
}

}  // namespace backbone::quotas
