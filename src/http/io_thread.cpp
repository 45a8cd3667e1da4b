#include "http/io_thread.hpp"

#include <pthread.h>

#include <csignal>
#include <string>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include "http/session.hpp"

namespace backbone::http {
namespace {

/// sendfile, unlike send, cannot be told that a closed connection is no reason for a signal.
void block_broken_pipes()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

}  // namespace

IoThread::IoThread(std::chrono::milliseconds tick, std::size_t number)
    : tick_(tick), work_(context_.get_executor()), timer_(context_)
{
    asio::co_spawn(context_, watch_deadlines(), asio::detached);
    thread_ = std::thread([this, name = "http-io-" + std::to_string(number)] {
        pthread_setname_np(pthread_self(), name.substr(0, 15).c_str());
        block_broken_pipes();
        context_.run();
    });
}

IoThread::~IoThread()
{
    stop();
}

void IoThread::stop()
{
    if (!thread_.joinable()) return;
    work_.reset();
    context_.stop();
    thread_.join();
}

Task<void> IoThread::watch_deadlines()
{
    for (;;) {
        timer_.expires_after(tick_);
        error_code error;
        co_await timer_.async_wait(task_with(error));
        if (error) co_return;
        const auto now = std::chrono::steady_clock::now();
        for (Session* session : sessions_) {
            if (session->deadline() <= now) session->expire();
        }
    }
}

void IoThread::resume(Session& session)
{
    // Once it is in the list, the session belongs to its thread and must not be looked at here.
    Session* others = answered_.load(std::memory_order_relaxed);
    do {
        session.next_answered = others;
    } while (!answered_.compare_exchange_weak(others, &session, std::memory_order_release, std::memory_order_relaxed));
    // Whoever was there first has woken the thread already.
    if (!others) asio::post(context_, [this] { resume_all(); });
}

void IoThread::resume_all()
{
    Session* last_first = answered_.exchange(nullptr, std::memory_order_acquire);
    Session* in_order = nullptr;
    while (last_first) {
        Session* const next = last_first->next_answered;
        last_first->next_answered = in_order;
        in_order = last_first;
        last_first = next;
    }
    while (in_order) {
        Session* const session = in_order;
        in_order = session->next_answered;
        session->resume();
    }
}

void IoThread::close_sessions(bool only_idle)
{
    asio::post(context_, [this, only_idle] {
        for (Session* session : sessions_) {
            if (!only_idle || session->is_idle()) session->expire();
        }
    });
}

}  // namespace backbone::http
