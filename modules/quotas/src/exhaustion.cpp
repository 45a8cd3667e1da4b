// The answer to who has used up a quota (docs/protocol/quotas.md §5, §6.4)
#include <quotas/guard.hpp>

#include <algorithm>
#include <map>
#include <string>

#include "period.hpp"
#include "usage_store.hpp"

namespace backbone::quotas {
namespace {

constexpr int kTooManyRequests = 429;
constexpr std::string_view kQuotaExhausted = "error.platform.quotaExhausted";

using usage_store::FoundQuota;

/// The metrics of which the identity may not have more, until then.
using Ends = std::map<Metric, Timestamp>;

struct ExhaustedMetric
{
    Metric metric;
    Timestamp end;
};

void write_json(JsonWriter& json, const ExhaustedMetric& exhausted)
{
    json.object([&] {
        json.member("metricKey", exhausted.metric);
        json.member("isExhaustedUntil", end_text(exhausted.end));
    });
}

Error exhausted_until(const Ends& ends)
{
    std::string data;
    JsonWriter json(data);
    json.array([&] {
        for (const auto& [metric, end] : ends) json.write(ExhaustedMetric{metric, end});
    });
    return {kTooManyRequests, kQuotaExhausted, "You have used up a quota.", data};
}

bool is_exhausted(const FoundQuota& quota, Timestamp now)
{
    const std::int64_t usage = quota.usage ? quota.usage->in(quota.period, now) : 0;
    return usage / unit_of(quota.metric) >= quota.maximum;
}

}  // namespace

std::optional<Error> exhaustion(Queries& queries, const IdentityAddress& identity, Metrics metrics, Timestamp now)
{
    const auto quotas = usage_store::select_quotas(queries, identity);
    const auto is_overridden = [&](const FoundQuota& quota) {
        return quota.source == Source::tier && std::ranges::any_of(quotas, [&](const FoundQuota& other) {
                   return other.source == Source::individual && other.metric == quota.metric;
               });
    };
    Ends ends;
    for (const FoundQuota& quota : quotas) {
        if (std::ranges::find(metrics, quota.metric) == metrics.end()) continue;
        if (is_overridden(quota) || !is_exhausted(quota, now)) continue;
        Timestamp& end = ends[quota.metric];
        end = std::max(end, end_of(quota.period, now));
    }
    if (ends.empty()) return std::nullopt;
    return exhausted_until(ends);
}

Error refusal(Context& context, Metrics metrics)
{
    // Another request may have made room since; this one was refused all the same.
    return exhaustion(context.queries(), context.identity(), metrics, context.now()).value_or(exhausted_until({}));
}

}  // namespace backbone::quotas
