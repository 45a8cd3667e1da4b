#include "http/dispatcher.hpp"

#include <exception>

#include "http/error_responses.hpp"
#include "http/path.hpp"

namespace backbone::http {

Dispatcher::Dispatcher(const Routes& routes, Guard guard, HandlerServices services, Logger logger)
    : router_(routes), guard_(std::move(guard)), services_(services), logger_(logger)
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
        begun.answer =
            match.allowed_methods.empty() ? empty_response(404) : method_not_allowed(std::move(match.allowed_methods));
        return begun;
    }
    begun.route = match.route;
    request.path_parameters = std::move(match.parameters);

    Admission admission = guard_(*match.route, request);
    begun.caller = std::move(admission.caller);
    begun.answer = std::move(admission.refusal);
    if (!begun.answer && match.route->is_immediate) begun.answer = run(begun, request, Lane::slow);
    return begun;
}

Response Dispatcher::run(const Begun& begun, const Request& request, Lane lane) const
{
    try {
        Context context(services_.database, services_.clock, services_.random, services_.installation, begun.caller,
                        lane == Lane::slow);
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
    if (begun.answer) return std::move(*begun.answer);
    return run(begun, request, Lane::slow);
}

}  // namespace backbone::http
