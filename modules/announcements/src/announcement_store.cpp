#include "announcement_store.hpp"

#include <algorithm>
#include <span>
#include <tuple>
#include <unordered_map>

#include <backbone/language.hpp>

namespace backbone::announcements::store {
namespace {

constexpr std::int64_t kBatch = 500;
/// So many announcements are completed by one statement each for their texts, recipients and actions.
constexpr std::size_t kChunk = 500;

constexpr Statement kInsert{"announcements.insert", R"(
    INSERT INTO announcements (id, created_at, expires_at, severity, is_silent, is_targeted, iql_query)
    VALUES (:id, :created_at, :expires_at, :severity, :is_silent, :is_targeted, :iql_query))"};

constexpr BulkInsert kInsertTexts{"announcements.insert_texts",
                                  "INSERT INTO announcement_texts (announcement_id, language, title, body)", 4};
constexpr BulkInsert kInsertRecipients{"announcements.insert_recipients",
                                       "INSERT INTO announcement_recipients (announcement_id, address)", 2};
constexpr BulkInsert kInsertActions{"announcements.insert_actions",
                                    "INSERT INTO announcement_actions (announcement_id, position, link)", 3};
constexpr BulkInsert kInsertActionNames{
    "announcements.insert_action_names",
    "INSERT INTO announcement_action_names (announcement_id, position, language, display_name)", 4};

constexpr Statement kSelectAll{"announcements.select_all", R"(
    SELECT id, created_at, expires_at, severity, is_silent, iql_query FROM announcements ORDER BY created_at, id)"};

constexpr Statement kFind{"announcements.find", R"(
    SELECT id, created_at, expires_at, severity, is_silent, iql_query FROM announcements WHERE id = :id)"};

constexpr Statement kSelectActions{"announcements.select_actions", R"(
    SELECT a.announcement_id, a.position, a.link, n.language, n.display_name
    FROM announcement_actions a
    JOIN announcement_action_names n ON n.announcement_id = a.announcement_id AND n.position = a.position
    WHERE a.announcement_id IN ({list ids})
    ORDER BY a.announcement_id, a.position)"};

constexpr Statement kSelectRecipients{"announcements.select_recipients", R"(
    SELECT announcement_id, address FROM announcement_recipients
    WHERE announcement_id IN ({list ids})
    ORDER BY announcement_id, address)"};

constexpr Statement kSelectTexts{"announcements.select_texts", R"(
    SELECT announcement_id, language, title, body FROM announcement_texts
    WHERE announcement_id IN ({list ids})
    ORDER BY announcement_id, language)"};

constexpr Statement kDelete{"announcements.delete", R"(
    DELETE FROM announcements WHERE id = :id)"};

// The first action has the position 0; who has none has one row without.
constexpr Statement kSelectFor{"announcements.select_for", R"(
    SELECT visible.id, visible.created_at, visible.expires_at, visible.severity, visible.iql_query,
           CASE WHEN COALESCE(action.position, 0) = 0 THEN COALESCE(local_text.title, english_text.title) END,
           CASE WHEN COALESCE(action.position, 0) = 0 THEN COALESCE(local_text.body, english_text.body) END,
           COALESCE(local_name.display_name, english_name.display_name), action.link
    FROM (SELECT id, created_at, expires_at, severity, iql_query FROM announcements WHERE is_targeted = 0
          UNION ALL
          SELECT mine.id, mine.created_at, mine.expires_at, mine.severity, mine.iql_query
          FROM announcement_recipients recipient
          JOIN announcements mine ON mine.id = recipient.announcement_id
          WHERE recipient.address = :reader) visible
    JOIN announcement_texts english_text
      ON english_text.announcement_id = visible.id AND english_text.language = :english
    LEFT JOIN announcement_texts local_text
           ON local_text.announcement_id = visible.id AND local_text.language = :language
    LEFT JOIN announcement_actions action ON action.announcement_id = visible.id
    LEFT JOIN announcement_action_names english_name
           ON english_name.announcement_id = visible.id AND english_name.position = action.position
          AND english_name.language = :english
    LEFT JOIN announcement_action_names local_name
           ON local_name.announcement_id = visible.id AND local_name.position = action.position
          AND local_name.language = :language
    ORDER BY visible.created_at, visible.id, action.position)"};

constexpr Statement kDeleteExpired{"announcements.delete_expired", R"(
    DELETE FROM announcements WHERE id IN (
        SELECT id FROM announcements WHERE expires_at <= :time ORDER BY expires_at {limit :batch}))"};

constexpr Statement kForgetRecipient{"announcements.forget_recipient", R"(
    DELETE FROM announcement_recipients WHERE address = :identity AND announcement_id <= (
        SELECT MAX(batch.announcement_id) FROM (
            SELECT announcement_id FROM announcement_recipients WHERE address = :identity
            ORDER BY announcement_id {limit :batch}) batch))"};

/// A row of `announcements`.
struct Head
{
    AnnouncementId id;
    Timestamp created_at;
    std::optional<Timestamp> expires_at;
    Severity severity;
    bool is_silent;
    std::optional<std::string> iql_query;
};

struct ActionRow
{
    AnnouncementId announcement;
    std::int32_t position;
    std::string link;
    std::string language;
    std::string display_name;
};

struct RecipientRow
{
    AnnouncementId announcement;
    IdentityAddress address;
};

struct TextRow
{
    AnnouncementId announcement;
    AnnouncementText text;
};

/// Reads what belongs to the announcements. Their texts come last: who still has them then was complete before.
void complete(Queries& queries, std::span<Announcement> announcements)
{
    std::unordered_map<AnnouncementId, AnnouncementContent*> contents;
    std::vector<AnnouncementId> ids;
    for (Announcement& announcement : announcements) {
        ids.push_back(announcement.id);
        contents[announcement.id] = &announcement.content;
    }
    const List list(ids);
    queries.for_each<ActionRow>(
        kSelectActions,
        [&](ActionRow&& row) {
            auto& actions = contents.at(row.announcement)->actions;
            actions.resize(static_cast<std::size_t>(row.position) + 1);
            actions.back().link = std::move(row.link);
            actions.back().display_names.emplace(std::move(row.language), std::move(row.display_name));
        },
        list);
    queries.for_each<RecipientRow>(
        kSelectRecipients,
        [&](RecipientRow&& row) { contents.at(row.announcement)->recipients.push_back(std::move(row.address)); }, list);
    queries.for_each<TextRow>(
        kSelectTexts, [&](TextRow&& row) { contents.at(row.announcement)->texts.push_back(std::move(row.text)); },
        list);
}

std::vector<Announcement> completed(Queries& queries, std::vector<Head> heads)
{
    std::vector<Announcement> announcements;
    for (Head& head : heads) {
        announcements.push_back({head.id,
                                 head.created_at,
                                 {.severity = head.severity,
                                  .is_silent = head.is_silent,
                                  .texts = {},
                                  .expires_at = head.expires_at,
                                  .actions = {},
                                  .recipients = {},
                                  .iql_query = std::move(head.iql_query)}});
    }
    std::span rest(announcements);
    while (!rest.empty()) {
        const std::size_t count = std::min(rest.size(), kChunk);
        complete(queries, rest.first(count));
        rest = rest.subspan(count);
    }
    std::erase_if(announcements, [](const Announcement& announcement) { return announcement.content.texts.empty(); });
    return announcements;
}

void insert_actions(Transaction& tx, const Announcement& announcement)
{
    std::vector<std::tuple<AnnouncementId, std::int32_t, std::string_view>> actions;
    std::vector<std::tuple<AnnouncementId, std::int32_t, std::string_view, std::string_view>> names;
    for (const AnnouncementAction& action : announcement.content.actions) {
        const auto position = static_cast<std::int32_t>(actions.size());
        actions.emplace_back(announcement.id, position, action.link);
        for (const auto& [language, name] : action.display_names) {
            names.emplace_back(announcement.id, position, language, name);
        }
    }
    tx.insert_all(kInsertActions, actions);
    tx.insert_all(kInsertActionNames, names);
}

}  // namespace

void insert(Transaction& tx, const Announcement& announcement)
{
    const AnnouncementContent& content = announcement.content;
    tx.execute(kInsert, announcement.id, announcement.created_at, content.expires_at, content.severity,
               content.is_silent, !content.recipients.empty(), content.iql_query);

    std::vector<std::tuple<AnnouncementId, std::string_view, std::string_view, std::string_view>> texts;
    for (const auto& [language, title, body] : content.texts) {
        texts.emplace_back(announcement.id, language, title, body);
    }
    tx.insert_all(kInsertTexts, texts);

    std::vector<std::tuple<AnnouncementId, IdentityAddress>> recipients;
    for (const IdentityAddress& recipient : content.recipients) recipients.emplace_back(announcement.id, recipient);
    tx.insert_all(kInsertRecipients, recipients);

    insert_actions(tx, announcement);
}

std::vector<Announcement> select_all(Queries& queries)
{
    return completed(queries, queries.select<Head>(kSelectAll));
}

std::optional<Announcement> find(Queries& queries, const AnnouncementId& id)
{
    auto announcements = completed(queries, queries.select<Head>(kFind, id));
    if (announcements.empty()) return std::nullopt;
    return std::move(announcements.front());
}

bool remove(Queries& queries, const AnnouncementId& id)
{
    return queries.change(kDelete, id) > 0;
}

std::vector<LocalAnnouncementRow> select_for(Queries& queries, const IdentityAddress& reader,
                                             const std::string& language)
{
    return queries.select<LocalAnnouncementRow>(kSelectFor, reader, kDefaultLanguage, language);
}

bool delete_expired_before(Transaction& tx, Timestamp time)
{
    return tx.change(kDeleteExpired, time, kBatch) == kBatch;
}

bool forget_identity(Transaction& tx, const IdentityAddress& identity)
{
    return tx.change(kForgetRecipient, identity, kBatch) >= kBatch;
}

}  // namespace backbone::announcements::store
