#include <array>
#include <string_view>

#include "use_cases.hpp"

namespace backbone::admin {
namespace {

struct Metric
{
    std::string_view key;
    std::string_view display_name;
};

constexpr auto kMetrics = std::to_array<Metric>({
    {"NumberOfSentMessages", "Number of Sent Messages"},
    {"NumberOfRelationships", "Number of Relationships"},
    {"NumberOfRelationshipTemplates", "Number of Relationship Templates"},
    {"NumberOfFiles", "Number of Files"},
    {"NumberOfTokens", "Number of Tokens"},
    {"UsedFileStorageSpace", "File Storage Capacity (in Megabytes)"},
    {"NumberOfStartedDeletionProcesses", "Number of Started Deletion Processes"},
    {"NumberOfCreatedChallenges", "Number of Created Challenges"},
    {"NumberOfCreatedDatawalletModifications", "Number of Created Datawallet Modifications"},
    {"NumberOfCreatedDevices", "Number of Created Devices"},
});

void write_json(JsonWriter& json, const Metric& metric)
{
    json.object([&] {
        json.member("key", metric.key);
        json.member("displayName", metric.display_name);
    });
}

}  // namespace

// GET /api/v1/Metrics (docs/protocol/admin.md §3.9)
Response list_metrics(const Request&, Context&)
{
    return ok(kMetrics);
}

}  // namespace backbone::admin
