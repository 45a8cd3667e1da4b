#pragma once

#include <map>
#include <string>
#include <vector>

#include <backbone/options.hpp>

namespace backbone::tags {

/// What an attribute value can be tagged with.
struct Tag
{
    /// By language; one for each of the supported ones.
    std::map<std::string, std::string> display_names;
    /// By name.
    std::map<std::string, Tag> children;
};

/// Source: docs/protocol/announcements-and-tags.md §10.
struct TagsOptions
{
    /// In the order in which clients see them; `en` is always among them.
    std::vector<std::string> supported_languages{"en"};
    /// By the type of the attribute value, and by name.
    std::map<std::string, std::map<std::string, Tag>> tags_for_attribute_value_types;
};

void describe(OptionSection& options, TagsOptions& tags);

}  // namespace backbone::tags
