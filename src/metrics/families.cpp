#include "metrics/families.hpp"

#include <limits>

namespace backbone::metrics {
namespace {

double seconds(std::chrono::nanoseconds duration)
{
    return std::chrono::duration<double>(duration).count();
}

}  // namespace

prometheus::ClientMetric metric_of(const Counter& counter)
{
    prometheus::ClientMetric metric;
    metric.counter.value = static_cast<double>(counter.value());
    return metric;
}

prometheus::ClientMetric metric_of(const Gauge& gauge)
{
    return metric_of(static_cast<double>(gauge.value()));
}

prometheus::ClientMetric metric_of(const LastDuration& duration)
{
    return metric_of(seconds(duration.value()));
}

prometheus::ClientMetric metric_of(const Histogram& histogram)
{
    prometheus::ClientMetric metric;
    std::uint64_t count = 0;
    for (std::size_t i = 0; i <= Histogram::kBounds.size(); ++i) {
        count += histogram.count_in(i);
        const bool is_last = i == Histogram::kBounds.size();
        const double bound = is_last ? std::numeric_limits<double>::infinity() : seconds(Histogram::kBounds[i]);
        metric.histogram.bucket.push_back({count, bound});
    }
    metric.histogram.sample_count = count;
    metric.histogram.sample_sum = seconds(histogram.sum());
    return metric;
}

prometheus::ClientMetric metric_of(double value)
{
    prometheus::ClientMetric metric;
    metric.gauge.value = value;
    return metric;
}

}  // namespace backbone::metrics
