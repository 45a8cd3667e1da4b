#pragma once

#include <string>

#include <backbone/timestamp.hpp>
#include <quotas/quotas.hpp>

/// The calendar of quotas (docs/protocol/quotas.md §3).
namespace backbone::quotas {

/// When the period that holds `time` began; long ago for `total`.
Timestamp begin_of(Period period, Timestamp time);

/// The last millisecond of the period that holds `time`; the end of time for `total`.
Timestamp end_of(Period period, Timestamp time);

/// Such an end as errors show it, which is not the form of other dates (docs/protocol/quotas.md §6.4).
std::string end_text(Timestamp end);

}  // namespace backbone::quotas
