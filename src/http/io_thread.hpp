#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <list>
#include <thread>

#include <boost/asio/executor_work_guard.hpp>

#include "http/asio.hpp"
#include "http/response_head.hpp"

namespace backbone::http {

class Session;

/// One thread that serves sockets. A session belongs to one of them for its whole life, so sessions need no locks.
class IoThread
{
  public:
    /// Deadlines are looked at in steps of `tick`.
    IoThread(std::chrono::milliseconds tick, std::size_t number);
    ~IoThread();

    Executor executor() { return context_.get_executor(); }
    DateHeader& date() { return date_; }

    using Sessions = std::list<Session*>;

    /// To be called on this thread.
    Sessions::iterator add(Session& session) { return sessions_.insert(sessions_.end(), &session); }
    void remove(Sessions::iterator session) { sessions_.erase(session); }

    /// Goes on with a session whose handler has answered. May be called on any thread.
    void resume(Session& session);

    /// Ends the idle sessions, or all of them. May be called on any thread.
    void close_sessions(bool only_idle);

    void stop();

  private:
    Task<void> watch_deadlines();
    void resume_all();

    std::chrono::milliseconds tick_;
    // The context destroys the sessions that are left, so it must go before what they use.
    Sessions sessions_;
    asio::io_context context_{1};
    asio::executor_work_guard<Executor> work_;
    Timer timer_;
    DateHeader date_;
    /// Those to be resumed, the last one first.
    std::atomic<Session*> answered_ = nullptr;
    std::thread thread_;
};

}  // namespace backbone::http
