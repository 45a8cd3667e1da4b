#include <catch2/catch.hpp>

#include <tags/options.hpp>

#include "unit/configuration/loading.hpp"

using namespace backbone;
using namespace backbone::configuration::test;

namespace {

struct Case
{
    std::string what;
    std::string tags;
    std::vector<std::string> problems;
};

const std::string kPlace = "backbone.yaml:5: modules.tags.";

std::vector<std::string> problems_of_tags(const std::string& yaml)
{
    return problems_of(kMinimal + "modules: {tags: " + yaml + "}\n");
}

}  // namespace

TEST_CASE("without any configuration English is supported and there are no tags", "[tags]")
{
    const auto tags = load(kMinimal).configuration.modules.get<tags::TagsOptions>();

    CHECK(tags.supported_languages == std::vector<std::string>{"en"});
    CHECK(tags.tags_for_attribute_value_types.empty());
}

TEST_CASE("tags are read with those below them", "[tags]")
{
    const auto tags = load(kMinimal + R"(
modules:
  tags:
    supported_languages: [de, en]
    tags_for_attribute_value_types:
      PhoneNumber:
        emergency:
          display_names: {de: Notfall, en: Emergency}
          children:
            first:
              display_names: {de: Erster, en: First}
              children:
                x: {display_names: {de: X, en: X}}
)")
                          .configuration.modules.get<tags::TagsOptions>();

    CHECK(tags.supported_languages == std::vector<std::string>{"de", "en"});
    const tags::Tag& emergency = tags.tags_for_attribute_value_types.at("PhoneNumber").at("emergency");
    CHECK(emergency.display_names.at("de") == "Notfall");
    CHECK(emergency.children.at("first").display_names.at("en") == "First");
    CHECK(emergency.children.at("first").children.at("x").children.empty());
}

TEST_CASE("tags that clients could not use prevent the start", "[tags]")
{
    const auto [what, yaml, problems] = GENERATE(values<Case>({
        {"no English", "{supported_languages: [de]}", {"supported_languages: must contain 'en'"}},
        {"no languages", "{supported_languages: []}", {"supported_languages: must contain 'en'"}},
        {"an unknown language",
         "{supported_languages: [en, EN, xx]}",
         {"supported_languages: has 'EN', which is no known language",
          "supported_languages: has 'xx', which is no known language"}},
        {"a language that is not supported",
         "{tags_for_attribute_value_types: {A: {b: {display_names: {en: B, de: B}}}}}",
         {"tags_for_attribute_value_types: has a display name of A:b in 'de', which is no supported language"}},
        {"a missing display name",
         "{supported_languages: [en, de], tags_for_attribute_value_types: {A: {b: {display_names: {en: B}}}}}",
         {"tags_for_attribute_value_types: has no display name of A:b in 'de'"}},
        {"no display names",
         "{tags_for_attribute_value_types: {A: {b: {}}}}",
         {"tags_for_attribute_value_types: has no display name of A:b in 'en'"}},
        {"a missing display name below",
         "{tags_for_attribute_value_types: {A: {b: {display_names: {en: B}, children: {c: {}}}}}}",
         {"tags_for_attribute_value_types: has no display name of A:b:c in 'en'"}},
        {"the reserved name",
         "{tags_for_attribute_value_types: {A: {x: {display_names: {en: X}}}}}",
         {"tags_for_attribute_value_types: has 'x' below A, which is reserved"}},
        {"the reserved name in upper case",
         "{tags_for_attribute_value_types: {A: {X: {display_names: {en: X}}}}}",
         {"tags_for_attribute_value_types: has 'X' below A, which is reserved"}},
        {"a colon in a name",
         "{tags_for_attribute_value_types: {A: {'b:c': {display_names: {en: X}}}}}",
         {"tags_for_attribute_value_types: has 'b:c' below A, which is no name"}},
        {"a colon in a name below",
         "{tags_for_attribute_value_types: {A: {b: {display_names: {en: B}, children: {'c:d': {display_names: {en: "
         "D}}}}}}}",
         {"tags_for_attribute_value_types: has 'c:d' below A:b, which is no name"}},
        {"two tags of the same name for clients",
         "{tags_for_attribute_value_types: {A: {Home: {display_names: {en: H}}, home: {display_names: {en: H}}}}}",
         {"tags_for_attribute_value_types: has two tags below A that clients see as 'home'"}},
        {"an empty display name",
         "{tags_for_attribute_value_types: {A: {b: {display_names: {en: ''}}}}}",
         {"tags_for_attribute_value_types.A.b.display_names.en: expected a text that is not empty, found nothing"}},
    }));
    INFO(what);
    std::vector<std::string> expected;
    for (const std::string& problem : problems) expected.push_back(kPlace + problem);
    CHECK(problems_of_tags(yaml) == expected);
}
