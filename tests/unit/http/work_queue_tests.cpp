#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include <sys/resource.h>
#include <catch2/catch.hpp>

#include "http/work_queue.hpp"
#include "unit/http/support.hpp"

using backbone::http::Work;
using backbone::http::WorkQueue;
using backbone::test::http::eventually;

namespace {

struct Counting final : Work
{
    std::atomic<int>* count = nullptr;
    void run() noexcept override { ++*count; }
};

/// Holds its worker until it is released.
struct Waiting final : Work
{
    std::mutex mutex;
    std::condition_variable changed;
    bool has_begun = false;
    bool is_released = false;

    void run() noexcept override
    {
        std::unique_lock lock(mutex);
        has_begun = true;
        changed.notify_all();
        changed.wait(lock, [&] { return is_released; });
    }
    void wait_until_begun()
    {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return has_begun; });
    }
    void release()
    {
        const std::lock_guard lock(mutex);
        is_released = true;
        changed.notify_all();
    }
};

}  // namespace

TEST_CASE("Every work that the queue takes is run once", "[http][concurrency]")
{
    std::atomic<int> count = 0;
    std::deque<Counting> works(20'000);
    for (Counting& work : works) work.count = &count;
    {
        WorkQueue queue({"test", 4, works.size(), 0});
        std::vector<std::thread> producers;
        for (std::size_t producer = 0; producer < 2; ++producer) {
            producers.emplace_back([&, producer] {
                for (std::size_t i = producer; i < works.size(); i += 2) queue.push(works[i]);
            });
        }
        for (std::thread& producer : producers) producer.join();
        CHECK(eventually([&] { return count == static_cast<int>(works.size()); }));
    }
    CHECK(count == static_cast<int>(works.size()));
}

TEST_CASE("A full queue takes no more work", "[http][concurrency]")
{
    std::atomic<int> count = 0;
    Counting first;
    Counting second;
    Counting third;
    first.count = second.count = third.count = &count;
    Waiting busy;

    WorkQueue queue({"test", 1, 2, 0});
    REQUIRE(queue.push(busy));
    busy.wait_until_begun();
    CHECK(queue.push(first));
    CHECK(queue.push(second));
    CHECK(queue.load().waiting == 2);
    CHECK(queue.load().running == 1);
    CHECK_FALSE(queue.push(third));

    busy.release();
    CHECK(eventually([&] { return count == 2; }));
    CHECK(queue.push(third));
    CHECK(eventually([&] { return count == 3 && queue.load().running == 0; }));
}

TEST_CASE("All workers are busy when there is work for all", "[http][concurrency]")
{
    std::deque<Waiting> works(4);
    WorkQueue queue({"test", works.size(), works.size(), 0});
    for (Waiting& work : works) REQUIRE(queue.push(work));
    for (Waiting& work : works) work.wait_until_begun();
    for (Waiting& work : works) work.release();
}

TEST_CASE("A queue that is closed runs what it has and takes no more", "[http][concurrency]")
{
    std::atomic<int> count = 0;
    Counting first;
    Counting late;
    first.count = late.count = &count;
    Waiting busy;

    WorkQueue queue({"test", 1, 10, 0});
    REQUIRE(queue.push(busy));
    busy.wait_until_begun();
    REQUIRE(queue.push(first));
    std::thread closing([&] { queue.close(); });
    busy.release();
    closing.join();
    CHECK(count == 1);
    CHECK_FALSE(queue.push(late));
}

TEST_CASE("Workers of a slow lane have a lower priority", "[http]")
{
    struct Asking final : Work
    {
        std::atomic<int> niceness = -100;
        void run() noexcept override { niceness = getpriority(PRIO_PROCESS, 0); }
    };
    Asking asking;
    const int before = getpriority(PRIO_PROCESS, 0);
    WorkQueue queue({"test", 1, 1, 10});
    REQUIRE(queue.push(asking));
    REQUIRE(eventually([&] { return asking.niceness != -100; }));
    CHECK(asking.niceness == std::min(before + 10, 19));
    CHECK(getpriority(PRIO_PROCESS, 0) == before);
}
