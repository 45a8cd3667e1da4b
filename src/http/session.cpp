#include "http/session.hpp"

#include <algorithm>
#include <utility>

#include <boost/asio/async_result.hpp>

#include "http/error_responses.hpp"

namespace backbone::http {
namespace {

using std::chrono::steady_clock;

constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
constexpr std::size_t kReadSize = 4 * 1024;
constexpr std::size_t kBodyReadSize = 64 * 1024;
/// So much is not worth to be counted.
constexpr std::size_t kSmallAnswer = 64 * 1024;
/// What is gathered of a streamed body before a worker is called for it.
constexpr std::size_t kPieceOfBody = 128 * 1024;
/// What is sent of a file at a time.
constexpr std::size_t kPieceOfFile = 256 * 1024;
/// How long the other end may take to notice that the connection ends.
constexpr std::chrono::seconds kFarewell{2};

using Stage = RequestReader::Stage;

/// What may pass until so many bytes have moved.
steady_clock::duration time_at_minimum_rate(const LimitOptions& limits, std::uint64_t bytes)
{
    if (limits.minimum_rate == 0) return steady_clock::duration::zero();
    return std::chrono::milliseconds(bytes * 1000 / limits.minimum_rate);
}

/// How long a body may take of which so much has come.
steady_clock::duration time_to_receive(const LimitOptions& limits, std::uint64_t bytes)
{
    return std::min<steady_clock::duration>(limits.body_timeout,
                                            limits.minimum_rate_grace + time_at_minimum_rate(limits, bytes));
}

/// How long an answer may take of which the system has taken so much. That can be megabytes before the client has taken
/// anything, which would be hours at the minimum rate.
steady_clock::duration time_to_send(const LimitOptions& limits, std::uint64_t bytes)
{
    return limits.write_timeout +
           std::min<steady_clock::duration>(limits.body_timeout, time_at_minimum_rate(limits, bytes));
}

}  // namespace

Session::Session(const SessionServices& services, const Api& api, IoThread& thread,
                 std::unique_ptr<Transport> transport, Peer peer, ConnectionLimits::Place place)
    : services_(services),
      api_(api),
      thread_(thread),
      transport_(std::move(transport)),
      peer_(std::move(peer)),
      place_(std::move(place)),
      reader_(services.limits, services.budget),
      trace_ids_(services.random),
      memory_of_handler_(services.budget),
      memory_of_answer_(services.budget)
{}

Session::~Session()
{
    if (is_registered_) thread_.remove(registration_);
}

Task<void> Session::serve(std::unique_ptr<Session> session)
{
    session->registration_ = session->thread_.add(*session);
    session->is_registered_ = true;
    session->deadline_ = steady_clock::now() + session->services_.limits.header_timeout;
    if (session->services_.is_stopping) co_return;
    bool is_open = co_await session->transport_->handshake();
    if (!is_open) co_return;
    while (is_open) {
        is_open = co_await session->serve_request();
        session->deadline_ = steady_clock::now() + session->services_.limits.keep_alive_timeout;
    }
    co_await session->close();
}

Task<bool> Session::serve_request()
{
    buffer_.shrink();
    answer_ = Response();
    memory_of_answer_.resize(0);
    request_ = Request();
    reader_.start(request_);
    const bool has_header = co_await read_header();
    if (!has_header) co_return false;
    admit();
    if (!begun_.answer) {
        const bool has_body = co_await read_body();
        if (!has_body) co_return false;
    }
    if (begun_.answer) {
        answer_ = std::move(*begun_.answer);
    } else {
        co_await run_handler();
    }
    const bool is_sent = co_await send_answer();
    if (!is_sent) co_return false;
    co_return co_await drop_rest_of_body();
}

Task<bool> Session::read_header()
{
    bool has_begun = false;
    for (;;) {
        buffer_.consume(reader_.put(buffer_.unread()));
        if (reader_.stage() != Stage::header) break;
        if (!has_begun && reader_.has_begun()) {
            has_begun = true;
            deadline_ = steady_clock::now() + services_.limits.header_timeout;
        }
        is_idle_ = !has_begun;
        // The flag may have been set just before this session became idle.
        if (is_idle_ && services_.is_stopping) co_return false;
        const bool received = co_await receive(kReadSize);
        is_idle_ = false;
        if (received) continue;
        if (is_expired_ && has_begun) co_await refuse(408);
        co_return false;
    }
    if (reader_.stage() != Stage::refused) co_return true;
    co_await refuse(reader_.refusal());
    co_return false;
}

void Session::admit()
{
    began_ = services_.clock.now();
    request_.correlation_id = correlation_id_of(request_, services_.random);
    request_.trace_id = trace_ids_.next();
    set_base_url(request_, reader_.host(), peer_);
    request_.client_address = client_address(request_, peer_);

    begun_ = {};
    begun_.answer = api_.cors.preflight(request_);
    if (!begun_.answer) begun_ = api_.dispatcher.begin(request_);
}

Task<bool> Session::read_body()
{
    if (!begun_.needs_body()) co_return true;
    reader_.keep_body();
    const auto since = steady_clock::now();
    const LimitOptions& limits = services_.limits;
    buffer_.consume(reader_.put(buffer_.unread()));
    if (reader_.stage() == Stage::body && reader_.expects_continue() && !request_.body_too_large) {
        const bool is_sent = co_await send(kContinue, {});
        if (!is_sent) co_return false;
    }
    while (reader_.stage() == Stage::body && !request_.body_too_large && !begun_.answer) {
        deadline_ = since + time_to_receive(limits, reader_.body_bytes());
        const bool is_small = reader_.content_length().value_or(kBodyReadSize) < kReadSize;
        const bool received = co_await receive(is_small ? kReadSize : kBodyReadSize);
        if (received) {
            buffer_.consume(reader_.put(buffer_.unread()));
            if (begun_.stream_handler && request_.body.size() >= kPieceOfBody) co_await take_piece();
            continue;
        }
        if (is_expired_) co_await refuse(408);
        co_return false;
    }
    if (reader_.stage() != Stage::refused) co_return true;
    if (reader_.refusal() == 503) {
        // It was understood and let in: that there is no room for its body is an answer like any other.
        end_stream();
        begun_.answer = unavailable();
        co_return true;
    }
    co_await refuse(reader_.refusal());
    co_return false;
}

Task<void> Session::take_piece()
{
    const bool is_taken = co_await on_worker(Step::take_piece);
    if (!is_taken) {
        end_stream();
        begun_.answer = unavailable();
    }
    if (begun_.answer) reader_.drop_body();
}

Task<void> Session::run_handler()
{
    const bool is_answered = co_await on_worker(Step::answer);
    if (!is_answered) answer_ = unavailable();
}

/// False when no worker has time for it.
Task<bool> Session::on_worker(Step step)
{
    step_ = step;
    lane_ = Lane::fast;
    deadline_ = kNever;
    co_await asio::async_initiate<const asio::use_awaitable_t<Executor>&, void()>(
        [this](Resume handler) {
            resume_.emplace(std::move(handler));
            is_done_ = true;
            if (services_.fast.push(*this)) return;
            is_done_ = false;
            thread_.resume(*this);
        },
        asio::use_awaitable_t<Executor>());
    co_return is_done_;
}

void Session::run() noexcept
{
    try {
        if (services_.is_aborting) {
            is_done_ = false;
        } else {
            run_step();
        }
    } catch (const SlowLaneNeeded&) {
        lane_ = Lane::slow;
        if (services_.slow.push(*this)) return;
        is_done_ = false;
    }
    thread_.resume(*this);
}

void Session::run_step()
{
    switch (step_) {
        case Step::take_piece:
            return give_piece_to_handler();
        case Step::answer:
            return let_handler_answer();
        case Step::load_piece:
            return answer_.file->load(sent_of_file_, next_piece_of_file());
    }
}

void Session::give_piece_to_handler()
{
    api_.dispatcher.take(begun_, request_, request_.body);
    request_.body.clear();
    if (!begun_.answer && !memory_of_handler_.resize(begun_.stream_handler->kept_bytes())) {
        begun_.answer = unavailable();
    }
    if (begun_.answer) end_stream();
}

void Session::let_handler_answer()
{
    if (!begun_.stream_handler) {
        answer_ = api_.dispatcher.run(begun_, request_, lane_);
        return;
    }
    give_piece_to_handler();
    answer_ = begun_.answer ? std::move(*begun_.answer) : api_.dispatcher.run(begun_, request_, lane_);
    end_stream();
}

/// What is left of a request that was refused goes at once, and not on a thread that serves sockets.
void Session::end_stream()
{
    begun_.stream_handler.reset();
    memory_of_handler_.resize(0);
}

void Session::resume()
{
    Resume handler = std::move(*resume_);
    resume_.reset();
    std::move(handler)();
}

Task<bool> Session::send_answer()
{
    if (reader_.stage() == Stage::body) buffer_.consume(reader_.put(buffer_.unread()));
    closes_ = has_to_close();
    const bool has_room = answer_.body.size() <= kSmallAnswer || memory_of_answer_.resize(answer_.body.size());
    // What was written stays written, so who wrote it must learn of it.
    if (!has_room && request_.method == "GET") answer_ = unavailable();

    const Timestamp now = services_.clock.now();
    head_.clear();
    ResponseHead{request_, api_.cors, thread_.date().at(now), began_, now, closes_}.append_to(head_, answer_);
    const FinishedRequest finished{
        request_,       begun_.route ? std::string_view(begun_.route->pattern) : std::string_view(),
        answer_.status, answer_.content_type,
        now - began_,   request_.client_address};
    for (RequestObserver* observer : services_.observers) observer->finished(finished);

    const bool is_head = request_.method == "HEAD";
    if (answer_.file && !is_head) co_return co_await send_file(*answer_.file);
    co_return co_await send(head_, is_head ? std::string_view() : std::string_view(answer_.body));
}

bool Session::has_to_close() const
{
    if (!reader_.wants_keep_alive() || services_.is_stopping) return true;
    if (reader_.stage() == Stage::complete) return false;
    // A client that waits for "100 Continue" sends its body, or does not, as it likes.
    if (reader_.stage() == Stage::refused || request_.body_too_large || reader_.expects_continue()) return true;
    return reader_.content_length().value_or(0) > services_.limits.drained_bytes;
}

Task<bool> Session::drop_rest_of_body()
{
    deadline_ = steady_clock::now() + services_.limits.header_timeout;
    while (!closes_ && reader_.stage() == Stage::body && reader_.body_bytes() <= services_.limits.drained_bytes) {
        const bool received = co_await receive(kReadSize);
        if (!received) co_return false;
        buffer_.consume(reader_.put(buffer_.unread()));
    }
    has_unread_bytes_ = reader_.stage() != Stage::complete;
    co_return !closes_ && !has_unread_bytes_;
}

Task<void> Session::refuse(int status)
{
    has_unread_bytes_ = true;
    is_expired_ = services_.is_aborting;
    head_.clear();
    append_refusal(head_, status, thread_.date().at(services_.clock.now()));
    co_await send(head_, {});
}

Task<bool> Session::receive(std::size_t wanted)
{
    if (is_expired_) co_return false;
    const std::size_t count = co_await transport_->read_some(buffer_.room(wanted));
    buffer_.received(count);
    co_return count > 0;
}

Task<bool> Session::send(std::string_view head, std::string_view body, bool more_follows)
{
    const auto since = steady_clock::now();
    std::size_t sent = 0;
    while (!head.empty() || !body.empty()) {
        deadline_ = since + time_to_send(services_.limits, sent);
        if (is_expired_) co_return false;
        const std::size_t count = co_await transport_->write_some(head, body, more_follows);
        if (count == 0) co_return false;
        sent += count;
        const std::size_t of_head = std::min(count, head.size());
        head.remove_prefix(of_head);
        body.remove_prefix(count - of_head);
    }
    co_return true;
}

/// Sends the head and the file, without a worker but for what is not in memory.
Task<bool> Session::send_file(const FileContent& file)
{
    const bool has_sent_head = co_await send(head_, {}, file.size() > 0);
    if (!has_sent_head) co_return false;
    const auto since = steady_clock::now();
    sent_of_file_ = 0;
    while (sent_of_file_ < file.size()) {
        // When all workers are busy, this thread waits for the disk itself.
        if (!file.is_in_memory(sent_of_file_, next_piece_of_file())) co_await on_worker(Step::load_piece);
        if (is_expired_) co_return false;
        deadline_ = since + time_to_send(services_.limits, sent_of_file_);
        const std::size_t count = co_await transport_->write_some_of(file, sent_of_file_, next_piece_of_file());
        if (count == 0) co_return false;
        sent_of_file_ += count;
    }
    co_return true;
}

std::size_t Session::next_piece_of_file() const
{
    return std::min<std::uint64_t>(answer_.file->size() - sent_of_file_, kPieceOfFile);
}

Task<void> Session::close()
{
    if (services_.is_aborting) co_return;
    is_expired_ = false;
    deadline_ = steady_clock::now() + kFarewell;
    co_await transport_->finish_sending();
    for (std::size_t dropped = 0; has_unread_bytes_ && !is_expired_ && dropped < services_.limits.body_bytes;) {
        buffer_.consume(buffer_.unread().size());
        const std::size_t count = co_await transport_->discard_some(buffer_.room(kReadSize));
        if (count == 0) break;
        dropped += count;
    }
}

void Session::expire()
{
    is_expired_ = true;
    deadline_ = kNever;
    transport_->interrupt();
}

}  // namespace backbone::http
