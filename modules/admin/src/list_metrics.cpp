#include <vector>

#include <quotas/metric.hpp>

#include "use_cases.hpp"

namespace backbone::admin {
namespace {

struct Listed
{
    quotas::Metric metric;
};

void write_json(JsonWriter& json, const Listed& listed)
{
    json.object([&] {
        json.member("key", name_of(listed.metric));
        json.member("displayName", quotas::display_name_of(listed.metric));
    });
}

}  // namespace

// GET /api/v1/Metrics (docs/protocol/admin.md §3.9)
Response list_metrics(const Request&, Context&)
{
    std::vector<Listed> all;
    for (const auto& [metric, name] : kNames<quotas::Metric>) all.push_back({metric});
    return ok(all);
}

}  // namespace backbone::admin
