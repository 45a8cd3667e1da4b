#include <string>

#include <catch2/catch.hpp>

#include "http/path.hpp"
#include "http/request_target.hpp"

using namespace backbone::http;

TEST_CASE("A path is decoded and its dot segments are resolved", "[http]")
{
    const auto [sent, decoded] = GENERATE(table<std::string, std::string>({
        {"/api/v2/Tokens", "/api/v2/Tokens"},
        {"/api/v2/%56ersion", "/api/v2/Version"},
        {"/TOK%20", "/TOK "},
        {"/TOK+abc", "/TOK+abc"},
        {"/TOK%2Fabc", "/TOK%2Fabc"},
        {"/TOK%2fabc", "/TOK%2fabc"},
        {"/TOK%252Fabc", "/TOK%2Fabc"},
        {"/TOK%zz", "/TOK%zz"},
        {"/TOK%4", "/TOK%4"},
        {"/TOK%", "/TOK%"},
        {"/%c3%bc", "/\u00fc"},
        {"/%f0%9f%98%80", "/\U0001F600"},
        {"/%c3", "/%c3"},
        {"/%c3%28", "/%c3("},
        {"/%ff", "/%ff"},
        {"/%c0%af", "/%c0%af"},
        {"/%ed%a0%80", "/%ed%a0%80"},
        {"/api/v2/x/../Version", "/api/v2/Version"},
        {"/api/./v2/.", "/api/v2/"},
        {"/api/v2/..", "/api/"},
        {"/../../api", "/api"},
        {"/a/%2e%2E/b", "/b"},
        {"/.well-known/x", "/.well-known/x"},
        {"/a/..b/.c", "/a/..b/.c"},
        {"//a", "//a"},
    }));
    CAPTURE(sent);
    CHECK(decoded_path(sent) == decoded);
}

TEST_CASE("A path that cannot be kept as text is refused", "[http]")
{
    const std::string sent = GENERATE("/TOK%00", "/%00", "/a\x7f", "/\xc3\xbc", "/a b");
    CAPTURE(sent);
    CHECK_FALSE(decoded_path(sent));
}

TEST_CASE("Version 2 can be written in several ways", "[http]")
{
    const auto [segment, is_version] = GENERATE(table<std::string, bool>({
        {"v2", true},
        {"V2", true},
        {"v02", true},
        {"v2.0", true},
        {"v002.00", true},
        {"v2.1", false},
        {"v3", false},
        {"v1", false},
        {"2", false},
        {"vx", false},
        {"v", false},
        {"v2.", false},
        {"v2x", false},
        {"", false},
        {"v2.0.0", false},
        {"v4294967298", false},
    }));
    CAPTURE(segment);
    CHECK(is_version_segment(segment, 2) == is_version);
}

TEST_CASE("A request target is split into its parts", "[http]")
{
    const auto parts = split_target("/a/b?c=d?e");
    REQUIRE(parts);
    CHECK(parts->path == "/a/b");
    CHECK(parts->query == "c=d?e");
    CHECK(parts->authority.empty());

    const auto absolute = split_target("HTTP://backbone.example:80?x");
    REQUIRE(absolute);
    CHECK(absolute->authority == "backbone.example:80");
    CHECK(absolute->path == "/");
    CHECK(absolute->query == "x");

    CHECK(split_target("*")->path == "*");
    for (const char* bad : {"", "api", "http://", "http:///x", "backbone.example:443", "ftp://a/b", "?x"}) {
        CAPTURE(bad);
        CHECK_FALSE(split_target(bad));
    }
}

TEST_CASE("Only what can stand in a URL is a host", "[http]")
{
    for (const char* good : {"localhost", "backbone.example:8443", "[::1]:80", "10.0.0.1", "a_b-c"})
        CHECK(is_host(good));
    for (const char* bad : {"", "a b", "a/b", "a@b", "a\r\nX: y", "a\"b", "\xc3\xbc"}) CHECK_FALSE(is_host(bad));
    CHECK_FALSE(is_host(std::string(300, 'a')));
}
