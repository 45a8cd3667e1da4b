#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <prometheus/metric_family.h>

#include "metrics/instruments.hpp"

/// From our instruments to what prometheus-cpp writes as text.
namespace backbone::metrics {

using Families = std::vector<prometheus::MetricFamily>;
template <std::size_t LabelCount>
using LabelNames = std::array<std::string_view, LabelCount>;

prometheus::ClientMetric metric_of(const Counter& counter);
prometheus::ClientMetric metric_of(const Gauge& gauge);
/// Durations are in seconds.
prometheus::ClientMetric metric_of(const LastDuration& duration);
prometheus::ClientMetric metric_of(const Histogram& histogram);
prometheus::ClientMetric metric_of(double value);

constexpr prometheus::MetricType type_of(const Counter&)
{
    return prometheus::MetricType::Counter;
}
constexpr prometheus::MetricType type_of(const Gauge&)
{
    return prometheus::MetricType::Gauge;
}
constexpr prometheus::MetricType type_of(const LastDuration&)
{
    return prometheus::MetricType::Gauge;
}
constexpr prometheus::MetricType type_of(const Histogram&)
{
    return prometheus::MetricType::Histogram;
}

/// Adds a metric without labels.
template <class Instrument>
void add_family(Families& families, std::string name, std::string help, const Instrument& instrument)
{
    families.push_back({std::move(name), std::move(help), type_of(instrument), {metric_of(instrument)}});
}

/// Adds a metric with labels; nothing as long as it was not used.
template <class Instrument, std::size_t LabelCount>
void add_family(Families& families, std::string name, std::string help, const LabelNames<LabelCount>& names,
                const Labelled<Instrument, LabelCount>& instruments)
{
    prometheus::MetricFamily family{std::move(name), std::move(help), {}, {}};
    instruments.for_each([&](const auto& values, const Instrument& instrument) {
        family.type = type_of(instrument);
        prometheus::ClientMetric& metric = family.metric.emplace_back(metric_of(instrument));
        for (std::size_t i = 0; i < LabelCount; ++i) metric.label.push_back({std::string(names[i]), values[i]});
    });
    if (!family.metric.empty()) families.push_back(std::move(family));
}

}  // namespace backbone::metrics
