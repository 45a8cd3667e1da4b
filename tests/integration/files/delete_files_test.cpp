#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "integration/files/given_files.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

/// One batch of the deletion of an identity's data; answers whether there is more.
bool forget_batch(TestApplication& app, const Person& person)
{
    const auto& deleters = app.registry().identity_data_deleters;
    const auto deleter = std::ranges::find(deleters, "Files", &IdentityDataDeleter::aggregate);
    return app.database().connect()->transaction(
        [&](Transaction& tx) { return deleter->delete_batch(tx, person.address, app.application().installation()); });
}

/// Rows of files of that owner without blobs, which are quicker to make than real ones.
void given_rows(TestApplication& app, const Person& creator, const Person& owner, int number)
{
    for (int i = 0; i < number; ++i) {
        change_rows(app.database(),
                    fmt::format("INSERT INTO files (id, created_at, created_by, created_by_device, owner, "
                                "owner_signature, ownership_token, ownership_is_locked, cipher_size, cipher_hash, "
                                "expires_at, encrypted_properties) VALUES ('FIL{:017}', {}, '{}', '{}', '{}', 'AA', "
                                "'x', 0, 1, 'AA', {}, 'AA')",
                                i, i, creator.address.text(), creator.device.text(), owner.address.text(),
                                Timestamp::parse("2026-01-02")->microseconds()));
    }
}

/// A blob that belongs to no file.
void given_orphan(TestApplication& app, std::string_view key)
{
    const auto blob = app.blobs().create();
    blob->append("nobody's");
    blob->store(key);
}

/// So much later than the files on the disk were written, whose times are those of the machine.
void let_pass(TestApplication& app, Duration duration)
{
    app.clock().set(SystemClock().now() + duration);
}

}  // namespace

TEST_ON_EACH_DATABASE("the creator deletes a file with its content, also when it is somebody else's", "[files]",
                      database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    const GivenFile own = given_file(app, alice);
    const GivenFile claimed = given_file(app, alice);
    REQUIRE(claim(app, claimed, claimed.token, bob).status == 200);
    database.statements.clear();

    CHECK(outcome_of(app.del(own.path(), app.device_of(alice))) == "204");
    CHECK(outcome_of(app.del(own.path(), alice)) == "404 recordNotFound");
    CHECK(outcome_of(app.del(own.path())) == "401");
    CHECK(outcome_of(app.del(claimed.path(), bob)) == "403 forbidden");
    CHECK(keys_of_blobs(app) == std::vector{claimed.id});
    CHECK(outcome_of(app.del(claimed.path(), alice)) == "204");

    CHECK(number_in(database, "SELECT COUNT(*) FROM files") == 0);
    CHECK(count_of_stored_files(app) == 0);
}

TEST_ON_EACH_DATABASE("files go thirty days after their expiry", "[files]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const GivenFile older = given_file(app, alice, with({"expiresAt", "2026-02-01T00:00:00.000Z"}));
    const GivenFile younger = given_file(app, alice, with({"expiresAt", "2026-02-01T00:00:00.001Z"}));

    app.clock().set(*Timestamp::parse("2026-03-03T00:00:00Z") - 1us);
    app.run_job("files.delete-expired");
    CHECK(keys_of_blobs(app).size() == 2);

    app.clock().advance(1us);
    app.run_job("files.delete-expired");
    CHECK(texts_in(database, "SELECT id FROM files") == std::vector{younger.id});
    CHECK(keys_of_blobs(app) == std::vector{younger.id});
}

TEST_ON_EACH_DATABASE("expired files go in batches", "[files]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    given_rows(app, alice, alice, 250);
    app.clock().advance(40 * 24h);

    app.run_job("files.delete-expired");

    CHECK(number_in(database, "SELECT COUNT(*) FROM files") == 0);
}

TEST_ON_EACH_DATABASE("blobs that belong to no file go after a day", "[files]", database)
{
    TestApplication app(database);
    const GivenFile file = given_file(app, app.person());
    for (int i = 0; i < 250; ++i) given_orphan(app, fmt::format("FIL{:017}", i));
    const auto unfinished = app.blobs().create();
    unfinished->append("cut off by a crash");

    let_pass(app, 23h);
    app.run_job("files.delete-orphans");
    CHECK(count_of_stored_files(app) == 252);

    let_pass(app, 25h);
    app.run_job("files.delete-orphans");
    CHECK(keys_of_blobs(app) == std::vector{file.id});
    CHECK(count_of_stored_files(app) == 1);
}

TEST_ON_EACH_DATABASE("a deleted identity leaves no file that it owned, and no trace on others", "[files]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    given_file(app, alice);
    const GivenFile claimed_by_alice = given_file(app, bob);
    const GivenFile claimed_by_bob = given_file(app, alice);
    REQUIRE(claim(app, claimed_by_alice, claimed_by_alice.token, alice).status == 200);
    REQUIRE(claim(app, claimed_by_bob, claimed_by_bob.token, bob).status == 200);

    CHECK_FALSE(forget_batch(app, alice));

    CHECK(keys_of_blobs(app) == std::vector{claimed_by_bob.id});
    const std::string nobody = IdentityAddress::of_deleted_identity("localhost").text();
    const Answer metadata = app.get(claimed_by_bob.path("/Metadata"), bob);
    CHECK(metadata.text("result.createdBy") == nobody);
    CHECK(metadata.text("result.modifiedBy") == nobody);
    CHECK(metadata.text("result.owner") == bob.address.text());
    CHECK(app.get(claimed_by_bob.path(), bob).body == "the content");
    CHECK(outcome_of(app.del(claimed_by_bob.path(), bob)) == "403 forbidden");
    CHECK_FALSE(forget_batch(app, alice));
}

TEST_ON_EACH_DATABASE("the files of an identity go in batches, and go on where a crash has stopped", "[files]",
                      database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const GivenFile real = given_file(app, alice);
    given_rows(app, alice, alice, 150);

    // As if the first batch had been cut off between the blobs and its commit.
    app.blobs().remove(real.id);
    CHECK(forget_batch(app, alice));
    CHECK(number_in(database, "SELECT COUNT(*) FROM files") == 51);
    CHECK_FALSE(forget_batch(app, alice));

    CHECK(number_in(database, "SELECT COUNT(*) FROM files") == 0);
    CHECK(count_of_stored_files(app) == 0);
}

TEST_ON_EACH_DATABASE("the creator of many files becomes anonymous in batches", "[files]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    given_rows(app, alice, bob, 150);

    CHECK(forget_batch(app, alice));
    CHECK_FALSE(forget_batch(app, alice));

    CHECK(texts_in(database, "SELECT DISTINCT created_by FROM files") ==
          std::vector{IdentityAddress::of_deleted_identity("localhost").text()});
}
