#include <optional>
#include <string>

#include <catch2/catch.hpp>

#include "devices/src/deletion_process.hpp"

using namespace backbone;
using namespace backbone::devices;
using namespace std::chrono_literals;

namespace {

constexpr Duration kDay = std::chrono::hours(24);
constexpr Timestamp kNow = Timestamp::from_microseconds(1'767'225'600'000'000);  // 2026-01-01

struct Sent
{
    bool first = false;
    bool second = false;
    bool third = false;
};

/// The reminder that is due when so much of the grace period is left, with the thresholds of 12, 10 and 5 days.
std::optional<Reminder> due(Duration left, const Sent& sent = {})
{
    const auto when = [](bool was_sent) { return was_sent ? std::optional(kNow - kDay) : std::nullopt; };
    const DeletionProcess process{.id = {},
                                  .identity = {},
                                  .created_at = kNow,
                                  .created_by_device = {},
                                  .grace_period_ends_at = kNow + left,
                                  .first_reminder_sent_at = when(sent.first),
                                  .second_reminder_sent_at = when(sent.second),
                                  .third_reminder_sent_at = when(sent.third)};
    return due_reminder(process, IdentityDeletionOptions{}, kNow);
}

std::string text_of(const std::optional<Timestamp>& time)
{
    return time ? time->to_string() : "none";
}

}  // namespace

TEST_CASE("no reminder is due early in the grace period", "[devices]")
{
    CHECK_FALSE(due(14 * kDay));
    CHECK_FALSE(due(12 * kDay + 1us));
}

TEST_CASE("each reminder is due from its threshold on", "[devices]")
{
    CHECK(due(12 * kDay) == Reminder::first);
    CHECK(due(10 * kDay + 1us) == Reminder::first);
    CHECK(due(10 * kDay) == Reminder::second);
    CHECK(due(5 * kDay + 1us) == Reminder::second);
    CHECK(due(5 * kDay) == Reminder::third);
}

TEST_CASE("a reminder is sent once", "[devices]")
{
    CHECK_FALSE(due(11 * kDay, {.first = true}));
    CHECK_FALSE(due(9 * kDay, {.second = true}));
    CHECK_FALSE(due(4 * kDay, {.third = true}));
}

TEST_CASE("a later reminder follows an earlier one, and makes it superfluous", "[devices]")
{
    CHECK(due(10 * kDay, {.first = true}) == Reminder::second);
    CHECK(due(5 * kDay, {.first = true, .second = true}) == Reminder::third);
    CHECK_FALSE(due(11 * kDay, {.third = true}));
    CHECK_FALSE(due(11 * kDay, {.second = true}));
}

TEST_CASE("a process past its end still gets the last reminder", "[devices]")
{
    CHECK(due(-kDay) == Reminder::third);
    CHECK_FALSE(due(-kDay, {.third = true}));
}

TEST_CASE("the grace period has the given number of days, or the configured length", "[devices]")
{
    CHECK(text_of(end_of_grace_period(kNow, std::nullopt, 14 * kDay)) == "2026-01-15T00:00:00.000Z");
    CHECK(text_of(end_of_grace_period(kNow, 30, 14 * kDay)) == "2026-01-31T00:00:00.000Z");
    CHECK(text_of(end_of_grace_period(kNow, 0.5, 14 * kDay)) == "2026-01-01T12:00:00.000Z");
}

TEST_CASE("a grace period of no or negative length is over at once", "[devices]")
{
    CHECK(end_of_grace_period(kNow, 0, kDay) == kNow);
    CHECK(text_of(end_of_grace_period(kNow, -1, kDay)) == "2025-12-31T00:00:00.000Z");
}

TEST_CASE("a grace period must end between the years 1 and 9999", "[devices]")
{
    CHECK(text_of(end_of_grace_period(kNow, 2'912'000, kDay)) == "9998-10-15T00:00:00.000Z");
    CHECK(text_of(end_of_grace_period(kNow, -739'000, kDay)).starts_with("000"));
    for (const double days : {1e15, 1e300, -1e15, 3e6, -740'000.0}) {
        INFO(days);
        CHECK_FALSE(end_of_grace_period(kNow, days, kDay));
    }
}

TEST_CASE("a deletion process shows its creation as an approval, too", "[devices]")
{
    const auto device = DeviceId::parse("DVCabcdefghij0123456").value();
    const DeletionProcess process{.id = DeletionProcessId::parse("IDPabcdefghij0123456").value(),
                                  .identity = {},
                                  .created_at = kNow,
                                  .created_by_device = device,
                                  .grace_period_ends_at = kNow + 14 * kDay,
                                  .first_reminder_sent_at = kNow + 2 * kDay};
    std::string json;
    JsonWriter(json).write(process);

    CHECK(json == R"({"id":"IDPabcdefghij0123456","status":"Active","createdAt":"2026-01-01T00:00:00.000Z",)"
                  R"("createdByDevice":"DVCabcdefghij0123456","approvedAt":"2026-01-01T00:00:00.000Z",)"
                  R"("approvedByDevice":"DVCabcdefghij0123456","gracePeriodEndsAt":"2026-01-15T00:00:00.000Z",)"
                  R"("gracePeriodReminder1SentAt":"2026-01-03T00:00:00.000Z","gracePeriodReminder2SentAt":null,)"
                  R"("gracePeriodReminder3SentAt":null})");
}
