#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <announcements/events.hpp>
#include <backbone/database.hpp>
#include <backbone/json_writer.hpp>
#include <backbone/request.hpp>

/// What the operator does with announcements (docs/protocol/announcements-and-tags.md §4).
namespace backbone::announcements {

namespace codes {
inline constexpr std::string_view kInvalidIqlQueryLength =
    "error.platform.validation.invalidIqlQueryLengthForAnnouncement";
inline constexpr std::string_view kNonSilentCannotHaveIqlQuery =
    "error.platform.validation.nonSilentAnnouncementCannotHaveIqlQuery";
inline constexpr std::string_view kInvalidLanguage = "error.platform.validation.invalidAnnouncementLanguage";
inline constexpr std::string_view kLinkTooLong = "MaximumLengthValidator";
}  // namespace codes

/// A link that clients offer with an announcement.
struct AnnouncementAction
{
    /// By language; English is among them.
    std::map<std::string, std::string> display_names;
    std::string link;
};

struct AnnouncementContent
{
    Severity severity{};
    bool is_silent = false;
    std::vector<AnnouncementText> texts;
    /// Only housekeeping looks at it.
    std::optional<Timestamp> expires_at;
    std::vector<AnnouncementAction> actions;
    /// Empty: everybody. A nil one stands for what is no address.
    std::vector<IdentityAddress> recipients;
    /// By which clients decide whether to show it; empty means none.
    std::optional<std::string> iql_query;
};

struct Announcement
{
    AnnouncementId id;
    Timestamp created_at;
    AnnouncementContent content;
};

/// As the operator sees it, with all texts.
void write_json(JsonWriter& json, const Announcement& announcement);
void write_json(JsonWriter& json, const AnnouncementText& text);
void write_json(JsonWriter& json, const AnnouncementAction& action);

/// The body of a request that makes an announcement. Throws Error 400 when it cannot be parsed; the rules are those of
/// create_announcement (§4.1).
AnnouncementContent read_announcement(const Request& request);

/// Stores the announcement, raises AnnouncementCreated, and notes who did it (audit.hpp). Throws Error with the code of
/// the first rule that is broken (§4.1).
Announcement create_announcement(Transaction& tx, std::string_view operator_name, AnnouncementContent content);

/// All of them, oldest first.
std::vector<Announcement> list_announcements(Queries& queries);

std::optional<Announcement> find_announcement(Queries& queries, const AnnouncementId& id);
/// Throws Error 404 when there is none.
Announcement get_announcement(Queries& queries, const AnnouncementId& id);
/// Deletes it with all that belongs to it, and notes who did it. Throws Error 404 when there is none.
void delete_announcement(Transaction& tx, std::string_view operator_name, const AnnouncementId& id);

}  // namespace backbone::announcements
