#pragma once

#include <devices/clients.hpp>

#include <backbone/json_writer.hpp>

/// The forms in which the Admin API shows a client (docs/protocol/admin.md §3.5).
namespace backbone::devices::admin {

struct ClientInList
{
    const ListedClient& listed;
};

struct ClientDetails
{
    const Client& client;
};

struct UpdatedClient
{
    const Client& client;
};

/// A client that was made, or whose secret was changed.
struct ClientToNote
{
    const ClientWithSecret& made;
};

void write_json(JsonWriter& json, const ClientInList& view);
void write_json(JsonWriter& json, const ClientDetails& view);
void write_json(JsonWriter& json, const UpdatedClient& view);
void write_json(JsonWriter& json, const ClientToNote& view);

}  // namespace backbone::devices::admin
