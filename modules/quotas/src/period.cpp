#include "period.hpp"

#include <chrono>

namespace backbone::quotas {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

using SystemTime = std::chrono::sys_time<Duration>;

constexpr Timestamp kBeginOfTime{};
/// 9999-12-31T23:59:59.999Z.
constexpr Timestamp kEndOfTime = Timestamp::from_microseconds(253'402'300'799'999'000);

constexpr SystemTime system_time(Timestamp time)
{
    return SystemTime{Duration{time.microseconds()}};
}

constexpr Timestamp timestamp(SystemTime time)
{
    return Timestamp::from_microseconds(time.time_since_epoch().count());
}

SystemTime begin_of(Period period, SystemTime time)
{
    const sys_days day = std::chrono::floor<days>(time);
    const year_month_day date{day};
    switch (period) {
        case Period::hour:
            return std::chrono::floor<std::chrono::hours>(time);
        case Period::day:
            return day;
        case Period::week:
            return day - (std::chrono::weekday{day} - std::chrono::Monday);
        case Period::month:
            return sys_days{date.year() / date.month() / 1};
        case Period::year:
            return sys_days{date.year() / 1 / 1};
        case Period::total:
            break;
    }
    return system_time(kBeginOfTime);
}

SystemTime begin_of_next(Period period, SystemTime time)
{
    const SystemTime begin = begin_of(period, time);
    const year_month_day date{std::chrono::floor<days>(begin)};
    switch (period) {
        case Period::hour:
            return begin + std::chrono::hours{1};
        case Period::day:
            return begin + days{1};
        case Period::week:
            return begin + days{7};
        case Period::month:
            return sys_days{date + std::chrono::months{1}};
        case Period::year:
            return sys_days{date + std::chrono::years{1}};
        case Period::total:
            break;
    }
    return system_time(kEndOfTime) + std::chrono::milliseconds{1};
}

}  // namespace

Timestamp begin_of(Period period, Timestamp time)
{
    return timestamp(begin_of(period, system_time(time)));
}

Timestamp end_of(Period period, Timestamp time)
{
    return timestamp(begin_of_next(period, system_time(time)) - std::chrono::milliseconds{1});
}

std::string end_text(Timestamp end)
{
    return end == kEndOfTime ? "9999-12-31T23:59:59.9999999" : end.to_string();
}

}  // namespace backbone::quotas
