#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include <backbone/environment.hpp>
#include <backbone/request.hpp>
#include <backbone/response.hpp>

#include "http/asio.hpp"
#include "http/connection_limits.hpp"
#include "http/cors.hpp"
#include "http/dispatcher.hpp"
#include "http/io_thread.hpp"
#include "http/observer.hpp"
#include "http/origin.hpp"
#include "http/read_buffer.hpp"
#include "http/request_ids.hpp"
#include "http/request_reader.hpp"
#include "http/transport.hpp"
#include "http/work_queue.hpp"

namespace backbone::http {

/// What all sessions of a server use.
struct SessionServices
{
    const LimitOptions& limits;
    BodyBudget& budget;
    WorkQueue& fast;
    WorkQueue& slow;
    const Clock& clock;
    Random& random;
    const std::vector<RequestObserver*>& observers;
    /// Set when the server stops: each session ends with the answer that it is about to give.
    const std::atomic<bool>& is_stopping;
    /// Set when that took too long: handlers are not begun any more.
    const std::atomic<bool>& is_aborting;
};

/// One of the APIs, as the sessions of its listener see it.
struct Api
{
    const Dispatcher& dispatcher;
    Cors cors;
};

/// One connection: reads a request, has it answered by a worker, sends the answer, and begins again. Everything happens
/// on its I/O thread, but for the handler.
class Session final : public Work
{
  public:
    Session(const SessionServices& services, const Api& api, IoThread& thread, std::unique_ptr<Transport> transport,
            Peer peer, ConnectionLimits::Place place);
    ~Session();

    /// Serves the connection until it ends.
    static Task<void> serve(std::unique_ptr<Session> session);

    /// Whether it waits for a request, or for the connection to be set up.
    bool is_idle() const { return is_idle_; }
    std::chrono::steady_clock::time_point deadline() const { return deadline_; }
    /// Ends what is under way, and with it the connection. On the session's thread.
    void expire();

    /// Does the next step that may wait; called by a worker.
    void run() noexcept override;
    /// Continues behind that step; called on the session's thread.
    void resume();

    /// The next one in the list of those to be resumed.
    Session* next_answered = nullptr;

  private:
    using SteadyTime = std::chrono::steady_clock::time_point;
    static constexpr SteadyTime kNever = SteadyTime::max();
    /// What workers do for a session.
    enum class Step : std::uint8_t {
        take_piece,  ///< give what has come of the body to the stream handler
        answer,      ///< run the handler
        load_piece   ///< bring into memory what is sent of a file next
    };
    using Resume = asio::async_result<asio::use_awaitable_t<Executor>, void()>::handler_type;

    Task<bool> serve_request();
    Task<bool> read_header();
    Task<bool> read_body();
    Task<void> take_piece();
    Task<void> run_handler();
    Task<bool> on_worker(Step step);
    Task<bool> send_answer();
    Task<bool> drop_rest_of_body();
    Task<void> refuse(int status);
    Task<bool> receive(std::size_t wanted);
    Task<bool> send(std::string_view head, std::string_view body, bool more_follows = false);
    Task<bool> send_file(const FileContent& file);
    Task<void> close();

    void admit();
    bool has_to_close() const;
    void run_step();
    void give_piece_to_handler();
    void let_handler_answer();
    void end_stream();
    std::size_t next_piece_of_file() const;

    const SessionServices& services_;
    const Api& api_;
    IoThread& thread_;
    std::unique_ptr<Transport> transport_;
    Peer peer_;
    ConnectionLimits::Place place_;
    IoThread::Sessions::iterator registration_;
    bool is_registered_ = false;

    SteadyTime deadline_ = kNever;
    bool is_expired_ = false;
    bool is_idle_ = true;
    bool has_unread_bytes_ = false;

    ReadBuffer buffer_;
    RequestReader reader_;
    TraceIds trace_ids_;
    Request request_;
    Timestamp began_;
    Dispatcher::Begun begun_;
    /// What the stream handler keeps in memory.
    BudgetShare memory_of_handler_;
    Step step_ = Step::answer;
    Lane lane_ = Lane::fast;
    bool is_done_ = false;
    std::optional<Resume> resume_;
    Response answer_;
    BudgetShare memory_of_answer_;
    std::uint64_t sent_of_file_ = 0;
    std::string head_;
    bool closes_ = false;
};

}  // namespace backbone::http
