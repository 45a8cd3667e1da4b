#include "deletion_process.hpp"

namespace backbone::devices {
namespace {

constexpr double kMicrosecondsPerDay = 86'400e6;
// 0001-01-01T00:00:00Z and 9999-12-31T23:59:59.999999Z: what the wire's form of a date can show.
constexpr std::int64_t kEarliest = -62'135'596'800'000'000;
constexpr std::int64_t kLatest = 253'402'300'799'999'999;

}  // namespace

std::optional<Timestamp> end_of_grace_period(Timestamp start, std::optional<double> days, Duration otherwise)
{
    if (!days) return start + otherwise;
    const double length = *days * kMicrosecondsPerDay;
    const bool is_in_reach = length >= static_cast<double>(kEarliest - start.microseconds()) &&
                             length < static_cast<double>(kLatest - start.microseconds());
    if (!is_in_reach) return std::nullopt;
    return start + Duration(static_cast<std::int64_t>(length));
}

std::optional<Reminder> due_reminder(const DeletionProcess& process, const IdentityDeletionOptions& options,
                                     Timestamp now)
{
    const Duration left = process.grace_period_ends_at.value_or(now) - now;
    if (process.third_reminder_sent_at) return std::nullopt;
    if (left <= options.third_reminder) return Reminder::third;
    if (process.second_reminder_sent_at) return std::nullopt;
    if (left <= options.second_reminder) return Reminder::second;
    if (process.first_reminder_sent_at) return std::nullopt;
    if (left <= options.first_reminder) return Reminder::first;
    return std::nullopt;
}

}  // namespace backbone::devices
