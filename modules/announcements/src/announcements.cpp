#include <announcements/announcements.hpp>

#include <backbone/audit.hpp>
#include <backbone/error.hpp>

#include "announcement_rules.hpp"
#include "announcement_store.hpp"

namespace backbone::announcements {

Announcement create_announcement(Transaction& tx, std::string_view operator_name, AnnouncementContent content)
{
    if (content.iql_query && content.iql_query->empty()) content.iql_query.reset();
    check(content);
    Announcement announcement{AnnouncementId::generate(tx.random()), tx.now(), std::move(content)};
    store::insert(tx, announcement);
    const AnnouncementContent& created = announcement.content;
    tx.raise(
        AnnouncementCreated{announcement.id, created.severity, created.is_silent, created.texts, created.recipients});
    audit(tx, operator_name, {"announcement.created", announcement.id.text()});
    return announcement;
}

std::vector<Announcement> list_announcements(Queries& queries)
{
    return store::select_all(queries);
}

std::optional<Announcement> find_announcement(Queries& queries, const AnnouncementId& id)
{
    return store::find(queries, id);
}

Announcement get_announcement(Queries& queries, const AnnouncementId& id)
{
    auto announcement = find_announcement(queries, id);
    if (!announcement) throw not_found("Announcement");
    return std::move(*announcement);
}

void delete_announcement(Transaction& tx, std::string_view operator_name, const AnnouncementId& id)
{
    if (!store::remove(tx, id)) throw not_found("Announcement");
    audit(tx, operator_name, {"announcement.deleted", id.text()});
}

void write_json(JsonWriter& json, const AnnouncementText& text)
{
    json.object([&] {
        json.member("language", text.language);
        json.member("title", text.title);
        json.member("body", text.body);
    });
}

void write_json(JsonWriter& json, const AnnouncementAction& action)
{
    json.object([&] {
        json.member("displayName", action.display_names);
        json.member("link", action.link);
    });
}

void write_json(JsonWriter& json, const Announcement& announcement)
{
    const AnnouncementContent& content = announcement.content;
    json.object([&] {
        json.member("id", announcement.id);
        json.member("createdAt", announcement.created_at);
        json.member("expiresAt", content.expires_at);
        json.member("severity", content.severity);
        json.member("texts", content.texts);
        json.member("recipients", content.recipients);
        json.member("actions", content.actions);
        json.member("iqlQuery", content.iql_query);
        json.member("isSilent", content.is_silent);
    });
}

}  // namespace backbone::announcements
