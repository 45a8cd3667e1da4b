#include <fmt/format.h>

#include "pages.hpp"
#include "tables.hpp"

namespace backbone::exports {
namespace {

// The rest of the last owner's rows and those of the next owners are two index ranges.
constexpr Statement kSelectModifications{"exports.select_datawallet_modifications", R"(
    SELECT m.owner, m.modification_index, m.id, m.created_at, c.client_id, c.display_name, m.object_identifier,
           m.collection,
           CASE m.type WHEN 0 THEN 'Create' WHEN 1 THEN 'Update' WHEN 2 THEN 'Delete' WHEN 3 THEN 'CacheChanged' END,
           m.payload_category, {octets m.encrypted_payload}
    FROM (
        SELECT owner, modification_index FROM (
            SELECT owner, modification_index FROM datawallet_modifications
            WHERE owner = :owner AND modification_index > :index
            ORDER BY modification_index {limit :size}) same
        UNION ALL
        SELECT owner, modification_index FROM (
            SELECT owner, modification_index FROM datawallet_modifications WHERE owner > :owner
            ORDER BY owner, modification_index {limit :size}) others
        ORDER BY owner, modification_index {limit :size}) on_page
    JOIN datawallet_modifications m ON m.owner = on_page.owner AND m.modification_index = on_page.modification_index
    LEFT JOIN identities i ON i.address = m.owner
    LEFT JOIN oauth_clients c ON c.client_id = i.client_id
    ORDER BY on_page.owner, on_page.modification_index)"};

constexpr Statement kSelectSyncErrors{"exports.select_sync_errors", R"(
    SELECT s.owner, s.event_index, s.attempt, e.id, c.client_id, c.display_name, s.created_at, s.error_code
    FROM (
        SELECT owner, event_index, attempt FROM (
            SELECT owner, event_index, attempt FROM sync_errors
            WHERE owner = :owner AND (event_index > :event OR (event_index = :event AND attempt > :attempt))
            ORDER BY event_index, attempt {limit :size}) same
        UNION ALL
        SELECT owner, event_index, attempt FROM (
            SELECT owner, event_index, attempt FROM sync_errors WHERE owner > :owner
            ORDER BY owner, event_index, attempt {limit :size}) others
        ORDER BY owner, event_index, attempt {limit :size}) on_page
    JOIN sync_errors s ON s.owner = on_page.owner AND s.event_index = on_page.event_index
     AND s.attempt = on_page.attempt
    JOIN external_events e ON e.owner = s.owner AND e.event_index = s.event_index
    LEFT JOIN identities i ON i.address = s.owner
    LEFT JOIN oauth_clients c ON c.client_id = i.client_id
    ORDER BY on_page.owner, on_page.event_index, on_page.attempt)"};

struct ModificationRow
{
    IdentityAddress owner;
    std::int64_t index = -1;
    std::string id;
    Timestamp created_at;
    ClientOfIdentity client;
    std::string object_identifier;
    std::string collection;
    std::string type;
    std::optional<std::string> payload_category;
    std::optional<std::int64_t> length_of_payload;
};

void write_modification(Csv& csv, const ModificationRow& row)
{
    csv.add_private(std::string_view(row.id));
    csv.add(row.created_at);
    csv.add_private(row.owner);
    add_client(csv, row.client);
    csv.add_all(row.object_identifier, row.collection, row.type, row.payload_category,
                row.length_of_payload ? std::optional(decoded_size(*row.length_of_payload)) : std::nullopt);
    csv.end_line();
}

struct SyncErrorRow
{
    IdentityAddress owner;
    std::int64_t event_index = -1;
    std::int32_t attempt = -1;
    std::string event;
    ClientOfIdentity client;
    Timestamp created_at;
    std::string error_code;
};

void write_sync_error(Csv& csv, const SyncErrorRow& row)
{
    // Sync errors have no id of their own.
    csv.add(std::string_view(fmt::format("{}-{}", row.event, row.attempt)));
    csv.add_private(row.owner);
    add_client(csv, row.client);
    csv.add_all(row.created_at, row.error_code);
    csv.end_line();
}

}  // namespace

std::int64_t write_datawallet_modifications(Queries& queries, Privacy privacy, const WriteText& write)
{
    write(
        "DatawalletModificationId,CreatedAt,CreatedBy,CreatedByClientId,CreatedByClientName,ObjectIdentifier,"
        "Collection,Type,PayloadCategory,PayloadSize\r\n");
    Csv csv(privacy, write);
    std::vector<ModificationRow> rows(1);
    do {
        const ModificationRow last = std::move(rows.back());
        rows = queries.select<ModificationRow>(kSelectModifications, last.owner, last.index, kRowsOfPage);
        for (const ModificationRow& row : rows) write_modification(csv, row);
    } while (std::ssize(rows) == kRowsOfPage);
    return csv.lines();
}

std::int64_t write_sync_errors(Queries& queries, Privacy privacy, const WriteText& write)
{
    write("ErrorId,SyncItemOwner,SyncItemOwnerClientId,SyncItemOwnerClientName,CreatedAt,ErrorCode\r\n");
    Csv csv(privacy, write);
    std::vector<SyncErrorRow> rows(1);
    do {
        const SyncErrorRow last = std::move(rows.back());
        rows = queries.select<SyncErrorRow>(kSelectSyncErrors, last.owner, last.event_index, last.attempt, kRowsOfPage);
        for (const SyncErrorRow& row : rows) write_sync_error(csv, row);
    } while (std::ssize(rows) == kRowsOfPage);
    return csv.lines();
}

}  // namespace backbone::exports
