// The body of POST /api/v1/Announcements (docs/protocol/announcements-and-tags.md §4.1)
#include <announcements/announcements.hpp>
#include <backbone/input.hpp>
#include <backbone/nullable_elements.hpp>

namespace backbone::announcements {
namespace {

/// By language. A null name can be read, and is refused by the rules as an empty one.
struct DisplayNames
{
    static constexpr bool kInBody = true;

    void bind(const input::Source& source, AnnouncementAction& action) const
    {
        const boost::json::object* names = input::required_object(source, "displayName");
        input::for_each_entry(*names, [&](std::string_view language, const boost::json::value& name) {
            std::string& text = action.display_names[std::string(language)];
            if (!input::is_null(name)) input::read_json(name, "displayName", text);
        });
    }
};

constexpr auto kText = input::from<AnnouncementText>(input::member("language", &AnnouncementText::language),
                                                     input::member("title", &AnnouncementText::title),
                                                     input::member("body", &AnnouncementText::body));

constexpr auto kAction =
    input::from<AnnouncementAction>(DisplayNames{}, input::member("link", &AnnouncementAction::link));

/// An array of objects. A null one can be read, and is refused by the rules as one without content.
template <class T, class Element>
struct Elements
{
    static constexpr bool kInBody = true;
    std::string_view name;
    std::vector<T> AnnouncementContent::*field;
    Element element;
    input::Presence presence;

    void bind(const input::Source& source, AnnouncementContent& content) const
    {
        const boost::json::value* array = source.object ? input::find_member(*source.object, name) : nullptr;
        if (!array) {
            if (presence == input::Presence::required) throw input_cannot_be_parsed(name, "is required");
            return;
        }
        input::for_each_element(*array, name, [&](const boost::json::value& value) {
            const boost::json::object* object = input::object_or_null(value, name);
            (content.*field)
                .push_back(object ? element.bind(input::Source{source.request, object, source.page_sizes}) : T{});
        });
    }
};

constexpr auto kInput = input::from<AnnouncementContent>(
    input::member("severity", &AnnouncementContent::severity),
    input::member("isSilent", &AnnouncementContent::is_silent),
    Elements<AnnouncementText, decltype(kText)>{"texts", &AnnouncementContent::texts, kText, input::Presence::required},
    input::member("expiresAt", &AnnouncementContent::expires_at),
    Elements<AnnouncementAction, decltype(kAction)>{"actions", &AnnouncementContent::actions, kAction,
                                                    input::Presence::optional},
    input::member_or_default("recipients", &AnnouncementContent::recipients),
    input::member("iqlQuery", &AnnouncementContent::iql_query));

}  // namespace

AnnouncementContent read_announcement(const Request& request)
{
    return kInput.bind(input::Source{&request, input::body_object(request, input::Body::required), nullptr});
}

}  // namespace backbone::announcements
