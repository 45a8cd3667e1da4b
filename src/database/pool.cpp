#include "database/pool.hpp"

#include <unistd.h>

#include <cstdint>
#include <utility>

#include <backbone/error.hpp>

namespace backbone::database {

Pool::Pool(const Options& options) : options_(options)
{
    idle_.reserve(options_.sessions);
    if (options_.backend == Backend::sqlite && options_.connection == ":memory:") {
        // Unique among the live databases of this process.
        memory_name_ = "/backbone-" + std::to_string(reinterpret_cast<std::uintptr_t>(this));
        memory_ = std::make_unique<Session>(options_, memory_name_);
    }
}

std::unique_ptr<Session> Pool::take()
{
    std::unique_lock lock(mutex_);
    const auto is_free = [&] { return leased_ < options_.sessions; };
    if (!freed_.wait_for(lock, options_.acquire_timeout, is_free)) {
        throw Unavailable("all database sessions are in use");
    }
    ++leased_;
    if (idle_.empty()) return nullptr;
    auto session = std::move(idle_.back());
    idle_.pop_back();
    return session;
}

void Pool::give_back(std::unique_ptr<Session> session)
{
    {
        const std::lock_guard lock(mutex_);
        --leased_;
        if (session) idle_.push_back(std::move(session));
    }
    freed_.notify_one();
}

void Pool::forget_idle()
{
    std::vector<std::unique_ptr<Session>> forgotten;
    const std::lock_guard lock(mutex_);
    forgotten.swap(idle_);
    idle_.reserve(options_.sessions);
}

Pool::Lease::Lease(Pool& pool) : pool_(pool), session_(pool.take())
{
    if (session_ && !session_->seems_alive()) session_.reset();
}

Pool::Lease::~Lease()
{
    if (session_ && session_->was_lost()) session_.reset();
    pool_.give_back(std::move(session_));
}

Session& Pool::Lease::session()
{
    if (!session_ || session_->was_lost()) {
        session_.reset();
        session_ = std::make_unique<Session>(pool_.options_, pool_.memory_name_);
    }
    return *session_;
}

void Pool::Lease::drop_lost()
{
    if (!session_ || !session_->was_lost()) return;
    session_.reset();
    pool_.forget_idle();
}

Pool::WriteTurn::WriteTurn(Pool& pool) : pool_(pool)
{
    if (pool_.options_.backend != Backend::sqlite) return;
    std::unique_lock lock(pool_.mutex_);
    const auto is_free = [&] { return !pool_.is_writing_; };
    if (!pool_.written_.wait_for(lock, pool_.options_.statement_timeout, is_free)) {
        throw Unavailable("the database is busy with other writers");
    }
    pool_.is_writing_ = true;
}

Pool::WriteTurn::~WriteTurn()
{
    if (pool_.options_.backend != Backend::sqlite) return;
    {
        const std::lock_guard lock(pool_.mutex_);
        pool_.is_writing_ = false;
    }
    pool_.written_.notify_one();
}

}  // namespace backbone::database
