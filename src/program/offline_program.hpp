#pragma once

#include <memory>

#include <backbone/registry.hpp>

#include "blobs/local_blobs.hpp"
#include "configuration/configuration.hpp"
#include "logging/log.hpp"
#include "metrics/metrics.hpp"
#include "outbox/signal.hpp"
#include "program/application.hpp"

namespace backbone::program {

/// The program without sockets and threads of its own, for commands that work on the database, also while servers run.
/// Logs go to the standard error output.
class OfflineProgram
{
  public:
    /// `configuration` must outlive it. Throws std::runtime_error, with a message for the operator, when the schema is
    /// not up to date.
    explicit OfflineProgram(const Configuration& configuration);

    const Clock& clock() const { return clock_; }
    Random& random() { return random_; }
    LogSink& log() { return log_; }
    metrics::Metrics& metrics() { return metrics_; }
    Database& database() { return *database_; }
    const Registry& registry() const { return registry_; }
    const InstallationOptions& installation() const { return application_.installation(); }

  private:
    SystemClock clock_;
    SystemRandom random_;
    logging::Log log_;
    metrics::Metrics metrics_;
    Registry registry_;
    outbox::Signal outbox_signal_;
    std::unique_ptr<Database> database_;
    blobs::LocalBlobs blobs_;
    Application application_;
};

}  // namespace backbone::program
