#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace backbone::http {

/// Something that a worker shall do. The queue borrows it until it has begun to run.
class Work
{
  public:
    virtual void run() noexcept = 0;

  protected:
    ~Work() = default;
};

/// A bounded queue and the threads that serve it, in the order of arrival.
///
/// Calling a sleeping thread costs more than a short request does. So a worker looks for more work before it sleeps, at
/// most one worker is on its way at any time (it calls the next one if there is still more to do), and the one that
/// fell asleep last is called first, since its caches and its database session are warm.
class WorkQueue
{
  public:
    struct Options
    {
        /// At most 15 characters; shows up in the process list.
        std::string name;
        std::size_t workers = 1;
        /// Works that may wait, beside those that run.
        std::size_t capacity = 1;
        /// Added to the priority number of the threads: above 0 means less important.
        int niceness = 0;
    };

    explicit WorkQueue(const Options& options);
    ~WorkQueue();

    /// False when the queue is full or closed.
    bool push(Work& work);

    /// Runs what waits, and ends the threads.
    void close();

    struct Load
    {
        std::size_t waiting;
        std::size_t running;
    };
    Load load() const;

  private:
    struct Worker;

    void serve(Worker& self, const Options& options);
    Work& take();
    Worker* worker_to_call();

    mutable std::mutex mutex_;
    std::vector<Work*> ring_;
    std::size_t first_ = 0;
    std::size_t count_ = 0;
    std::size_t running_ = 0;
    bool closed_ = false;
    bool is_one_called_ = false;
    std::vector<Worker*> idle_;
    std::vector<std::unique_ptr<Worker>> workers_;
};

}  // namespace backbone::http
