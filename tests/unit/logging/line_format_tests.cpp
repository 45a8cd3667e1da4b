#include "logging/line_format.hpp"

#include <initializer_list>
#include <limits>

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include <backbone/identity_address.hpp>

using namespace backbone;
using namespace backbone::logging;

namespace {

std::string line(Format format, std::string_view message, std::initializer_list<LogField> fields = {},
                 LogLevel level = LogLevel::info)
{
    const Masker masker(Options{}.masks);
    const auto time = Timestamp::from_microseconds(1'763'719'200'123'456);
    return LineFormat(format, masker).line_of({level, "http", message, {fields.begin(), fields.size()}}, time);
}

}  // namespace

TEST_CASE("An entry in JSON is one object with its fields inside", "[logging]")
{
    CHECK(
        line(Format::json, "started") ==
        R"({"time":"2025-11-21T10:00:00.123Z","level":"info","service":"backbone","component":"http","message":"started"})");
    CHECK(
        line(Format::json, "answered",
             {{"status", 200}, {kCorrelationId, "abc"}, {"path", "/a"}, {"slow", false}, {"seconds", 0.25}},
             LogLevel::warning) ==
        R"({"time":"2025-11-21T10:00:00.123Z","level":"warning","service":"backbone","component":"http",)"
        R"("message":"answered","correlation_id":"abc","fields":{"status":200,"path":"/a","slow":false,"seconds":0.25}})");
}

TEST_CASE("An entry in text is for people", "[logging]")
{
    CHECK(line(Format::text, "started") == "2025-11-21T10:00:00.123Z info    http: started");
    CHECK(
        line(Format::text, "answered",
             {{"status", 500}, {kCorrelationId, "abc"}, {"path", "/a b"}, {"empty", ""}, {"slow", true}},
             LogLevel::error) ==
        R"(2025-11-21T10:00:00.123Z error   http: answered status=500 correlation_id=abc path="/a b" empty="" slow=true)");
}

TEST_CASE("Whatever an entry holds, its line is valid", "[logging]")
{
    const std::string text = GENERATE(values<std::string>({
        "two\nlines\r\n",
        "\"quoted\" \\ back",
        "\x1b[31mred",
        "\xff\xfe",
        "\xc3",
        "caf\xc3\xa9",
        "\xe2\x82",
        "\xed\xa0\x80",
        "\xf0\x9f\x98\x80",
        "\xc0\x80",
        "\xf4\x90\x80\x80",
        std::string("nul\0l", 5),
    }));
    const std::string json = line(Format::json, text, {{"field", text}, {kCorrelationId, text}});
    CHECK(json.find_first_of("\n\r\x1b") == std::string::npos);
    boost::system::error_code error;
    const auto parsed = boost::json::parse(json, error);
    REQUIRE_FALSE(error);
    CHECK(parsed.at("message") == parsed.at("fields").at("field"));

    const std::string plain = line(Format::text, text, {{"field", text}});
    CHECK(plain.find_first_of("\n\r\x1b") == std::string::npos);
}

TEST_CASE("Well-formed UTF-8 is kept and the rest replaced", "[logging]")
{
    const std::string json = line(Format::json, "caf\xc3\xa9 \xff \xf0\x9f\x98\x80");
    CHECK(json.find("caf\xc3\xa9 \xef\xbf\xbd \xf0\x9f\x98\x80") != std::string::npos);
}

TEST_CASE("Numbers that JSON does not know are null", "[logging]")
{
    CHECK(
        line(Format::json, "x", {{"a", std::numeric_limits<double>::infinity()}}).ends_with(R"("fields":{"a":null}})"));
}

TEST_CASE("Message and fields are masked in both formats", "[logging]")
{
    const auto format = GENERATE(Format::json, Format::text);
    const auto address = IdentityAddress::from_trusted("did:e:localhost:dids:0f3e40164b6c495c28674f");
    const std::string entry =
        line(format, "device DVC0123456789abcdefg",
             {{"address", address}, {"user", "USR0123456789abcdefg"}, {kCorrelationId, "a@b.de"}});
    CHECK(entry.find("did:e") == std::string::npos);
    CHECK(entry.find("DVC") == std::string::npos);
    CHECK(entry.find("USR") == std::string::npos);
    CHECK(entry.find("a@b.de") == std::string::npos);
    CHECK(entry.find("**MASKED**") != std::string::npos);
}
