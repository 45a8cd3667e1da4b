#include <algorithm>
#include <cerrno>
#include <fstream>
#include <latch>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include <backbone/error.hpp>

#include "blobs/folders.hpp"
#include "blobs/health.hpp"
#include "blobs/local_blobs.hpp"
#include "support/application.hpp"
#include "support/temporary_folder.hpp"

using namespace backbone;
using namespace backbone::testing;
using backbone::blobs::HealthCheck;
using backbone::blobs::LocalBlobs;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

/// A storage in a folder of its own.
struct Storage
{
    TemporaryFolder folder;
    SystemRandom random;
    LocalBlobs blobs{{folder.path() / "blobs"}, random};

    Storage() { blobs.prepare(); }

    fs::path path(std::string_view rest) const { return folder.path() / "blobs" / rest; }

    void keep(std::string_view key, std::string_view text)
    {
        const auto blob = blobs.create();
        blob->append(text);
        blob->store(key);
    }
    std::string text_of(std::string_view key)
    {
        const auto content = blobs.open(key);
        if (!content) return "none";
        std::string text(content->size(), '\0');
        content->read(0, text);
        return text;
    }
    std::vector<std::string> keys()
    {
        std::vector<std::string> keys;
        blobs.for_each([&](const BlobEntry& entry) {
            keys.push_back(entry.key);
            return true;
        });
        std::ranges::sort(keys);
        return keys;
    }
    std::size_t files() const
    {
        const fs::recursive_directory_iterator all(folder.path());
        return static_cast<std::size_t>(
            std::ranges::count_if(all, [](const auto& entry) { return entry.is_regular_file(); }));
    }
};

Logger no_logger()
{
    static NoLog log;
    return {log, "test"};
}

}  // namespace

TEST_CASE("A blob is there when it was stored, and not before", "[blobs]")
{
    Storage storage;
    const auto blob = storage.blobs.create();
    blob->append("one ");
    blob->append("");
    blob->append(std::string(1'000'000, 'x'));
    CHECK(storage.keys().empty());
    CHECK_FALSE(storage.blobs.open("FILaB"));

    blob->store("FILaB");

    CHECK(storage.text_of("FILaB") == "one " + std::string(1'000'000, 'x'));
    CHECK(storage.keys() == std::vector<std::string>{"FILaB"});
    CHECK(fs::is_regular_file(storage.path("aB/FILaB")));
    CHECK(fs::is_empty(storage.path("unfinished")));
    CHECK((fs::status(storage.path("aB/FILaB")).permissions() & fs::perms::all) ==
          (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("A blob that is not stored leaves nothing", "[blobs]")
{
    Storage storage;
    storage.blobs.create()->append("given up");
    CHECK(storage.files() == 0);
}

TEST_CASE("No blob is ever replaced", "[blobs]")
{
    Storage storage;
    storage.keep("key", "first");
    CHECK_THROWS_AS(storage.keep("key", "second"), BlobExists);
    CHECK(storage.text_of("key") == "first");
    CHECK(storage.files() == 1);
}

TEST_CASE("Of many who store the same key at once one succeeds", "[blobs][concurrency]")
{
    Storage storage;
    constexpr int kThreads = 8;
    std::atomic<int> stored = 0;
    std::latch everybody_is_here(kThreads);
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < kThreads; ++i) {
            threads.emplace_back([&, text = std::to_string(i)] {
                const auto blob = storage.blobs.create();
                blob->append(text);
                everybody_is_here.arrive_and_wait();
                try {
                    blob->store("the-same-key");
                    ++stored;
                } catch (const BlobExists&) {
                }
            });
        }
    }
    CHECK(stored == 1);
    CHECK(storage.files() == 1);
}

TEST_CASE("A removed blob is gone, and another removal is no error", "[blobs]")
{
    Storage storage;
    storage.keep("key", "text");
    const auto open_before = storage.blobs.open("key");
    storage.blobs.remove("key");
    storage.blobs.remove("key");
    storage.blobs.remove("never-there");
    CHECK_FALSE(storage.blobs.open("key"));
    std::string text(4, '\0');
    CHECK(open_before->read(0, text) == 4);
    CHECK(text == "text");
}

TEST_CASE("A key that is no key reaches no file", "[blobs]")
{
    Storage storage;
    for (const std::string& key : {std::string("ab"), std::string("../../etc/passwd"), std::string("a/b"),
                                   std::string("a.b"), std::string(65, 'a'), std::string("abc\0", 4)}) {
        CHECK_THROWS_AS(storage.blobs.open(key), std::logic_error);
        CHECK_THROWS_AS(storage.blobs.remove(key), std::logic_error);
        CHECK_THROWS_AS(storage.keep(key, "x"), std::logic_error);
    }
    CHECK(storage.files() == 0);
}

TEST_CASE("All blobs are listed until the visitor has seen enough, and what is no blob is left out", "[blobs]")
{
    Storage storage;
    for (const char* key : {"one", "two", "another-one", "x9"}) storage.keep(std::string(key) + "x", "text");
    std::ofstream(storage.path("ex/README.txt")) << "not ours";
    std::ofstream(storage.path("lost+found")) << "not ours";
    std::ofstream(storage.path("no")) << "a folder";
    storage.blobs.create()->append("unfinished");

    CHECK(storage.keys() == std::vector<std::string>{"another-onex", "onex", "twox", "x9x"});
    int visited = 0;
    storage.blobs.for_each([&](const BlobEntry& entry) {
        const Duration age = SystemClock().now() - entry.written_at;
        CHECK(age >= -1s);
        CHECK(age < 1min);
        return ++visited < 2;
    });
    CHECK(visited == 2);
}

TEST_CASE("What a crash has left unfinished goes when it is old", "[blobs]")
{
    Storage storage;
    const auto blob = storage.blobs.create();
    blob->append("text");
    const Timestamp now = SystemClock().now();
    storage.blobs.remove_unfinished(now - 1min);
    CHECK(storage.files() == 1);
    storage.blobs.remove_unfinished(now + 1min);
    CHECK(storage.files() == 0);
}

TEST_CASE("Blobs stay where they are when the storage is opened again", "[blobs]")
{
    Storage storage;
    storage.keep("key", "text");
    LocalBlobs again({storage.path("")}, storage.random);
    again.prepare();
    CHECK(again.open("key"));
}

TEST_CASE("A folder that cannot be used is told to the operator", "[blobs]")
{
    TemporaryFolder folder;
    SystemRandom random;
    std::ofstream(folder.path() / "file") << "text";
    for (const fs::path& path : {folder.path() / "file", folder.path() / "file/blobs", fs::path("/proc/blobs")}) {
        CHECK_THROWS_WITH(LocalBlobs({path}, random).prepare(),
                          Catch::Contains("the folder for blobs, '" + path.string() + "', cannot be used"));
    }
}

TEST_CASE("A full storage is unavailable, any other failure is unexpected", "[blobs]")
{
    const auto fail = [](int code) {
        errno = code;
        blobs::throw_system_error("cannot write", "blob");
    };
    CHECK_THROWS_AS(fail(ENOSPC), Unavailable);
    CHECK_THROWS_AS(fail(EDQUOT), Unavailable);
    CHECK_THROWS_AS(fail(EIO), std::system_error);
}

TEST_CASE("The storage is healthy once a blob could be written and read", "[blobs]")
{
    Storage storage;
    HealthCheck health(storage.blobs, storage.random, no_logger());
    CHECK(health.is_healthy());
    CHECK(storage.files() == 0);
    fs::remove_all(storage.path(""));
    CHECK(health.is_healthy());
}

TEST_CASE("A storage that fails five times is not tried again", "[blobs]")
{
    Storage storage;
    fs::rename(storage.path("unfinished"), storage.path("elsewhere"));
    HealthCheck late(storage.blobs, storage.random, no_logger());
    HealthCheck too_late(storage.blobs, storage.random, no_logger());
    for (int i = 0; i < 4; ++i) CHECK_FALSE(late.is_healthy());
    for (int i = 0; i < 5; ++i) CHECK_FALSE(too_late.is_healthy());
    fs::rename(storage.path("elsewhere"), storage.path("unfinished"));
    CHECK(late.is_healthy());
    CHECK_FALSE(too_late.is_healthy());
}
