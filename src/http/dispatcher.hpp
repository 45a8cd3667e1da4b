#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include <backbone/context.hpp>
#include <backbone/log.hpp>
#include <backbone/registry.hpp>
#include <backbone/request.hpp>
#include <backbone/response.hpp>

#include "http/guard.hpp"
#include "http/router.hpp"

namespace backbone::http {

enum class Lane : std::uint8_t { fast, slow };

/// What handlers work with.
struct HandlerServices
{
    Database& database;
    const Clock& clock;
    Random& random;
    const InstallationOptions& installation;
};

/// Turns the requests of one listener into answers, without sockets: route, guard, handler, and the wire form of every
/// error. Safe to use from any thread.
class Dispatcher
{
  public:
    /// `routes` and the services must outlive the dispatcher.
    Dispatcher(const Routes& routes, Guard guard, HandlerServices services, Logger logger);

    /// What is known of a request when its header was read.
    struct Begun
    {
        /// Null when no route matched.
        const Route* route = nullptr;
        std::optional<Caller> caller;
        std::string operator_name;
        /// See Admission::refuse_by_body.
        std::function<std::optional<Response>(const Request&)> refuse_by_body;
        /// Already decided, so that neither the body nor a worker is needed.
        std::optional<Response> answer;
        /// Where the route streams its bodies.
        std::unique_ptr<StreamHandler> stream_handler;

        bool needs_body() const { return !answer && (route->body != BodyUse::ignored || refuse_by_body); }
    };

    /// Reads all but the body. Replaces the path, which is as sent, by the decoded one, and fills the path parameters.
    Begun begin(Request& request) const;

    /// Gives the stream handler a piece of the body, and fills `begun.answer` when it fails with that.
    void take(Begun& begun, const Request& request, std::string_view piece) const;

    /// Runs the handler. Throws nothing but SlowLaneNeeded, and that only on the fast lane.
    Response run(const Begun& begun, const Request& request, Lane lane) const;

    /// Both steps at once, as on the slow lane.
    Response handle(Request request) const;

  private:
    Begun begin_or_throw(Request& request) const;
    /// Must be called in a catch block.
    Response answer_to_exception(const Request& request) const;
    Response unexpected(const Request& request, std::string_view reason) const;

    /// What a request gets that no route takes.
    void begin_without_route(Begun& begun, const Request& request, std::string allowed_methods) const;

    Router router_;
    const Route* fallback_;
    Guard guard_;
    HandlerServices services_;
    Logger logger_;
};

}  // namespace backbone::http
