#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <backbone/authentication_observer.hpp>
#include <backbone/registry.hpp>

#include "database/observer.hpp"
#include "http/observer.hpp"
#include "jobs/observer.hpp"
#include "outbox/observer.hpp"

namespace backbone::metrics {

/// What the operator can measure of this process, for Prometheus. The parts of the program tell their observers what
/// happens; what has a present value is asked for when somebody looks. Safe to use from any thread, but for `sample`.
class Metrics
{
  public:
    explicit Metrics(std::string_view version);
    ~Metrics();

    http::RequestObserver& requests();
    database::Observer& database();
    outbox::Observer& outbox();
    jobs::Observer& jobs();
    AuthenticationObserver& authentication();

    /// A gauge, or counter, that is asked for at each look, such as a number of connections. To be called before the
    /// first look; what `read` uses must outlive this object. A `read` that throws leaves the metric out.
    struct Sample
    {
        std::string name;
        std::string help;
        std::function<double()> read;
        bool is_counter = false;
    };
    void sample(Sample sample);

    /// Several gauges of one name, which differ in a label: `read` answers its values, and the gauge's for each.
    struct LabelledSample
    {
        std::string name;
        std::string help;
        std::string label;
        std::function<std::vector<std::pair<std::string, double>>()> read;
    };
    void sample(LabelledSample sample);

    /// Everything, in Prometheus' text format.
    std::string text() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// `GET /metrics` (docs/protocol/http-and-auth.md §15.2); for the admin listener only. The metrics outlive the routes.
void register_metrics(Routes& admin, const Metrics& metrics);

}  // namespace backbone::metrics
