#include <csignal>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include "security/signing_keys.hpp"
#include "unit/security/keys.hpp"

using namespace backbone;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

/// A folder of its own for a test.
class Folder
{
  public:
    Folder()
    {
        std::string name = (fs::temp_directory_path() / "signing-keys-XXXXXX").string();
        if (!::mkdtemp(name.data())) throw std::runtime_error("no folder for the test");
        path_ = name;
    }
    ~Folder() { fs::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    const fs::path& path() const { return path_; }

    std::string write(const char* name, const std::string& text) const
    {
        std::ofstream(path_ / name) << text;
        return (path_ / name).string();
    }

  private:
    fs::path path_;
};

/// Limits the size of the files that this process writes, as long as it lives.
class FilesOfAtMost
{
  public:
    explicit FilesOfAtMost(rlim_t bytes)
    {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit limit{.rlim_cur = bytes, .rlim_max = before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FilesOfAtMost()
    {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }

  private:
    rlimit before_{};
    void (*handler_)(int) = std::signal(SIGXFSZ, SIG_IGN);
};

}  // namespace

TEST_CASE("A key is read from its file", "[security]")
{
    const Folder folder;
    const std::string key = test::security::p256_key();
    CHECK(signing_key_in_file(folder.write("key.pem", key)) == key);
}

TEST_CASE("A key file that cannot be used is named with the reason", "[security]")
{
    const Folder folder;
    const std::string missing = (folder.path() / "missing.pem").string();
    CHECK_THROWS_WITH(signing_key_in_file(missing),
                      Catch::Contains(missing) && Catch::Contains("No such file or directory"));
    CHECK_THROWS_WITH(signing_key_in_file(folder.path()), Catch::Contains("Is a directory"));
    CHECK_THROWS_WITH(signing_key_in_file(folder.write("large.pem", std::string(70'000, 'x'))),
                      Catch::Contains("large.pem is too large"));
}

TEST_CASE("A development server makes its key once", "[security]")
{
    const Folder folder;
    const fs::path nested = folder.path() / "state" / "keys";
    const std::string key = development_signing_key(nested);

    const AccessTokens tokens({key}, 300s);
    CHECK(tokens.algorithm() == "ES256");
    CHECK(development_signing_key(nested) == key);
    CHECK(signing_key_in_file(nested / "signing-key.pem") == key);

    struct ::stat status = {};
    REQUIRE(::stat((nested / "signing-key.pem").c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
    CHECK(std::distance(fs::directory_iterator(nested), fs::directory_iterator()) == 1);
}

TEST_CASE("Each folder has a key of its own", "[security]")
{
    const Folder one, other;
    CHECK(development_signing_key(one.path()) != development_signing_key(other.path()));
}

TEST_CASE("A key that the operator put into the folder is used", "[security]")
{
    const Folder folder;
    const std::string key = test::security::rsa_key();
    folder.write("signing-key.pem", key);
    CHECK(development_signing_key(folder.path()) == key);
}

TEST_CASE("A start that was cut off before the key was written leaves no trouble", "[security]")
{
    const Folder folder;
    folder.write("signing-key.pem", "");
    const std::string key = development_signing_key(folder.path());
    CHECK_FALSE(key.empty());
    CHECK(development_signing_key(folder.path()) == key);
}

TEST_CASE("A disk that is full when the key is written leaves no trouble", "[security]")
{
    const Folder folder;
    {
        const FilesOfAtMost limit(100);
        CHECK_THROWS_WITH(development_signing_key(folder.path()),
                          Catch::Contains("signing-key.pem cannot be written: File too large"));
    }
    CHECK(AccessTokens({development_signing_key(folder.path())}, 300s).algorithm() == "ES256");
}

TEST_CASE("A folder that cannot be made is named with the reason", "[security]")
{
    const Folder folder;
    const std::string file = folder.write("file", "");
    CHECK_THROWS_WITH(development_signing_key(fs::path(file) / "keys"),
                      Catch::Contains(file) && Catch::Contains("Not a directory"));
}

TEST_CASE("Servers that start at once agree on a key", "[security][concurrency]")
{
    for (int round = 0; round < 5; ++round) {
        const Folder folder;
        std::vector<std::string> keys(8);
        {
            std::vector<std::jthread> servers;
            for (std::string& key : keys) {
                servers.emplace_back([&] { key = development_signing_key(folder.path()); });
            }
        }
        REQUIRE(std::set<std::string>(keys.begin(), keys.end()).size() == 1);
        REQUIRE_FALSE(keys.front().empty());
    }
}
