#include "http/server.hpp"

#include <algorithm>
#include <thread>

#include <sys/resource.h>

#include "http/ip_address.hpp"
#include "http/listener.hpp"

namespace backbone::http {
namespace {

/// How long sessions may take to end when their sockets are closed.
constexpr std::chrono::seconds kLastMoment{2};
constexpr int kSlowNiceness = 10;
/// For database sessions, logs and the like.
constexpr std::size_t kOtherFiles = 256;

std::chrono::milliseconds tick_for(const LimitOptions& limits)
{
    const auto shortest = std::min({limits.header_timeout, limits.body_timeout, limits.keep_alive_timeout,
                                    limits.write_timeout, limits.minimum_rate_grace});
    return std::clamp(shortest / 4, std::chrono::milliseconds(5), std::chrono::milliseconds(500));
}

std::size_t slow_workers_of(const WorkerOptions& options)
{
    return options.slow_workers > 0 ? options.slow_workers : std::max(1U, std::thread::hardware_concurrency());
}

/// The usual limit of a process is below what a server needs.
void allow_open_files(std::size_t count, const Logger& logger)
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= count) return;
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, count);
    setrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur < count) {
        logger.warning("the limit of open files is too low for the configured number of connections",
                       {{"limit", limit.rlim_cur}, {"needed", count}});
    }
}

}  // namespace

struct Server::State
{
    State(const HttpOptions& http_options, const Clock& clock, Random& random,
          std::vector<RequestObserver*> request_observers)
        : options(http_options),
          observers(std::move(request_observers)),
          trusted_proxies(options.trusted_proxies),
          limits(options.limits.connections, options.limits.connections_per_address),
          budget(options.limits.buffered_body_bytes),
          fast({"http-worker", options.workers.fast_workers, options.workers.fast_queue, 0}),
          slow({"http-slow", slow_workers_of(options.workers), options.workers.slow_queue, kSlowNiceness}),
          sessions{options.limits, budget, fast, slow, clock, random, observers, is_stopping, is_aborting}
    {
        const std::size_t count = std::max<std::size_t>(options.io_threads, 1);
        for (std::size_t i = 0; i < count; ++i) {
            threads.push_back(std::make_unique<IoThread>(tick_for(options.limits), i));
        }
    }

    IoThread& next_thread() { return *threads[accepted++ % threads.size()]; }

    std::size_t end_sessions();

    const HttpOptions options;
    const std::vector<RequestObserver*> observers;
    const AddressRanges trusted_proxies;
    ConnectionLimits limits;
    BodyBudget budget;
    std::atomic<bool> is_stopping = false;
    std::atomic<bool> is_aborting = false;
    std::atomic<std::size_t> accepted = 0;
    WorkQueue fast;
    WorkQueue slow;
    SessionServices sessions;
    std::vector<std::unique_ptr<Api>> apis;
    std::vector<std::unique_ptr<IoThread>> threads;
    std::vector<std::unique_ptr<Listener>> listeners;
};

Server::Server(const HttpOptions& options, const std::vector<OfferedApi>& apis, const Clock& clock, Random& random,
               Logger logger, std::vector<RequestObserver*> observers)
    : state_(std::make_unique<State>(options, clock, random, std::move(observers)))
{
    State& state = *state_;
    // Besides its socket, a connection may have a file that is on its way.
    allow_open_files(2 * options.limits.connections + kOtherFiles, logger);
    const Listener::Services services{state.sessions, state.limits, state.trusted_proxies,
                                      [&state]() -> IoThread& { return state.next_thread(); }, logger};
    for (const OfferedApi& offered : apis) {
        state.apis.push_back(std::make_unique<Api>(Api{*offered.dispatcher, Cors(offered.listener.cors)}));
        state.listeners.push_back(
            std::make_unique<Listener>(services, *state.apis.back(), offered.listener, *state.threads.front()));
    }
    for (const auto& listener : state.listeners) listener->start();
}

Server::~Server()
{
    stop();
}

std::vector<std::uint16_t> Server::ports() const
{
    std::vector<std::uint16_t> ports;
    for (const auto& listener : state_->listeners) ports.push_back(listener->port());
    return ports;
}

Server::Load Server::load() const
{
    return {state_->limits.open(), state_->fast.waiting(), state_->slow.waiting(), state_->budget.used()};
}

void Server::reload_certificates()
{
    std::vector<std::shared_ptr<TlsContext>> loaded;
    for (const auto& listener : state_->listeners) loaded.push_back(listener->load_certificate());
    for (std::size_t i = 0; i < loaded.size(); ++i) state_->listeners[i]->use_certificate(std::move(loaded[i]));
}

std::size_t Server::stop()
{
    if (state_->is_stopping.exchange(true)) return 0;
    for (const auto& listener : state_->listeners) listener->stop();
    const std::size_t cut_off = state_->end_sessions();
    state_->fast.close();
    state_->slow.close();
    for (const auto& thread : state_->threads) thread->stop();
    return cut_off;
}

/// Answers how many had to be cut off.
std::size_t Server::State::end_sessions()
{
    using std::chrono::steady_clock;
    for (const auto& thread : threads) thread->close_sessions(true);
    if (limits.wait_until_none(steady_clock::now() + options.stop_timeout)) return 0;
    const std::size_t cut_off = limits.open();
    is_aborting = true;
    for (const auto& thread : threads) thread->close_sessions(false);
    limits.wait_until_none(steady_clock::now() + kLastMoment);
    return cut_off;
}

}  // namespace backbone::http
