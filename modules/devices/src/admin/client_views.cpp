#include "admin/client_views.hpp"

namespace backbone::devices::admin {
namespace {

void write_names(JsonWriter& json, const Client& client)
{
    json.member("clientId", client.client_id);
    json.member("displayName", client.display_name);
}

void write_dates_and_limits(JsonWriter& json, const Client& client)
{
    json.member("createdAt", client.created_at);
    json.member("maxIdentities", client.maximum_identities);
}

}  // namespace

void write_json(JsonWriter& json, const ClientInList& view)
{
    const Client& client = view.listed.client;
    json.object([&] {
        write_names(json, client);
        json.key("defaultTier");
        json.object([&] {
            json.member("id", client.default_tier);
            json.member("name", view.listed.default_tier_name);
        });
        write_dates_and_limits(json, client);
        json.member("numberOfIdentities", client.number_of_identities);
    });
}

void write_json(JsonWriter& json, const ClientDetails& view)
{
    json.object([&] {
        write_names(json, view.client);
        json.member("defaultTier", view.client.default_tier);
        write_dates_and_limits(json, view.client);
        json.member("numberOfIdentities", view.client.number_of_identities);
    });
}

void write_json(JsonWriter& json, const UpdatedClient& view)
{
    json.object([&] {
        write_names(json, view.client);
        json.member("defaultTier", view.client.default_tier);
        write_dates_and_limits(json, view.client);
    });
}

void write_json(JsonWriter& json, const ClientToNote& view)
{
    const Client& client = view.made.client;
    json.object([&] {
        write_names(json, client);
        json.member("clientSecret", view.made.secret);
        json.member("defaultTier", client.default_tier);
        write_dates_and_limits(json, client);
    });
}

}  // namespace backbone::devices::admin
