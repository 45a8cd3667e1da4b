#include <tags/options.hpp>

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include <backbone/json_writer.hpp>
#include <backbone/language.hpp>

namespace backbone::tags {
namespace {

constexpr std::string_view kSupportedLanguages = "supported_languages";
constexpr std::string_view kTags = "tags_for_attribute_value_types";

bool contains(const std::vector<std::string>& texts, std::string_view text)
{
    return std::ranges::find(texts, text) != texts.end();
}

/// Clients write the names on the way to a tag with colons between them.
bool is_tag_name(std::string_view name)
{
    return !name.empty() && name.find(':') == std::string_view::npos;
}

/// What is checked of every tag, whatever its depth.
void check_tag(OptionSection& options, const TagsOptions& tags, const std::string& path, const Tag& tag)
{
    for (const auto& [language, text] : tag.display_names) {
        options.check(kTags, contains(tags.supported_languages, language),
                      fmt::format("has a display name of {} in '{}', which is no supported language", path, language));
    }
    for (const std::string& language : tags.supported_languages) {
        options.check(kTags, tag.display_names.contains(language),
                      fmt::format("has no display name of {} in '{}'", path, language));
    }
    for (const auto& [name, child] : tag.children) {
        options.check(kTags, is_tag_name(name), fmt::format("has '{}' below {}, which is no name", name, path));
        check_tag(options, tags, path + ':' + name, child);
    }
}

/// Tags whose names begin with `x` are those that users make.
bool is_reserved(std::string_view name)
{
    return name == "x" || name == "X";
}

void check_first_level(OptionSection& options, const TagsOptions& tags, const std::string& type,
                       const std::map<std::string, Tag>& first_level)
{
    std::set<std::string> written_names;
    for (const auto& [name, tag] : first_level) {
        options.check(kTags, is_tag_name(name), fmt::format("has '{}' below {}, which is no name", name, type));
        check_tag(options, tags, type + ':' + name, tag);
        options.check(kTags, !is_reserved(name), fmt::format("has '{}' below {}, which is reserved", name, type));
        options.check(kTags, written_names.insert(camel_case(name)).second,
                      fmt::format("has two tags below {} that clients see as '{}'", type, camel_case(name)));
    }
}

}  // namespace

void describe(OptionSection& options, Tag& tag)
{
    options.map("display_names", tag.display_names);
    options.map("children", tag.children);
}

void describe(OptionSection& options, TagsOptions& tags)
{
    options.list(kSupportedLanguages, tags.supported_languages);
    options.check(kSupportedLanguages, contains(tags.supported_languages, kDefaultLanguage), "must contain 'en'");
    for (const std::string& language : tags.supported_languages) {
        options.check(kSupportedLanguages, is_language(language),
                      fmt::format("has '{}', which is no known language", language));
    }
    options.map(kTags, tags.tags_for_attribute_value_types);
    for (const auto& [type, first_level] : tags.tags_for_attribute_value_types) {
        check_first_level(options, tags, type, first_level);
    }
}

}  // namespace backbone::tags
