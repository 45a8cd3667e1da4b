#pragma once

#include <backbone/log.hpp>

#include "http/observer.hpp"

namespace backbone::http {

/// Logs one line per answer, but for probes of the health (docs/protocol/http-and-auth.md §15.3). The query is left
/// out, since it can hold passwords.
class AccessLog final : public RequestObserver
{
  public:
    explicit AccessLog(Logger logger) : logger_(logger) {}

    void finished(const FinishedRequest& request) noexcept override;

  private:
    Logger logger_;
};

}  // namespace backbone::http
