#include "support/databases.hpp"

#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <thread>
#include <utility>

#include "database/migrations.hpp"

namespace backbone::testing {

namespace {

struct Name
{
    std::string text;
};

struct Found
{
    std::int64_t count;
};

/// The same server as `uri`, another database.
std::string with_database(const std::string& uri, const std::string& name)
{
    const auto authority = uri.find("://") + 3;
    const auto parameters = uri.find('?', authority);
    const auto path = std::min(uri.find('/', authority), parameters);
    return uri.substr(0, path) + '/' + name + (parameters == std::string::npos ? "" : uri.substr(parameters));
}

/// The databases of this process on the test server, which go when it ends.
class TestServer
{
  public:
    explicit TestServer(const std::string& uri) : uri_(uri), server_(options(uri)) {}

    ~TestServer()
    {
        try {
            for (const std::string& name : created_) execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
        } catch (const std::exception&) {
            // A test may have stopped the server.
            return;
        }
    }
    TestServer(const TestServer&) = delete;
    TestServer& operator=(const TestServer&) = delete;

    std::string create_database()
    {
        const auto number = std::to_string(created_.size());
        const std::string name = "backbone_test_" + std::to_string(getpid()) + "_" + number;
        execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
        execute("CREATE DATABASE " + name);
        created_.push_back(name);
        return with_database(uri_, name);
    }

  private:
    static database::Options options(const std::string& uri)
    {
        database::Options options;
        options.backend = database::Backend::postgresql;
        options.connection = uri;
        return options;
    }

    void execute(const std::string& sql) { server_.connect()->queries().execute(Statement{"test.server", sql}); }

    std::string uri_;
    TestDatabase server_;
    std::vector<std::string> created_;
};

TestServer* test_server()
{
    static const std::unique_ptr<TestServer> server = [] {
        const char* uri = std::getenv("BACKBONE_TEST_POSTGRESQL");
        return uri == nullptr || *uri == '\0' ? nullptr : std::make_unique<TestServer>(uri);
    }();
    return server.get();
}

/// A migrated database and the tables that tests fill.
class SharedDatabase
{
  public:
    explicit SharedDatabase(std::string uri)
    {
        options_.backend = database::Backend::postgresql;
        options_.connection = std::move(uri);
        TestDatabase database(options_);
        database::migrate(database.database(), options_.backend);
        const auto connection = database.connect();
        const auto tables = connection->queries().select<Name>(Statement{"test.tables", R"(
            SELECT CAST(table_name AS VARCHAR(200)) FROM information_schema.tables
            WHERE table_schema = current_schema() AND table_type = 'BASE TABLE')"});
        for (const Name& table : tables) {
            const std::string count = "SELECT COUNT(*) FROM " + table.text;
            const bool is_empty = connection->queries().find<Found>(Statement{"test.count", count})->count == 0;
            if (is_empty) clearing_ += "DELETE FROM " + table.text + "; ";
        }
    }

    const database::Options& options() const { return options_; }

    void clear(TestDatabase& database) const
    {
        // The role turns off the checks of foreign keys, so that the order of the tables does not matter.
        const std::string script = "DO $$ BEGIN SET LOCAL session_replication_role = replica; " + clearing_ + "END $$";
        database.connect()->queries().execute(Statement{"test.clear", script});
    }

  private:
    database::Options options_;
    std::string clearing_;
};

}  // namespace

void StatementLog::statement_ran(const database::StatementRun& run)
{
    std::function<void()> act;
    {
        const std::lock_guard lock(mutex_);
        names_.emplace_back(run.name);
        if (run.name == awaited_) act = std::exchange(act_, nullptr);
    }
    if (act) act();
}

void StatementLog::once_after(std::string name, std::function<void()> act)
{
    const std::lock_guard lock(mutex_);
    awaited_ = std::move(name);
    act_ = std::move(act);
}

std::vector<std::string> StatementLog::names() const
{
    const std::lock_guard lock(mutex_);
    return names_;
}

void StatementLog::clear()
{
    const std::lock_guard lock(mutex_);
    names_.clear();
    repetitions_ = 0;
}

TestDatabase::TestDatabase(database::Options options)
    : options_(std::move(options)), database_(database::open(options_, surroundings()))
{}

std::unique_ptr<TestDatabase> sqlite_database()
{
    database::Options options;
    options.connection = ":memory:";
    auto database = std::make_unique<TestDatabase>(options);
    database::migrate(database->database(), options.backend);
    database->statements.clear();
    return database;
}

std::unique_ptr<TestDatabase> postgresql_database()
{
    if (test_server() == nullptr) return nullptr;
    static const SharedDatabase shared(test_server()->create_database());
    auto database = std::make_unique<TestDatabase>(shared.options());
    shared.clear(*database);
    database->statements.clear();
    return database;
}

std::string new_postgresql_database()
{
    return test_server() == nullptr ? std::string() : test_server()->create_database();
}

bool eventually(const std::function<bool()>& question, std::chrono::milliseconds limit)
{
    const auto deadline = std::chrono::steady_clock::now() + limit;
    while (!question()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds{2});
    }
    return true;
}

void run_on(std::unique_ptr<TestDatabase> database, void (*body)(TestDatabase&))
{
    if (!database) {
        static bool warned = false;
        if (!std::exchange(warned, true))
            WARN("there is no PostgreSQL to test with: BACKBONE_TEST_POSTGRESQL is not set");
        return;
    }
    body(*database);
}

}  // namespace backbone::testing
