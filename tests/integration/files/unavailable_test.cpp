#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <backbone/error.hpp>
#include <files/module.hpp>

#include "database/failures.hpp"
#include "database/migrations.hpp"
#include "http/dispatcher.hpp"
#include "integration/files/given_files.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

/// A storage whose disk can be full.
class FillingBlobs final : public BlobStore
{
  public:
    enum class Full : std::uint8_t { never, on_append, on_store };

    explicit FillingBlobs(BlobStore& blobs) : blobs_(blobs) {}

    std::unique_ptr<NewBlob> create() override { return std::make_unique<New>(blobs_.create(), full); }
    std::optional<FileContent> open(std::string_view key) override { return blobs_.open(key); }
    void remove(std::string_view key) override { blobs_.remove(key); }
    void for_each(const std::function<bool(const BlobEntry&)>& visit) override { blobs_.for_each(visit); }
    void remove_unfinished(Timestamp untouched_since) override { blobs_.remove_unfinished(untouched_since); }

    Full full = Full::never;

  private:
    class New final : public NewBlob
    {
      public:
        New(std::unique_ptr<NewBlob> blob, Full full) : blob_(std::move(blob)), full_(full) {}

        void append(std::string_view bytes) override
        {
            if (full_ == Full::on_append) throw Unavailable("no space is left");
            blob_->append(bytes);
        }
        void store(std::string_view key) override
        {
            if (full_ == Full::on_store) throw Unavailable("no space is left");
            blob_->store(key);
        }

      private:
        std::unique_ptr<NewBlob> blob_;
        Full full_;
    };

    BlobStore& blobs_;
};

Request request_of_upload(const Person& as)
{
    Request request;
    request.method = "POST";
    request.path = kFiles;
    request.base_url = "http://localhost";
    request.headers = {{"Authorization", "Bearer " + as.access_token}, {"Content-Type", std::string(kFormType)}};
    request.body = body_of(right_form());
    return request;
}

bool says_when_to_come_again(const Response& response)
{
    return response.status == 503 && std::ranges::count(response.headers, "Retry-After", &Header::name) == 1;
}

}  // namespace

TEST_ON_EACH_DATABASE("an upload that finds no free session leaves nothing behind", "[files]", database)
{
    database::Options options = database.options();
    options.sessions = 1;
    options.acquire_timeout = 1ms;
    TestDatabase small(options);
    if (options.backend == database::Backend::sqlite) database::migrate(small.database(), options.backend);
    TestApplication app(small);
    const Person alice = app.person();

    auto only_session = small.connect();
    CHECK(outcome_of(upload(app, alice)) == "503");
    only_session.reset();

    CHECK(count_of_stored_files(app) == 0);
    CHECK(outcome_of(upload(app, alice)) == "201");
}

TEST_ON_EACH_DATABASE("an upload whose row is refused leaves nothing behind", "[files]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    struct Refusal
    {
        std::function<void()> refuse;
        std::string outcome;
    };
    const std::vector<Refusal> refusals{
        {[] { throw Unavailable("the disk of the database is full"); }, "503"},
        {[] { throw std::runtime_error("a failure of no known kind"); }, "500 unexpected"},
    };
    for (const auto& [refuse, outcome] : refusals) {
        INFO(outcome);
        database.statements.once_after("files.insert", refuse);
        CHECK(outcome_of(upload(app, alice)) == outcome);
        CHECK(count_of_stored_files(app) == 0);
        CHECK(number_in(database, "SELECT COUNT(*) FROM files") == 0);
    }
    CHECK(outcome_of(upload(app, alice)) == "201");
}

TEST_ON_EACH_DATABASE("an upload whose commit was done when the connection was lost keeps its content", "[files]",
                      database)
{
    TestApplication app(database);
    const Person alice = app.person();
    database.statements.once_after("commit", [] { throw database::ConnectionLost("gone before it answered"); });

    CHECK(outcome_of(upload(app, alice)) == "503");

    const GivenFile file{text_in(database, "SELECT id FROM files"), {}};
    CHECK(keys_of_blobs(app) == std::vector{file.id});
    CHECK(app.get(file.path(), alice).body == "the content");
}

TEST_ON_EACH_DATABASE("an upload that finds the storage full may come again", "[files]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    FillingBlobs blobs(app.blobs());
    Registry registry;
    files::register_files(registry, blobs);
    NoLog log;
    const http::Dispatcher api(
        registry.consumer, http::guard_by_access_token(app.application().access_tokens(), app.clock()),
        {database.database(), app.clock(), database.random, app.application().installation()}, Logger(log, "test"));

    using enum FillingBlobs::Full;
    for (const auto full : {on_append, on_store}) {
        blobs.full = full;
        CHECK(says_when_to_come_again(api.handle(request_of_upload(alice))));
        CHECK(count_of_stored_files(app) == 0);
        CHECK(number_in(database, "SELECT COUNT(*) FROM files") == 0);
    }

    blobs.full = never;
    CHECK(api.handle(request_of_upload(alice)).status == 201);
    CHECK(keys_of_blobs(app) == texts_in(database, "SELECT id FROM files"));
}
