#pragma once

#include <optional>
#include <string>
#include <vector>

#include <announcements/announcements.hpp>
#include <backbone/database.hpp>

namespace backbone::announcements::store {

void insert(Transaction& tx, const Announcement& announcement);

/// Oldest first. One that is deleted meanwhile is either complete or left out.
std::vector<Announcement> select_all(Queries& queries);
std::optional<Announcement> find(Queries& queries, const AnnouncementId& id);

/// Answers whether there was one.
bool remove(Queries& queries, const AnnouncementId& id);

/// An announcement in one language, or in English what there is not in that one.
struct LocalAnnouncement
{
    AnnouncementId id;
    Timestamp created_at;
    std::optional<Timestamp> expires_at;
    Severity severity{};
    std::optional<std::string> iql_query;
    /// Only in its first row, as they may be long.
    std::optional<std::string> title;
    std::optional<std::string> body;

    struct Action
    {
        std::string display_name;
        std::string link;
    };
};

/// A row for each action, or one without, oldest announcement first and its actions in their order.
struct LocalAnnouncementRow
{
    LocalAnnouncement announcement;
    std::optional<LocalAnnouncement::Action> action;
};
std::vector<LocalAnnouncementRow> select_for(Queries& queries, const IdentityAddress& reader,
                                             const std::string& language);

/// Deletes a batch; answers whether there may be more.
bool delete_expired_before(Transaction& tx, Timestamp time);
/// Removes the identity from the recipients of a batch; answers whether there may be more.
bool forget_identity(Transaction& tx, const IdentityAddress& identity);

}  // namespace backbone::announcements::store
