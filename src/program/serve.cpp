#include "program/serve.hpp"

#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>

#include <backbone/version.hpp>

#include "blobs/health.hpp"
#include "blobs/local_blobs.hpp"
#include "database/database.hpp"
#include "http/access_log.hpp"
#include "http/health.hpp"
#include "http/server.hpp"
#include "jobs/runner.hpp"
#include "logging/log.hpp"
#include "metrics/metrics.hpp"
#include "outbox/dead_messages.hpp"
#include "outbox/dispatcher.hpp"
#include "program/application.hpp"
#include "program/background_log.hpp"
#include "program/schema.hpp"
#include "program/signals.hpp"
#include "security/signing_keys.hpp"

namespace backbone::program {
namespace {

/// Many threads wait most of the time. With an arena each, as the C library has it, what they freed would add up.
void share_arenas()
{
    ::mallopt(M_ARENA_MAX, static_cast<int>(std::max(1U, std::thread::hardware_concurrency())));
}

/// A server must not run on a schema that it does not know.
void prepare_schema(const Configuration& configuration, Database& database, const Logger& logger)
{
    const database::Backend backend = configuration.database.backend;
    // A database that is away, or migrated by another instance, may take longer than the operator wants to wait.
    const Signals::EndingAtOnce impatient{SIGTERM, SIGINT};
    if (configuration.migrate_at_start) {
        const database::MigrationReport report = bring_up_to_date(database, backend, [&](const std::string& error) {
            logger.warning("cannot migrate yet", {{"error", error}});
        });
        for (const std::string& name : report.applied) logger.info("applied a migration", {{"migration", name}});
        return;
    }
    require_current_schema(database, backend);
}

void reload_certificates(http::Server& server, const Logger& logger)
{
    try {
        server.reload_certificates();
        logger.info("read the certificates again");
    } catch (const std::exception& e) {
        logger.error("cannot read the certificates; the old ones stay", {{"error", e.what()}});
    }
}

/// What has a present value, and nobody reports.
void sample_present_values(metrics::Metrics& metrics, const http::Server& server, const Application& application,
                           Database& database)
{
    using Values = std::vector<std::pair<std::string, double>>;
    const auto number = [](auto value) { return static_cast<double>(value); };
    metrics.sample(
        {"backbone_http_connections", "Open connections.", [=, &server] { return number(server.load().connections); }});
    metrics.sample({"backbone_http_buffered_body_bytes", "Bytes of request bodies in memory.",
                    [=, &server] { return number(server.load().buffered_body_bytes); }});
    metrics.sample({"backbone_http_waiting_requests", "Requests that wait for a worker.", "lane", [=, &server] {
                        const http::Server::Load load = server.load();
                        return Values{{"fast", number(load.fast.waiting)}, {"slow", number(load.slow.waiting)}};
                    }});
    metrics.sample({"backbone_http_running_requests", "Requests that a worker answers.", "lane", [=, &server] {
                        const http::Server::Load load = server.load();
                        return Values{{"fast", number(load.fast.running)}, {"slow", number(load.slow.running)}};
                    }});
    metrics.sample({"backbone_password_hashes_total", "Hashes of passwords and client secrets that were computed.",
                    [=, &application] { return number(application.passwords().computed()); }, true});
    metrics.sample({"backbone_outbox_messages", "Messages that wait to be delivered, or were given up (dead).", "state",
                    [=, &database] {
                        const auto [waiting, dead] = outbox::count(database.connect()->queries());
                        return Values{{"waiting", number(waiting)}, {"dead", number(dead)}};
                    }});
}

}  // namespace

std::vector<SigningKeyPem> signing_keys(const AuthenticationOptions& options)
{
    std::vector<SigningKeyPem> keys;
    for (const std::string& file : options.signing_key_files) keys.push_back(signing_key_in_file(file));
    keys.insert(keys.end(), options.signing_keys.begin(), options.signing_keys.end());
    if (keys.empty() && !options.generated_key_folder.empty()) {
        keys.push_back(development_signing_key(options.generated_key_folder));
    }
    return keys;
}

int serve(const Configuration& configuration)
{
    share_arenas();
    const Signals signals;
    const SystemClock clock;
    SystemRandom random;
    logging::Log log(configuration.logging, clock, STDOUT_FILENO);
    const Logger logger(log, "program");

    metrics::Metrics metrics(version());
    Registry registry;
    outbox::Signal outbox_signal;
    blobs::LocalBlobs blobs(configuration.blob_storage, random);
    blobs.prepare();
    const auto database =
        database::open(configuration.database, {registry.events, clock, random, metrics.database(), outbox_signal});
    prepare_schema(configuration, *database, logger);
    Application application(configuration, signing_keys(configuration.authentication), registry,
                            {*database, clock, random, log, metrics.authentication(), blobs});
    application.check_configuration();
    application.seed();

    std::atomic<bool> is_ready = false;
    blobs::HealthCheck blob_health(blobs, random, Logger(log, "blobs"));
    const auto is_ready_now = [&] { return is_ready.load(); };
    http::register_health(registry.consumer,
                          {[&] { return application.is_database_up() && blob_health.is_healthy(); }, is_ready_now});
    http::register_health(registry.admin, {[&] { return application.is_database_up(); }, is_ready_now});
    http::register_version(registry.consumer);
    if (configuration.metrics.enabled) metrics::register_metrics(registry.admin, metrics);

    const http::Dispatcher consumer_api = application.consumer_api();
    const http::Dispatcher admin_api = application.admin_api();
    http::AccessLog access_log(Logger(log, "http"));

    OutboxLog outbox_log(Logger(log, "outbox"), metrics.outbox());
    const outbox::Dispatcher outbox(configuration.outbox, registry.outbox_consumers,
                                    {*database, clock, random, outbox_signal, outbox_log});
    JobLog job_log(Logger(log, "jobs"), metrics.jobs());
    jobs::Runner jobs(configuration.jobs, registry.jobs,
                      {*database, clock, random, application.installation(), job_log});

    http::Server server(configuration.http,
                        {{configuration.http.consumer, &consumer_api}, {configuration.http.admin, &admin_api}}, clock,
                        random, Logger(log, "http"), {&metrics.requests(), &access_log});
    sample_present_values(metrics, server, application, *database);
    jobs.start();
    is_ready = true;
    logger.info(
        "ready",
        {{"version", version()}, {"consumer_port", server.ports().at(0)}, {"admin_port", server.ports().at(1)}});

    for (int signal = signals.wait(); signal == SIGHUP; signal = signals.wait()) reload_certificates(server, logger);

    logger.info("stopping");
    // Who presses Ctrl-C again does not want to wait.
    const Signals::EndingAtOnce impatient{SIGINT};
    is_ready = false;
    if (const std::size_t cut_off = server.stop()) {
        logger.warning("cut off connections that were still busy", {{"connections", cut_off}});
    }
    logger.info("stopped");
    return 0;
}

}  // namespace backbone::program
