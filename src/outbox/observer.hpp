#pragma once

#include <chrono>
#include <string_view>

namespace backbone::outbox {

/// Is told what becomes of messages, for logs and metrics. Called from the dispatcher's threads.
class Observer
{
  public:
    virtual ~Observer() = default;

    virtual void message_delivered(std::string_view topic, std::chrono::nanoseconds duration) = 0;
    /// It is tried again later, or is dead from now on.
    virtual void message_failed(std::string_view topic, int attempts, bool is_dead, std::string_view error) = 0;
    /// The database could not be asked; it is asked again after the poll interval.
    virtual void dispatcher_failed(std::string_view topic, std::string_view error) = 0;
};

}  // namespace backbone::outbox
