// GET /api/v2/Announcements (docs/protocol/announcements-and-tags.md §3)
#include <algorithm>
#include <span>

#include <backbone/input.hpp>
#include <backbone/language.hpp>

#include "announcement_store.hpp"
#include "use_cases.hpp"

namespace backbone::announcements {
namespace {

struct Input
{
    std::string language;
};

struct Language
{
    Verdict operator()(const std::string& code, const Context&) const
    {
        if (is_language(code)) return std::nullopt;
        return Violation{"is no known language"};
    }
};

constexpr auto kInput = input::from<Input>(input::query("language", &Input::language, Language{}));

using Rows = std::span<const store::LocalAnnouncementRow>;

/// An announcement with its actions: all the rows that have its id.
struct Answer
{
    Rows rows;
};

void write_actions(JsonWriter& json, Rows rows)
{
    json.array([&] {
        for (const auto& row : rows) {
            if (!row.action) continue;
            json.object([&] {
                json.member("displayName", row.action->display_name);
                json.member("link", row.action->link);
                json.member("iqlQuery", nullptr);
            });
        }
    });
}

void write_json(JsonWriter& json, const Answer& answer)
{
    const store::LocalAnnouncement& announcement = answer.rows.front().announcement;
    json.object([&] {
        json.member("id", announcement.id);
        json.member("createdAt", announcement.created_at);
        json.member("expiresAt", announcement.expires_at);
        json.member("severity", announcement.severity);
        json.member("title", announcement.title.value());
        json.member("body", announcement.body.value());
        json.key("actions");
        write_actions(json, answer.rows);
        json.member("iqlQuery", announcement.iql_query);
    });
}

std::vector<Answer> by_announcement(Rows rows)
{
    std::vector<Answer> answers;
    while (!rows.empty()) {
        const auto is_another = [&](const auto& row) { return row.announcement.id != rows.front().announcement.id; };
        const auto count = static_cast<std::size_t>(std::ranges::find_if(rows, is_another) - rows.begin());
        answers.push_back({rows.first(count)});
        rows = rows.subspan(count);
    }
    return answers;
}

}  // namespace

Response list_visible_announcements(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const auto rows = store::select_for(context.queries(), context.identity(), input.language);
    return ok(by_announcement(rows));
}

}  // namespace backbone::announcements
