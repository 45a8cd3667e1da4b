#include "http/work_queue.hpp"

#include <algorithm>
#include <condition_variable>
#include <thread>

#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

namespace backbone::http {
namespace {

void name_this_thread(const std::string& name, int niceness)
{
    pthread_setname_np(pthread_self(), name.substr(0, 15).c_str());
    // Linux has one nice value per thread. A failure only costs fairness.
    const auto thread = static_cast<id_t>(gettid());
    if (niceness != 0) setpriority(PRIO_PROCESS, thread, getpriority(PRIO_PROCESS, thread) + niceness);
}

}  // namespace

struct WorkQueue::Worker
{
    std::condition_variable call;
    bool is_called = false;
    std::thread thread;
};

WorkQueue::WorkQueue(const Options& options) : ring_(std::max<std::size_t>(options.capacity, 1))
{
    const std::size_t count = std::max<std::size_t>(options.workers, 1);
    idle_.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        Worker& worker = *workers_.emplace_back(std::make_unique<Worker>());
        worker.thread = std::thread([this, &worker, options] { serve(worker, options); });
    }
}

WorkQueue::~WorkQueue()
{
    close();
}

bool WorkQueue::push(Work& work)
{
    Worker* called = nullptr;
    {
        const std::lock_guard lock(mutex_);
        if (closed_ || count_ == ring_.size()) return false;
        ring_[(first_ + count_++) % ring_.size()] = &work;
        called = worker_to_call();
    }
    if (called) called->call.notify_one();
    return true;
}

void WorkQueue::close()
{
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        for (Worker* worker : idle_) {
            worker->is_called = true;
            worker->call.notify_one();
        }
        idle_.clear();
    }
    for (const auto& worker : workers_) {
        if (worker->thread.joinable()) worker->thread.join();
    }
}

WorkQueue::Load WorkQueue::load() const
{
    const std::lock_guard lock(mutex_);
    return {count_, running_};
}

WorkQueue::Worker* WorkQueue::worker_to_call()
{
    if (count_ == 0 || is_one_called_ || idle_.empty()) return nullptr;
    Worker* worker = idle_.back();
    idle_.pop_back();
    worker->is_called = true;
    is_one_called_ = true;
    return worker;
}

Work& WorkQueue::take()
{
    Work& work = *ring_[first_];
    first_ = (first_ + 1) % ring_.size();
    --count_;
    return work;
}

void WorkQueue::serve(Worker& self, const Options& options)
{
    name_this_thread(options.name, options.niceness);
    std::unique_lock lock(mutex_);
    for (;;) {
        while (count_ == 0) {
            if (closed_) return;
            idle_.push_back(&self);
            self.call.wait(lock, [&] { return self.is_called; });
            self.is_called = false;
            is_one_called_ = false;
        }
        Work& work = take();
        ++running_;
        Worker* const next = worker_to_call();
        lock.unlock();
        if (next) next->call.notify_one();
        work.run();
        lock.lock();
        --running_;
    }
}

}  // namespace backbone::http
