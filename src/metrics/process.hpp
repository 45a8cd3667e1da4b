#pragma once

#include "metrics/families.hpp"

namespace backbone::metrics {

/// The process as its operating system sees it, under the names that Prometheus recommends.
void collect_process(Families& families);

}  // namespace backbone::metrics
