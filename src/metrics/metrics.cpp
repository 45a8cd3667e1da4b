#include "metrics/metrics.hpp"

#include <algorithm>
#include <vector>

#include <prometheus/text_serializer.h>

#include "metrics/observers.hpp"
#include "metrics/process.hpp"

namespace backbone::metrics {
namespace {

void add_build(Families& families, std::string_view version)
{
    prometheus::ClientMetric build = metric_of(1.0);
    build.label.push_back({"version", std::string(version)});
    families.push_back({"backbone_build_info", "The version that runs.", prometheus::MetricType::Gauge, {build}});
}

void add_sample(Families& families, const Metrics::Sample& sample)
{
    prometheus::ClientMetric metric;
    try {
        metric = metric_of(sample.read());
    } catch (const std::exception&) {
        return;
    }
    if (!sample.label_value.empty()) metric.label.push_back({sample.label, sample.label_value});
    auto family = std::ranges::find(families, sample.name, &prometheus::MetricFamily::name);
    if (family == families.end()) {
        families.push_back({sample.name, sample.help, prometheus::MetricType::Gauge, {}});
        family = std::prev(families.end());
    }
    family->metric.push_back(std::move(metric));
}

}  // namespace

struct Metrics::State
{
    std::string version;
    RequestMetrics requests;
    DatabaseMetrics database;
    OutboxMetrics outbox;
    JobMetrics jobs;
    AuthenticationMetrics authentication;
    std::vector<Sample> samples;
};

Metrics::Metrics(std::string_view version) : state_(std::make_unique<State>())
{
    state_->version = version;
}

Metrics::~Metrics() = default;

http::RequestObserver& Metrics::requests()
{
    return state_->requests;
}

database::Observer& Metrics::database()
{
    return state_->database;
}

outbox::Observer& Metrics::outbox()
{
    return state_->outbox;
}

jobs::Observer& Metrics::jobs()
{
    return state_->jobs;
}

AuthenticationObserver& Metrics::authentication()
{
    return state_->authentication;
}

void Metrics::sample(Sample sample)
{
    state_->samples.push_back(std::move(sample));
}

std::string Metrics::text() const
{
    Families families;
    add_build(families, state_->version);
    state_->requests.collect(families);
    for (const Sample& sample : state_->samples) add_sample(families, sample);
    state_->database.collect(families);
    state_->outbox.collect(families);
    state_->jobs.collect(families);
    state_->authentication.collect(families);
    collect_process(families);
    return prometheus::TextSerializer().Serialize(families);
}

void register_metrics(Routes& admin, const Metrics& metrics)
{
    const auto show = [&metrics](const Request&, Context&) {
        return Response{
            .status = 200, .content_type = "text/plain; version=0.0.4; charset=utf-8", .body = metrics.text()};
    };
    admin.probe("/metrics", show, false);
}

}  // namespace backbone::metrics
