// GET /api/v2/Quotas (docs/protocol/quotas.md §7)
#include <algorithm>

#include <quotas/quotas.hpp>

#include "use_cases.hpp"

namespace backbone::quotas {
namespace {

struct OwnQuota
{
    const QuotaOfIdentity& quota;
};

void write_json(JsonWriter& json, const OwnQuota& own)
{
    const QuotaOfIdentity& quota = own.quota;
    json.object([&] {
        json.member("source", quota.source);
        json.member("metricKey", quota.metric);
        json.member("max", quota.maximum);
        json.member("usage", quota.usage);
        json.member("period", quota.period);
    });
}

struct Group
{
    Metric metric;
    std::vector<OwnQuota> quotas;
};

void write_json(JsonWriter& json, const Group& group)
{
    json.object([&] {
        json.member("metricKey", group.metric);
        json.member("quotas", group.quotas);
    });
}

std::vector<Group> by_metric(const std::vector<QuotaOfIdentity>& quotas)
{
    std::vector<Group> groups;
    for (const QuotaOfIdentity& quota : quotas) {
        auto group = std::ranges::find(groups, quota.metric, &Group::metric);
        if (group == groups.end()) group = groups.insert(group, {quota.metric, {}});
        group->quotas.push_back({quota});
    }
    return groups;
}

}  // namespace

Response list_own_quotas(const Request&, Context& context)
{
    const auto quotas = list_quotas_of(context.queries(), context.identity(), context.now());
    return ok(by_metric(quotas));
}

}  // namespace backbone::quotas
