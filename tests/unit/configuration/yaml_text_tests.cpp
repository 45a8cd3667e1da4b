#include "configuration/yaml_text.hpp"

#include <catch2/catch.hpp>

using namespace backbone::configuration;

TEST_CASE("A text is written so that YAML reads it as the same text", "[configuration]")
{
    const std::string text = GENERATE("plain", "with blank", "", " ", "-", "- a", "-a", ":a", "a:", "a: b", "a:b", "@a",
                                      "%a", "*a", "&a", "!a", "#a", "a #b", "a#b", "[a", "{a}", "a,b", "'a'", "\"a\"",
                                      "\\", "null", "Null", "NULL", "~", "|", ">", "?", "two\nlines\n", "tab\t", "\x01",
                                      "caf\xc3\xa9", "0.0.0.0", "::", "https://a.b/c?d", "true", "1e3");
    const Document document = parse_document("test", "key: " + yaml_scalar(text) + "\n");
    INFO(yaml_scalar(text));
    REQUIRE(document.problems.empty());
    const DocumentNode* const node = document.root.member("key");
    REQUIRE(node);
    CHECK(node->kind == DocumentNode::Kind::scalar);
    CHECK(node->text == text);
}

TEST_CASE("What reads well is not quoted", "[configuration]")
{
    CHECK(yaml_scalar("127.0.0.1") == "127.0.0.1");
    CHECK(yaml_scalar("https://a.example") == "https://a.example");
    CHECK(yaml_list({"a", "b c", ""}) == R"([a, "b c", ""])");
    CHECK(yaml_list({}) == "[]");
}
