#include "configuration/units.hpp"

#include <chrono>

#include <catch2/catch.hpp>

#include "configuration/similar.hpp"

using namespace backbone::configuration;
using namespace std::chrono_literals;

TEST_CASE("A duration is read with its unit and written in the largest one that fits", "[configuration]")
{
    const auto [text, duration, written] = GENERATE(table<std::string, backbone::Duration, std::string>({
        {"0s", 0s, "0s"},
        {"0d", 0s, "0s"},
        {"1us", 1us, "1us"},
        {"250ms", 250ms, "250ms"},
        {"30s", 30s, "30s"},
        {"60s", 60s, "1m"},
        {"10m", 10min, "10m"},
        {"1h", 1h, "1h"},
        {"14d", 24h * 14, "14d"},
        {"0.5d", 12h, "12h"},
        {"0.1s", 100ms, "100ms"},
        {"1.5h", 90min, "90m"},
        {"0.0001d", 8640ms, "8640ms"},
        {"36525d", 24h * 36525, "36525d"},
    }));
    CHECK(parse_duration(text) == duration);
    CHECK(format_duration(duration) == written);
}

TEST_CASE("Text that is no duration is refused", "[configuration]")
{
    const std::string text = GENERATE("", "s", "1", "-1s", "1 s", "1S", "1sec", "1s ", "1e3s", "0.1us", "nans", "infd",
                                      "36526d", "99999999999999999999d", "1h30m");
    CHECK_FALSE(parse_duration(text));
}

TEST_CASE("A size is read with its unit and written in the largest one that fits", "[configuration]")
{
    const auto [text, bytes, written] = GENERATE(table<std::string, std::uint64_t, std::string>({
        {"0B", 0, "0B"},
        {"1000B", 1000, "1000B"},
        {"1024B", 1024, "1KiB"},
        {"1.5KiB", 1536, "1536B"},
        {"20MiB", 20 << 20, "20MiB"},
        {"3GiB", 3221225472, "3GiB"},
    }));
    CHECK(parse_size(text) == bytes);
    CHECK(format_size(bytes) == written);
}

TEST_CASE("Text that is no size is refused", "[configuration]")
{
    const std::string text = GENERATE("", "B", "1", "-1B", "1MB", "1kib", "0.5B", "1 MiB", "9999999999GiB");
    CHECK_FALSE(parse_size(text));
}

TEST_CASE("The most similar word is found, as long as it is similar", "[configuration]")
{
    const std::vector<std::string> words{"address", "port", "default_size", "maximum_size"};
    CHECK(most_similar("adress", words) == "address");
    CHECK(most_similar("prot", words) == "port");
    CHECK(most_similar("DefaultSize", words) == "default_size");
    CHECK(most_similar("max_size", words) == std::nullopt);
    CHECK(most_similar("maximumsise", words) == "maximum_size");
    CHECK(most_similar("tier", words) == std::nullopt);
    CHECK(most_similar("", words) == std::nullopt);
}
