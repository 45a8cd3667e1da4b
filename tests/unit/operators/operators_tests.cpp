#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <backbone/operators.hpp>

#include "operators/wrong_keys.hpp"

using namespace backbone;
using namespace std::chrono_literals;
using Verdict = Operators::Verdict;

namespace {

const Timestamp kNow = Timestamp::from_microseconds(1'800'000'000'000'000);

}  // namespace

TEST_CASE("A key tells whose it is", "[operators]")
{
    Operators operators({{"alice", "first"}, {"bob", "second"}}, {});
    CHECK(operators.judge("first", "10.0.0.1", kNow).name == "alice");
    CHECK(operators.judge("second", "10.0.0.1", kNow).name == "bob");
    CHECK(operators.judge("third", "10.0.0.1", kNow).verdict == Verdict::unknown);
    CHECK(operators.judge("", "10.0.0.1", kNow).verdict == Verdict::unknown);
}

TEST_CASE("Wrong keys close only their own address", "[operators]")
{
    Operators operators({{"alice", "right"}}, {.attempts = 2, .window = 60s});
    operators.judge("wrong", "10.0.0.1", kNow);
    operators.judge("wrong", "10.0.0.1", kNow + 30s);
    CHECK(operators.judge("right", "10.0.0.1", kNow + 59s).verdict == Verdict::too_many_attempts);
    CHECK(operators.judge("right", "10.0.0.2", kNow + 59s).verdict == Verdict::known);
    CHECK(operators.judge("right", "10.0.0.1", kNow + 60s).verdict == Verdict::known);

    operators.judge("wrong", "2001:db8::1", kNow);
    operators.judge("wrong", "2001:db8::2", kNow);
    CHECK(operators.judge("right", "2001:db8::3", kNow).verdict == Verdict::too_many_attempts);
    CHECK(operators.judge("right", "2001:db8:0:1::1", kNow).verdict == Verdict::known);
}

TEST_CASE("No key does not count as a wrong one", "[operators]")
{
    Operators operators({{"alice", "right"}}, {.attempts = 1, .window = 60s});
    operators.judge("", "10.0.0.1", kNow);
    CHECK(operators.judge("right", "10.0.0.1", kNow).verdict == Verdict::known);
}

TEST_CASE("Of very many addresses the first ones are forgotten", "[operators]")
{
    WrongKeys wrong_keys({.attempts = 1, .window = 60s});
    const auto address = [](unsigned number) {
        return fmt::format("10.{}.{}.{}", number >> 16U, (number >> 8U) & 255U, number & 255U);
    };
    for (unsigned number = 0; number < 5000; ++number) wrong_keys.add(address(number), kNow);
    CHECK_FALSE(wrong_keys.is_closed_for(address(0), kNow));
    CHECK(wrong_keys.is_closed_for(address(4999), kNow));
}
