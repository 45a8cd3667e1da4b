#pragma once

#include <cstdint>

#include <backbone/timestamp.hpp>
#include <quotas/quotas.hpp>

namespace backbone::quotas {

/// What an identity has of one metric, as `quota_usage` keeps it: of the present periods, unless they have passed. The
/// members stand in the order of the columns.
struct Usage
{
    std::int64_t total = 0;
    Timestamp hour_begin;
    std::int64_t in_hour = 0;
    Timestamp day_begin;
    std::int64_t in_day = 0;
    Timestamp week_begin;
    std::int64_t in_week = 0;
    Timestamp month_begin;
    std::int64_t in_month = 0;
    Timestamp year_begin;
    std::int64_t in_year = 0;

    std::int64_t in(Period period, Timestamp now) const;
};

/// How many of what is counted make one of what is limited.
constexpr std::int64_t unit_of(Metric metric)
{
    return metric == Metric::file_storage ? 1024 * 1024 : 1;
}

/// The member `metric` of an object for the operator.
void write_metric(JsonWriter& json, Metric metric);

}  // namespace backbone::quotas
