#include "metrics/metrics.hpp"

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

prometheus::MetricFamily family_of(const Metrics::Sample& sample)
{
    prometheus::ClientMetric metric = metric_of(sample.read());
    if (sample.is_counter) metric.counter.value = metric.gauge.value;
    return {sample.name,
            sample.help,
            sample.is_counter ? prometheus::MetricType::Counter : prometheus::MetricType::Gauge,
            {std::move(metric)}};
}

prometheus::MetricFamily family_of(const Metrics::LabelledSample& sample)
{
    prometheus::MetricFamily family{sample.name, sample.help, prometheus::MetricType::Gauge, {}};
    for (const auto& [label_value, value] : sample.read()) {
        family.metric.push_back(metric_of(value));
        family.metric.back().label.push_back({sample.label, label_value});
    }
    return family;
}

template <class Sample>
void add_samples(Families& families, const std::vector<Sample>& samples)
{
    for (const Sample& sample : samples) {
        try {
            families.push_back(family_of(sample));
        } catch (const std::exception&) {
            // What cannot be asked for now is left out.
        }
    }
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
    std::vector<LabelledSample> labelled_samples;
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

void Metrics::sample(LabelledSample sample)
{
    state_->labelled_samples.push_back(std::move(sample));
}

std::string Metrics::text() const
{
    Families families;
    add_build(families, state_->version);
    state_->requests.collect(families);
    add_samples(families, state_->samples);
    add_samples(families, state_->labelled_samples);
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
