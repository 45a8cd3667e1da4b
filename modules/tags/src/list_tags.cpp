// GET /api/v2/Tags (docs/protocol/announcements-and-tags.md §9)
#include "list_tags.hpp"

#include <backbone/json_writer.hpp>

namespace backbone::tags {
namespace {

void write_tag(JsonWriter& json, const Tag& tag)
{
    json.object([&] {
        json.member("displayNames", tag.display_names);
        json.key("children");
        json.object([&] {
            for (const auto& [name, child] : tag.children) {
                json.key(name);
                write_tag(json, child);
            }
        });
    });
}

struct Answer
{
    const TagsOptions& tags;
};

void write_json(JsonWriter& json, const Answer& answer)
{
    json.object([&] {
        json.member("supportedLanguages", answer.tags.supported_languages);
        json.key("tagsForAttributeValueTypes");
        json.object([&] {
            for (const auto& of_type : answer.tags.tags_for_attribute_value_types) {
                json.key(of_type.first);
                json.object([&] {
                    for (const auto& [name, tag] : of_type.second) {
                        // Names of the first level only are changed, as the members of every object are.
                        json.key(camel_case(name));
                        write_tag(json, tag);
                    }
                });
            }
        });
    });
}

}  // namespace

Response list_of_tags(const TagsOptions& tags)
{
    return ok(Answer{tags});
}

}  // namespace backbone::tags
