#include "http/dispatcher.hpp"

#include <exception>
#include <utility>

#include <backbone/binding.hpp>

#include "http/error_responses.hpp"
#include "http/path.hpp"

namespace backbone::http {
namespace {

/// Whether the body is of another type than the only one that the route takes.
bool has_wrong_type(const Route& route, const Request& request)
{
    if (route.media_type.empty()) return false;
    std::string_view type = request.header("Content-Type").value_or("");
    type = type.substr(0, type.find(';'));
    type = type.substr(0, type.find_last_not_of(" \t") + 1);
    return !type.empty() && !input::equal_ignoring_case(type, route.media_type);
}

bool is_below_api(std::string_view path)
{
    constexpr std::string_view kApi = "/api";
    if (!input::equal_ignoring_case(path.substr(0, kApi.size()), kApi)) return false;
    return path.size() == kApi.size() || path[kApi.size()] == '/';
}

}  // namespace

Dispatcher::Dispatcher(const Routes& routes, Guard guard, HandlerServices services, Logger logger)
    : router_(routes), fallback_(routes.fallback()), guard_(std::move(guard)), services_(services), logger_(logger)
{}

Dispatcher::Begun Dispatcher::begin(Request& request) const
{
    try {
        return begin_or_throw(request);
    } catch (...) {
        Begun begun;
        begun.answer = answer_to_exception(request);
        return begun;
    }
}

Dispatcher::Begun Dispatcher::begin_or_throw(Request& request) const
{
    Begun begun;
    auto path = decoded_path(request.path);
    if (!path) {
        begun.answer = empty_response(400);
        return begun;
    }
    request.path = std::move(*path);

    Router::Match match = router_.match(request.method, request.path);
    if (!match.route) {
        begin_without_route(begun, request, std::move(match.allowed_methods));
        return begun;
    }
    begun.route = match.route;
    request.path_parameters = std::move(match.parameters);

    if (has_wrong_type(*match.route, request)) {
        begun.answer = empty_response(415);
        return begun;
    }
    Admission admission = guard_(*match.route, request);
    begun.caller = std::move(admission.caller);
    begun.operator_name = std::move(admission.operator_name);
    begun.refuse_by_body = std::move(admission.refuse_by_body);
    begun.answer = std::move(admission.refusal);
    if (begun.answer) return begun;
    if (match.route->make_stream_handler) begun.stream_handler = match.route->make_stream_handler(request);
    if (match.route->is_immediate) begun.answer = run(begun, request, Lane::slow);
    return begun;
}

void Dispatcher::begin_without_route(Begun& begun, const Request& request, std::string allowed_methods) const
{
    const bool is_api = is_below_api(request.path);
    const bool is_known = !allowed_methods.empty();
    const bool only_reads = request.method == "GET" || request.method == "HEAD";
    if (is_known && (is_api || !fallback_)) {
        begun.answer = method_not_allowed(std::move(allowed_methods));
    } else if (fallback_ && !only_reads) {
        begun.answer = method_not_allowed("GET, HEAD");
    } else if (fallback_ && !is_api) {
        begun.route = fallback_;
        begun.answer = run(begun, request, Lane::slow);
    } else {
        begun.answer = empty_response(404);
    }
}

void Dispatcher::take(Begun& begun, const Request& request, std::string_view piece) const
{
    try {
        begun.stream_handler->take(piece);
    } catch (...) {
        begun.answer = answer_to_exception(request);
    }
}

Response Dispatcher::run(const Begun& begun, const Request& request, Lane lane) const
{
    try {
        if (begun.refuse_by_body) {
            if (auto refusal = begun.refuse_by_body(request)) return std::move(*refusal);
        }
        // A stream handler cannot run again from its start.
        Context context(services_.database, services_.clock, services_.random, services_.installation, begun.caller,
                        lane == Lane::slow || begun.stream_handler, begun.operator_name);
        if (begun.stream_handler) return begun.stream_handler->answer(request, context);
        return begun.route->handler(request, context);
    } catch (const SlowLaneNeeded&) {
        throw;
    } catch (...) {
        return answer_to_exception(request);
    }
}

Response Dispatcher::answer_to_exception(const Request& request) const
{
    try {
        throw;
    } catch (const Error& error) {
        if (error.status() >= 500) return unexpected(request, error.what());
        return error_response(error, services_.clock.now(), services_.random);
    } catch (const UnsupportedMediaType&) {
        return unsupported_media_type(request.trace_id);
    } catch (const Unavailable& reason) {
        logger_.warning("a request cannot be served now",
                        {{"reason", std::string_view(reason.what())}, {kCorrelationId, request.correlation_id}});
        return unavailable();
    } catch (const std::exception& failure) {
        return unexpected(request, failure.what());
    } catch (...) {
        return unexpected(request, "an exception of no known type");
    }
}

Response Dispatcher::unexpected(const Request& request, std::string_view reason) const
{
    logger_.error("a request failed unexpectedly", {{"method", request.method},
                                                    {"path", request.path},
                                                    {"reason", reason},
                                                    {kCorrelationId, request.correlation_id}});
    return unexpected_error(services_.clock.now(), services_.random);
}

Response Dispatcher::handle(Request request) const
{
    Begun begun = begin(request);
    if (begun.stream_handler) take(begun, request, std::exchange(request.body, {}));
    if (begun.answer) return std::move(*begun.answer);
    return run(begun, request, Lane::slow);
}

}  // namespace backbone::http
