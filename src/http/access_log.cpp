#include "http/access_log.hpp"

namespace backbone::http {

void AccessLog::finished(const FinishedRequest& finished) noexcept
{
    const LogLevel level = finished.status >= 500 ? LogLevel::error : LogLevel::info;
    if (finished.pattern.starts_with("/health") || !logger_.takes(level)) return;

    const Request& request = finished.request;
    logger_.log(level, "answered a request",
                {{"method", request.method},
                 {"path", request.path},
                 {"route", finished.pattern},
                 {"base_url", request.base_url},
                 {"client", finished.client_address},
                 {"status", finished.status},
                 {"content_type", finished.content_type},
                 {"duration_us", finished.duration.count()},
                 {kCorrelationId, request.correlation_id}});
}

}  // namespace backbone::http
