#include <catch2/catch.hpp>

#include <tags/options.hpp>

#include "support/application.hpp"

using namespace backbone;
using namespace backbone::testing;

namespace {

tags::Tag tag(std::string text, std::map<std::string, tags::Tag> children = {})
{
    return {.display_names = {{"de", "de: " + text}, {"en", text}}, .children = std::move(children)};
}

void with_tags(Configuration& configuration)
{
    auto& tags = configuration.modules.get<tags::TagsOptions>();
    tags.supported_languages = {"en", "de"};
    tags.tags_for_attribute_value_types["PhoneNumber"]["URLName"] = tag("First", {{"InnerTag", tag("Inner")}});
    tags.tags_for_attribute_value_types["Affiliation"]["job"] = tag("Job");
}

}  // namespace

TEST_ON_EACH_DATABASE("anybody can read the tags", "[tags]", database)
{
    TestApplication app(database, with_tags);
    const std::string expected =
        R"({"result":{"supportedLanguages":["en","de"],"tagsForAttributeValueTypes":{)"
        R"("Affiliation":{"job":{"displayNames":{"de":"de: Job","en":"Job"},"children":{}}},)"
        R"("PhoneNumber":{"urlName":{"displayNames":{"de":"de: First","en":"First"},"children":{)"
        R"("InnerTag":{"displayNames":{"de":"de: Inner","en":"Inner"},"children":{}}}}}}}})";

    const Answer anonymous = app.get("/api/v2/Tags");
    CHECK(anonymous.status == 200);
    CHECK(anonymous.body == expected);

    Person with_garbage;
    with_garbage.access_token = "x";
    CHECK(app.get("/api/v2/tags?language=de", with_garbage).body == expected);
}

TEST_ON_EACH_DATABASE("without a configuration there are no tags", "[tags]", database)
{
    TestApplication app(database);

    CHECK(app.get("/api/v2/Tags").body ==
          R"({"result":{"supportedLanguages":["en"],"tagsForAttributeValueTypes":{}}})");
}

TEST_ON_EACH_DATABASE("who knows the tags already is told that they are the same", "[tags]", database)
{
    TestApplication app(database, with_tags);
    const std::string known = app.get("/api/v2/Tags").header("ETag");

    const Answer same = app.send("GET", "/api/v2/Tags", {}, {}, {{"If-None-Match", known}});
    CHECK(same.status == 304);
    CHECK(same.body.empty());
    CHECK(same.header("ETag") == known);

    CHECK(app.send("GET", "/api/v2/Tags", {}, {}, {{"If-None-Match", "\"other\""}}).status == 200);
}

TEST_ON_EACH_DATABASE("tags are only read", "[tags]", database)
{
    TestApplication app(database, with_tags);

    const Answer answer = app.post("/api/v2/Tags", "{}");
    CHECK(answer.status == 405);
    CHECK(answer.header("Allow") == "GET");
}
