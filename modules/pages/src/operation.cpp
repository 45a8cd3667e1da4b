#include "operation.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace backbone::pages {
namespace {

constexpr std::string_view kApi = "/api/";
/// Not shown to developers (docs/protocol/http-and-auth.md §4.2).
constexpr std::string_view kHidden = "/api/v2/Devices/Self/PushNotifications/SendTestNotification";

struct Summary
{
    std::string_view method;
    /// Parameters without their names.
    std::string_view path;
    std::string_view text;
    /// Of the body, if it has one.
    std::string_view media_type = "application/json";
};

constexpr auto kSummaries = std::to_array<Summary>({
    {"GET", "/api/v1/Announcements", "Lists all announcements"},
    {"POST", "/api/v1/Announcements", "Announces something to some or all identities"},
    {"GET", "/api/v1/Announcements/{}", "Shows an announcement"},
    {"DELETE", "/api/v1/Announcements/{}", "Deletes an announcement"},
    {"POST", "/api/v1/Challenges", "Creates a challenge to be signed"},
    {"GET", "/api/v1/Clients", "Lists the OAuth clients"},
    {"POST", "/api/v1/Clients", "Creates an OAuth client"},
    {"GET", "/api/v1/Clients/{}", "Shows an OAuth client"},
    {"PUT", "/api/v1/Clients/{}", "Changes an OAuth client"},
    {"DELETE", "/api/v1/Clients/{}", "Deletes an OAuth client; its identities stay"},
    {"PATCH", "/api/v1/Clients/{}/ChangeSecret", "Changes the secret of an OAuth client"},
    {"POST", "/api/v1/Identities", "Creates an identity with its first device"},
    {"GET", "/api/v1/Identities/{}", "Shows an identity with its devices and quotas"},
    {"PUT", "/api/v1/Identities/{}", "Changes the tier of an identity"},
    {"GET", "/api/v1/Identities/{}/DeletionProcesses", "Lists the deletion processes of an identity"},
    {"GET", "/api/v1/Identities/{}/DeletionProcesses/{}", "Shows a deletion process"},
    {"GET", "/api/v1/Identities/{}/DeletionProcesses/AuditLogs", "Lists what happened to deletions of an identity"},
    {"POST", "/api/v1/Identities/{}/Quotas", "Gives an identity a quota of its own"},
    {"DELETE", "/api/v1/Identities/{}/Quotas/{}", "Deletes a quota of an identity"},
    {"GET", "/api/v1/Messages", "Lists the messages that an identity sent or received"},
    {"GET", "/api/v1/Metrics", "Lists what quotas can limit"},
    {"GET", "/api/v1/OperatorActions", "Lists what operators changed"},
    {"GET", "/api/v1/Relationships", "Lists the relationships of an identity"},
    {"GET", "/api/v1/Statistics", "Shows how the installation is doing"},
    {"GET", "/api/v1/Tiers", "Lists the tiers"},
    {"POST", "/api/v1/Tiers", "Creates a tier"},
    {"GET", "/api/v1/Tiers/{}", "Shows a tier with its quotas"},
    {"DELETE", "/api/v1/Tiers/{}", "Deletes a tier that nobody uses"},
    {"POST", "/api/v1/Tiers/{}/Quotas", "Gives a tier a quota"},
    {"DELETE", "/api/v1/Tiers/{}/Quotas/{}", "Deletes a quota of a tier"},
    {"GET", "/api/v1/Tokens", "Lists the tokens that an identity created"},
    {"PATCH", "/api/v1/Tokens/{}/ResetAccessFailedCount", "Unlocks a token"},
    {"POST", "/api/v1/ValidateApiKey", "Tells whether a key is valid"},
    {"GET", "/api/v1/xsrf", "Hands out the pair of cookie and token that changes need"},
    {"GET", "/api/v2/Announcements", "Lists the announcements for the identity in one language"},
    {"POST", "/api/v2/Challenges", "Creates a challenge to be signed"},
    {"GET", "/api/v2/Challenges/{}", "Shows a challenge"},
    {"GET", "/api/v2/Datawallet", "Shows the version of the datawallet"},
    {"GET", "/api/v2/Datawallet/Modifications", "Lists modifications of the datawallet from an index on"},
    {"POST", "/api/v2/Datawallet/Modifications", "Adds modifications to the datawallet"},
    {"POST", "/api/v2/Devices", "Registers another device of the identity"},
    {"GET", "/api/v2/Devices", "Lists devices of the identity"},
    {"GET", "/api/v2/Devices/Self", "Shows the device that asks"},
    {"PUT", "/api/v2/Devices/Self", "Changes the device that asks"},
    {"PUT", "/api/v2/Devices/Self/Password", "Changes the password of the device that asks"},
    {"PUT", "/api/v2/Devices/Self/PushNotifications", "Registers the device that asks for push notifications"},
    {"DELETE", "/api/v2/Devices/Self/PushNotifications", "Ends push notifications for the device that asks"},
    {"DELETE", "/api/v2/Devices/{}", "Deletes a device that has never logged in"},
    {"POST", "/api/v2/Files", "Uploads a file", "multipart/form-data"},
    {"GET", "/api/v2/Files", "Lists metadata of files"},
    {"GET", "/api/v2/Files/{}", "Downloads a file"},
    {"DELETE", "/api/v2/Files/{}", "Deletes a file"},
    {"GET", "/api/v2/Files/{}/Metadata", "Shows the metadata of a file"},
    {"PATCH", "/api/v2/Files/{}/ClaimOwnership", "Takes a file over with its ownership token"},
    {"PATCH", "/api/v2/Files/{}/RegenerateOwnershipToken", "Replaces the ownership token of a file"},
    {"POST", "/api/v2/Files/{}/ValidateOwnershipToken", "Tells whether an ownership token is valid"},
    {"POST", "/api/v2/Identities", "Creates an identity with its first device"},
    {"GET", "/api/v2/Identities/IsDeleted", "Tells whether the identity of a user name was deleted"},
    {"GET", "/api/v2/Identities/Self", "Shows the identity that asks"},
    {"POST", "/api/v2/Identities/Self/DeletionProcesses", "Starts the deletion of the identity"},
    {"GET", "/api/v2/Identities/Self/DeletionProcesses", "Lists the identity's deletion processes"},
    {"GET", "/api/v2/Identities/Self/DeletionProcesses/{}", "Shows a deletion process"},
    {"PUT", "/api/v2/Identities/Self/DeletionProcesses/{}/Cancel", "Cancels a deletion process"},
    {"PATCH", "/api/v2/Identities/Self/FeatureFlags", "Changes the identity's feature flags"},
    {"GET", "/api/v2/Identities/{}/FeatureFlags", "Shows the feature flags of an identity"},
    {"POST", "/api/v2/Messages", "Sends a message"},
    {"GET", "/api/v2/Messages", "Lists messages"},
    {"GET", "/api/v2/Messages/{}", "Shows a message and marks it as received"},
    {"POST", "/api/v2/Notifications", "Sends a configured text to peers"},
    {"GET", "/api/v2/Quotas", "Lists the quotas of the identity"},
    {"POST", "/api/v2/RelationshipTemplates", "Creates a relationship template"},
    {"GET", "/api/v2/RelationshipTemplates", "Lists relationship templates"},
    {"GET", "/api/v2/RelationshipTemplates/{}", "Shows a relationship template and allocates it"},
    {"DELETE", "/api/v2/RelationshipTemplates/{}", "Deletes a relationship template"},
    {"POST", "/api/v2/Relationships", "Requests a relationship"},
    {"GET", "/api/v2/Relationships", "Lists relationships"},
    {"GET", "/api/v2/Relationships/CanCreate", "Tells whether a relationship can be requested"},
    {"GET", "/api/v2/Relationships/{}", "Shows a relationship"},
    {"PUT", "/api/v2/Relationships/{}/Accept", "Accepts the request for a relationship"},
    {"PUT", "/api/v2/Relationships/{}/Decompose", "Deletes one's own side of a relationship"},
    {"PUT", "/api/v2/Relationships/{}/Reactivate", "Requests the reactivation of a relationship"},
    {"PUT", "/api/v2/Relationships/{}/Reactivate/Accept", "Accepts a reactivation"},
    {"PUT", "/api/v2/Relationships/{}/Reactivate/Reject", "Rejects a reactivation"},
    {"PUT", "/api/v2/Relationships/{}/Reactivate/Revoke", "Takes back the request for a reactivation"},
    {"PUT", "/api/v2/Relationships/{}/Reject", "Rejects the request for a relationship"},
    {"PUT", "/api/v2/Relationships/{}/Revoke", "Takes back the request for a relationship"},
    {"PUT", "/api/v2/Relationships/{}/Terminate", "Ends a relationship"},
    {"POST", "/api/v2/SyncRuns", "Starts a sync run"},
    {"GET", "/api/v2/SyncRuns/{}", "Shows a sync run"},
    {"GET", "/api/v2/SyncRuns/{}/ExternalEvents", "Lists the external events of a sync run"},
    {"PUT", "/api/v2/SyncRuns/{}/FinalizeDatawalletVersionUpgrade", "Ends a sync run that raised the version"},
    {"PUT", "/api/v2/SyncRuns/{}/FinalizeExternalEventSync", "Ends a sync run with external events"},
    {"PUT", "/api/v2/SyncRuns/{}/RefreshExpirationTime", "Keeps a sync run from expiring"},
    {"GET", "/api/v2/Tags", "Lists the tags for attribute values"},
    {"POST", "/api/v2/Tokens", "Creates a token"},
    {"GET", "/api/v2/Tokens", "Lists tokens"},
    {"GET", "/api/v2/Tokens/{}", "Shows a token"},
    {"DELETE", "/api/v2/Tokens/{}", "Deletes a token"},
    {"POST", "/api/v2/Tokens/{}/UpdateContent", "Fills an empty token"},
    {"GET", "/api/v2/Version", "Tells the version of the server"},
    {"GET", "/api/poc/PublicRelationshipTemplateReferences", "Lists references that the operator offers"},
});

/// The names between the braces of the path.
std::vector<std::string> parameters_in(std::string_view path)
{
    std::vector<std::string> names;
    while (path.find('{') != std::string_view::npos) {
        path.remove_prefix(path.find('{') + 1);
        names.emplace_back(path.substr(0, path.find('}')));
    }
    return names;
}

std::string without_names(std::string_view path)
{
    std::string shape;
    bool is_name = false;
    for (const char c : path) {
        if (c == '}') is_name = false;
        if (!is_name) shape.push_back(c);
        if (c == '{') is_name = true;
    }
    return shape;
}

/// Without a text when nobody has written one.
Summary summary_of(const Route& route)
{
    const std::string shape = without_names(route.pattern);
    const auto summary = std::ranges::find_if(
        kSummaries, [&](const Summary& known) { return known.method == route.method && known.path == shape; });
    return summary == kSummaries.end() ? Summary{} : *summary;
}

/// The third segment.
std::string subject_of(std::string_view path)
{
    path.remove_prefix(path.find('/', kApi.size()) + 1);
    return std::string(path.substr(0, path.find('/')));
}

std::string lower_case(std::string text)
{
    std::ranges::transform(text, text.begin(), [](char c) { return static_cast<char>(c - 'A' + 'a'); });
    return text;
}

}  // namespace

std::vector<Operation> operations_of(const std::vector<Route>& routes)
{
    std::vector<Operation> operations;
    for (const Route& route : routes) {
        if (!route.pattern.starts_with(kApi) || route.pattern == kHidden) continue;
        const Summary summary = summary_of(route);
        const bool has_body = route.method.starts_with('P') && route.body == BodyUse::read;
        operations.push_back({lower_case(route.method), route.pattern, subject_of(route.pattern),
                              parameters_in(route.pattern), summary.text, route.access,
                              has_body ? summary.media_type : std::string_view()});
    }
    std::ranges::sort(operations, {},
                      [](const Operation& operation) { return std::tie(operation.path, operation.method); });
    return operations;
}

}  // namespace backbone::pages
