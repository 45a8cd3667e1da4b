#include "quota.hpp"

#include "period.hpp"

namespace backbone::quotas {
namespace {

template <class QuotaId>
void write_quota(JsonWriter& json, const Quota<QuotaId>& quota)
{
    json.object([&] {
        json.member("id", quota.id);
        write_metric(json, quota.metric);
        json.member("max", quota.maximum);
        json.member("period", quota.period);
    });
}

}  // namespace

std::int64_t Usage::in(Period period, Timestamp now) const
{
    // The row may have seen a later period than the asking server's clock.
    const auto since = [&](Timestamp begin, std::int64_t amount) {
        return begin >= begin_of(period, now) ? amount : 0;
    };
    switch (period) {
        case Period::hour:
            return since(hour_begin, in_hour);
        case Period::day:
            return since(day_begin, in_day);
        case Period::week:
            return since(week_begin, in_week);
        case Period::month:
            return since(month_begin, in_month);
        case Period::year:
            return since(year_begin, in_year);
        case Period::total:
            break;
    }
    return total;
}

void write_metric(JsonWriter& json, Metric metric)
{
    json.key("metric");
    json.object([&] {
        json.member("key", metric);
        json.member("displayName", display_name_of(metric));
    });
}

void write_json(JsonWriter& json, const TierQuota& quota)
{
    write_quota(json, quota);
}

void write_json(JsonWriter& json, const IndividualQuota& quota)
{
    write_quota(json, quota);
}

}  // namespace backbone::quotas
