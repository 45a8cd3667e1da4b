#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <typeindex>
#include <vector>

#include <backbone/context.hpp>
#include <backbone/request.hpp>
#include <backbone/response.hpp>

namespace backbone {

using Handler = std::function<Response(const Request&, Context&)>;

/// Handles one request whose body shall not be kept in memory: takes it piece by piece as it arrives, then answers.
/// Runs on workers, on one at a time, and never again from the start. When it is destroyed without having answered, the
/// request was cut off or refused, and nothing of it may stay behind.
class StreamHandler
{
  public:
    virtual ~StreamHandler() = default;

    /// What it throws ends the request like an error of a handler.
    virtual void take(std::string_view piece) = 0;

    /// How much of what it took it keeps in memory; counted with the bodies of all requests.
    virtual std::size_t kept_bytes() const = 0;

    /// `request.body` is empty. When `request.body_too_large` is set, the body ended before its end.
    virtual Response answer(const Request& request, Context& context) = 0;
};
/// Makes the handler of a request that was let in, from its header.
using MakeStreamHandler = std::function<std::unique_ptr<StreamHandler>(const Request&)>;

/// Which callers a route lets in: those for identities stand on the consumer listener (docs/protocol/http-and-auth.md
/// §4.2), those for operators on the admin listener (docs/protocol/admin.md §2).
enum class Access : std::uint8_t {
    anonymous,          ///< neither tokens nor keys are looked at
    identity_optional,  ///< a valid token identifies the caller; any other counts as none
    identity_required,  ///< 401 without a valid token
    operator_optional,  ///< a valid key identifies the operator; what changes something needs the XSRF pair
    operator_required   ///< 401 without a valid key; what changes something needs the XSRF pair as well
};
using enum Access;

/// What a route does with the body of its requests.
enum class BodyUse : std::uint8_t {
    read,      ///< kept in memory, up to the listener's limit
    streamed,  ///< given to a StreamHandler, up to the same limit
    ignored    ///< read and dropped
};

/// The method of a route that takes them all.
inline constexpr std::string_view kAnyMethod = "*";

/// A row of the route table. `pattern` is like `/api/v2/Tokens/{id}`: literals match in any case, and `v2` also as
/// `v2.0` and `v02`; a literal beats a parameter.
struct Route
{
    std::string method;
    std::string pattern;
    Access access;
    Handler handler;
    BodyUse body = BodyUse::read;
    /// The handler never waits for anything, so it runs where the request was read, however busy the workers are.
    bool is_immediate = false;
    /// Takes the place of `handler` where the body is streamed.
    MakeStreamHandler make_stream_handler{};
    /// When it is not empty, a body of another type gets an empty 415, whoever sends it; one without any is let through
    /// (docs/protocol/http-and-auth.md §4.3).
    std::string media_type{};
};

/// The routes of one listener, in the order of their registration.
class Routes
{
  public:
    void get(std::string pattern, Access access, Handler handler);
    void post(std::string pattern, Access access, Handler handler, BodyUse body = BodyUse::read);
    void put(std::string pattern, Access access, Handler handler, BodyUse body = BodyUse::read);
    void patch(std::string pattern, Access access, Handler handler, BodyUse body = BodyUse::read);
    void del(std::string pattern, Access access, Handler handler);
    /// A POST whose body, of that media type, is streamed.
    void upload(std::string pattern, Access access, std::string media_type, MakeStreamHandler make_stream_handler);
    /// Takes every method, reads the body, and anybody may ask.
    void any(std::string pattern, Handler handler);
    /// For probes: takes every method, and anybody may ask.
    void probe(std::string pattern, Handler handler, bool is_immediate);
    /// Answers GET and HEAD wherever no other route does, but below `/api`, to anybody
    /// (docs/protocol/admin.md §1.5, §3.13). It never waits.
    void fall_back(Handler handler);

    const std::vector<Route>& all() const { return routes_; }
    /// Null where there is none.
    const Route* fallback() const { return fallback_ ? &*fallback_ : nullptr; }

  private:
    std::vector<Route> routes_;
    std::optional<Route> fallback_;
};

/// The handlers of domain events, by the event's type. Handlers run inside of the raising transaction.
class EventHandlers
{
  public:
    using Handle = std::function<void(const void*, Transaction&)>;

    template <class Event>
    void on(std::function<void(const Event&, Transaction&)> handler)
    {
        add(typeid(Event), [handler = std::move(handler)](const void* event, Transaction& tx) {
            handler(*static_cast<const Event*>(event), tx);
        });
    }

    void dispatch(std::type_index type, const void* event, Transaction& tx) const;

  private:
    void add(std::type_index type, Handle handle);

    std::vector<std::pair<std::type_index, std::vector<Handle>>> by_type_;
};

/// What a job may use while it runs. A job does its work in transactions of bounded size.
struct JobContext
{
    Connection& connection;
    const Clock& clock;
    Random& random;
    const InstallationOptions& installation;
    /// True once the program stops: the job ends after its present transaction, and goes on at its next run.
    std::function<bool()> should_stop;

    /// Runs `batch(Transaction&)`, which answers whether something is left, until nothing is.
    template <class Batch>
    void in_batches(Batch&& batch)
    {
        while (connection.transaction(batch) && !should_stop()) {
        }
    }
};

/// Work that runs by itself, on one instance at a time; also by `backbone job run NAME`.
struct Job
{
    std::string name;
    std::chrono::seconds interval;
    std::function<void(JobContext&)> work;
};

/// Receives the outbox messages of one topic, at least once each. Throwing means: try again later, and after too many
/// tries put it aside as dead.
struct OutboxConsumer
{
    std::string topic;
    std::function<void(const OutboxMessage&)> deliver;
};

/// Removes or anonymises what one module knows of an identity that is being deleted. Each run handles a bounded
/// batch in its transaction and answers whether something is left, so it can be stopped and run again at any point.
/// `aggregate` is the name in the deletion's audit log (docs/protocol/devices.md §7.8).
struct IdentityDataDeleter
{
    std::string aggregate;
    std::function<bool(Transaction&, const IdentityAddress&, const InstallationOptions&)> delete_batch;
};

/// Everything that the modules offer. Each one fills it in its `register_<name>()`, which reads as its table of
/// contents.
struct Registry
{
    Routes consumer;
    Routes admin;
    EventHandlers events;
    std::vector<Job> jobs;
    std::vector<OutboxConsumer> outbox_consumers;
    std::vector<IdentityDataDeleter> identity_data_deleters;
};

}  // namespace backbone
