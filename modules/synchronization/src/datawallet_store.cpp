#include "datawallet_store.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "sync_state_store.hpp"

namespace backbone::synchronization::datawallet_store {
namespace {

constexpr std::int64_t kBatch = 500;
/// So many modifications, with two groups each, fit into the lists of a statement.
constexpr std::size_t kModificationsPerStatement = 256;
/// So many are rows of parameters at a time, beside what the client sent.
constexpr std::size_t kRowsAtOnce = 1024;

// In these statements `standing` is written with its bits (Standing in compaction.hpp): 1 obsolete, 2 superseded; and
// `type` with the numbers of ModificationType: 0 and 1 are Create and Update.

// The page begins at an index that is looked up in the index alone, so that rows of earlier pages are not read; from
// there on, all are counted in the index as well. The join keeps the version in the answer when the page is empty.
constexpr Statement kSelectListed{"datawallets.select_listed", R"(
    WITH page AS (
        SELECT modification_index AS beginning FROM datawallet_modifications
        WHERE owner = :owner AND standing < 2 AND modification_index > :local_index
        ORDER BY modification_index {page :offset 1})
    SELECT s.datawallet_version,
           CASE WHEN m.id IS NULL THEN 0 ELSE (
               SELECT COUNT(*) FROM datawallet_modifications
               WHERE owner = :owner AND standing < 2 AND modification_index >= (SELECT beginning FROM page)) END,
           m.id, m.modification_index, m.modification_version, m.type, m.collection, m.object_identifier,
           m.payload_category, m.encrypted_payload, m.created_at, m.created_by_device
    FROM sync_states s LEFT JOIN (
        SELECT id, modification_index, datawallet_version AS modification_version, type, collection, object_identifier,
               payload_category, encrypted_payload, created_at, created_by_device
        FROM datawallet_modifications
        WHERE owner = :owner AND standing < 2 AND modification_index >= (SELECT beginning FROM page)
        ORDER BY modification_index {limit :size}) m ON 1 = 1
    WHERE s.owner = :owner
    ORDER BY m.modification_index)"};

constexpr Statement kOutdateGroups{"datawallets.outdate_groups", R"(
    UPDATE datawallet_modifications
    SET standing = standing | CASE WHEN group_key IN ({list superseded}) THEN 2 ELSE 0 END
                            | CASE WHEN collection = :collection AND type <= 1 THEN 1 ELSE 0 END
    WHERE owner = :owner AND standing < 3 AND group_key IN ({list touched})
      AND (standing < 2 AND group_key IN ({list superseded})
           OR standing <> 1 AND collection = :collection AND type <= 1))"};

constexpr Statement kOutdateObject{"datawallets.outdate_object", R"(
    UPDATE datawallet_modifications SET standing = standing | 1
    WHERE owner = :owner AND standing < 3 AND standing <> 1
      AND group_key >= :first_group AND group_key < :end_of_groups AND collection = :collection)"};

constexpr BulkInsert kInsert{"datawallets.insert", R"(
    INSERT INTO datawallet_modifications (owner, modification_index, id, datawallet_version, type, collection,
        object_identifier, payload_category, encrypted_payload, created_at, created_by_device, group_key, standing))",
                             13};

constexpr Statement kSelectOwnersOfObsolete{"datawallets.select_owners_of_obsolete", R"(
    SELECT DISTINCT batch.owner FROM (
        SELECT owner FROM datawallet_modifications
        WHERE standing IN (1, 3) AND created_at <= :time ORDER BY created_at {limit :batch}) batch)"};

// The inner query finds the time of the first row behind the batch.
constexpr Statement kDeleteObsolete{"datawallets.delete_obsolete", R"(
    DELETE FROM datawallet_modifications
    {output owner, group_key, standing}
    WHERE standing IN (1, 3) AND created_at <= COALESCE(
        (SELECT created_at FROM datawallet_modifications
         WHERE standing IN (1, 3) AND created_at <= :time ORDER BY created_at {page :batch 1}), :time)
    {returning owner, group_key, standing})"};

constexpr Statement kSelectSuperseded{"datawallets.select_superseded", R"(
    SELECT owner, group_key, modification_index FROM datawallet_modifications
    WHERE standing = 2 AND group_key IN ({list groups}))"};

constexpr Statement kListAgain{"datawallets.list_again", R"(
    UPDATE datawallet_modifications SET standing = 0 WHERE owner = :owner AND modification_index = :index)"};

constexpr Statement kDeleteOfIdentity{"datawallets.delete_of_identity", R"(
    DELETE FROM datawallet_modifications WHERE owner = :owner AND modification_index <= (
        SELECT MAX(batch.modification_index) FROM (
            SELECT modification_index FROM datawallet_modifications
            WHERE owner = :owner ORDER BY modification_index {limit :batch}) batch))"};

void outdate_earlier(Transaction& tx, const IdentityAddress& owner, std::span<const PlacedModification> modifications)
{
    for (const auto& [collection, outdated] : outdated_by(modifications)) {
        tx.execute(kOutdateGroups, List(outdated.superseded_groups), collection, owner, List(outdated.touched_groups));
        for (const GroupsOfObject& groups : outdated.deleted_objects) {
            tx.execute(kOutdateObject, owner, groups.first, groups.end, collection);
        }
    }
}

std::optional<std::string_view> view_of(const std::optional<std::string>& text)
{
    return text ? std::optional<std::string_view>(*text) : std::nullopt;
}

std::optional<std::string_view> view_of(const std::optional<Base64Url>& bytes)
{
    return bytes ? std::optional<std::string_view>(bytes->text()) : std::nullopt;
}

void insert(Transaction& tx, const Caller& author, std::span<const PlacedModification> modifications,
            std::span<const AppendedModification> appended)
{
    using std::string_view;
    std::vector<std::tuple<string_view, std::int64_t, string_view, std::uint16_t, ModificationType, string_view,
                           string_view, std::optional<string_view>, std::optional<string_view>, Timestamp, string_view,
                           string_view, Standing>>
        rows;
    rows.reserve(modifications.size());
    for (std::size_t i = 0; i < modifications.size(); ++i) {
        const NewModification& sent = *modifications[i].modification;
        rows.emplace_back(author.identity.text(), appended[i].index, appended[i].id.text(), sent.datawallet_version,
                          sent.type, sent.collection, sent.object_identifier, view_of(sent.payload_category),
                          view_of(sent.encrypted_payload), appended[i].created_at, author.device.text(),
                          modifications[i].group_key, modifications[i].standing);
    }
    tx.insert_all(kInsert, rows);
}

/// A group of one owner.
using OwnedGroup = std::pair<IdentityAddress, std::string>;

/// The newest index of each of the groups, where something of it was superseded from another collection. (What was
/// superseded from the same one has gone as well.)
std::map<OwnedGroup, std::int64_t> find_superseded(Transaction& tx, const std::set<OwnedGroup>& groups)
{
    struct Superseded
    {
        IdentityAddress owner;
        std::string group_key;
        std::int64_t index;
    };
    std::vector<std::string_view> keys;
    for (const auto& [owner, key] : groups) keys.push_back(key);

    std::map<OwnedGroup, std::int64_t> newest;
    for (std::size_t begin = 0; begin < keys.size(); begin += kBatch) {
        const std::span part = std::span(keys).subspan(begin, std::min<std::size_t>(kBatch, keys.size() - begin));
        for (const Superseded& row : tx.select<Superseded>(kSelectSuperseded, List(part))) {
            const OwnedGroup group{row.owner, row.group_key};
            if (!groups.contains(group)) continue;
            const auto [known, is_new] = newest.try_emplace(group, row.index);
            if (!is_new) known->second = std::max(known->second, row.index);
        }
    }
    return newest;
}

/// After the newest of a group has gone, the newest that stays is listed again.
void list_newest_of(Transaction& tx, const std::set<OwnedGroup>& groups)
{
    const auto candidates = find_superseded(tx, groups);
    // A push that waits for us to delete what it supersedes would not see what we list again. The owners are locked
    // already, but for one whose push made a modification obsolete just now.
    for (const auto& [group, index] : candidates) sync_state_store::lock(tx, group.first);
    for (const auto& [group, index] : candidates) tx.execute(kListAgain, group.first, index);
}

}  // namespace

void for_each_listed(Queries& queries, const IdentityAddress& owner, std::int64_t local_index, const Page& page,
                     const std::function<void(const ListedModification&)>& visit)
{
    queries.for_each<ListedModification>(kSelectListed, visit, owner, local_index, page.offset(), page.size);
}

std::vector<AppendedModification> append(Transaction& tx, const Caller& author, std::int64_t first_index,
                                         const std::vector<NewModification>& modifications)
{
    const std::vector<PlacedModification> placed = place(modifications);
    const std::span all = placed;
    for (std::size_t begin = 0; begin < all.size(); begin += kModificationsPerStatement) {
        outdate_earlier(tx, author.identity,
                        all.subspan(begin, std::min(kModificationsPerStatement, all.size() - begin)));
    }

    std::vector<AppendedModification> appended;
    appended.reserve(modifications.size());
    for (std::size_t i = 0; i < modifications.size(); ++i) {
        appended.push_back(
            {DatawalletModificationId::generate(tx.random()), first_index + static_cast<std::int64_t>(i), tx.now()});
    }
    for (std::size_t begin = 0; begin < all.size(); begin += kRowsAtOnce) {
        const std::size_t count = std::min(kRowsAtOnce, all.size() - begin);
        insert(tx, author, all.subspan(begin, count), std::span(appended).subspan(begin, count));
    }
    return appended;
}

bool delete_obsolete_before(Transaction& tx, Timestamp time)
{
    struct Deleted
    {
        IdentityAddress owner;
        std::string group_key;
        Standing standing;
    };
    // As a push does, which would wait for the rows that we delete: first the sync state, then modifications.
    const auto owners = tx.select<IdentityAddress>(kSelectOwnersOfObsolete, time, kBatch + 1);
    if (owners.empty()) return false;
    sync_state_store::lock_all(tx, owners);

    std::set<OwnedGroup> unlisted;
    std::int64_t count = 0;
    tx.for_each<Deleted>(
        kDeleteObsolete,
        [&](Deleted&& row) {
            ++count;
            if (row.standing == Standing::obsolete) unlisted.emplace(std::move(row.owner), std::move(row.group_key));
        },
        time, kBatch);
    list_newest_of(tx, unlisted);
    return count > kBatch;
}

bool delete_of_identity(Transaction& tx, const IdentityAddress& owner)
{
    return tx.change(kDeleteOfIdentity, owner, kBatch) >= kBatch;
}

}  // namespace backbone::synchronization::datawallet_store
