// What the deletion of an identity leaves of it in all modules (docs/protocol/devices.md §7.8), wherever it was stopped
#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "integration/announcements/given_announcements.hpp"
#include "integration/devices/given_deletion.hpp"
#include "integration/quotas/given_quotas.hpp"

using namespace backbone;
using namespace backbone::testing;

namespace {

using Texts = std::vector<std::string>;

/// Every column that may hold the address of an identity.
const std::vector<std::pair<std::string, Texts>> kAddresses{
    {"challenges", {"created_by"}},
    {"identities", {"address"}},
    {"devices", {"identity_address"}},
    {"feature_flags", {"owner_address"}},
    {"identity_deletion_processes", {"identity_address"}},
    {"push_registrations", {"identity_address"}},
    {"tokens", {"created_by", "for_identity"}},
    {"token_allocations", {"allocated_by"}},
    {"sync_states", {"owner"}},
    {"datawallet_modifications", {"owner"}},
    {"sync_runs", {"created_by"}},
    {"external_events", {"owner"}},
    {"sync_errors", {"owner"}},
    {"relationship_templates", {"created_by", "for_identity"}},
    {"relationship_template_allocations", {"allocated_by"}},
    {"relationships", {"from_address", "to_address", "pair"}},
    {"relationship_audit_log", {"created_by"}},
    {"messages", {"created_by"}},
    {"message_recipients", {"address", "unreceived_from"}},
    {"files", {"created_by", "owner"}},
    {"announcement_recipients", {"address"}},
    {"individual_quotas", {"owner"}},
    {"quota_usage", {"owner"}},
    {"identity_overviews", {"address"}},
};

/// How many rows each of these tables has, and how many blobs there are.
std::vector<std::int64_t> counts(TestApplication& app)
{
    std::vector<std::int64_t> counts;
    for (const auto& table : kAddresses) {
        counts.push_back(number_in(app.database(), "SELECT COUNT(*) FROM " + table.first));
    }
    counts.push_back(static_cast<std::int64_t>(keys_of_blobs(app).size()));
    return counts;
}

std::int64_t mentions(TestDatabase& database, const Person& person)
{
    std::int64_t rows = 0;
    for (const auto& [table, columns] : kAddresses) {
        for (const std::string& column : columns) {
            rows += number_in(database, fmt::format("SELECT COUNT(*) FROM {} WHERE {} LIKE '%{}%'", table, column,
                                                    person.address.text()));
        }
    }
    return rows;
}

/// An identity with something in every module, and two who have met it.
struct Life
{
    explicit Life(TestApplication& application)
        : app(application),
          counts_before(counts(app)),
          alice(syncing_person(app)),
          bob(syncing_person(app)),
          carol(syncing_person(app))
    {
        give_relationships();
        give_messages();
        give_files();
        give_tokens();
        for (const auto& recipients : {std::vector{alice.address}, std::vector{alice.address, bob.address}}) {
            given_announcement(app.database(), content_for(recipients));
        }
        given_quota(app, alice, "NumberOfTokens", 100);
        REQUIRE(app.post("/api/v2/Challenges", "{}", alice).status == 201);
        REQUIRE(app.patch("/api/v2/Identities/Self/FeatureFlags", R"({"one":true})", alice).status == 204);
        for (const Person& peer : {bob, carol}) news_for(app, peer);
        given_deletion(app, alice);
    }

    void give_relationships()
    {
        with_bob = relate(app, bob, alice);
        with_carol = relate(app, alice, carol);
        REQUIRE(read_template(app, alice, given_template(app, bob)) == "200");
        given_template(app, carol, for_identity(alice));
        given_template(app, alice);
    }
    void give_messages()
    {
        REQUIRE(send_message(app, alice, {bob, carol}).status == 201);
        REQUIRE(send_message(app, alice, {bob}).status == 201);
        REQUIRE(send_message(app, bob, {alice}).status == 201);
        REQUIRE(send_message(app, carol, {alice}).status == 201);
    }
    void give_files()
    {
        given_file(app, alice);
        const GivenFile of_bob = given_file(app, bob);
        kept_file = given_file(app, alice);
        REQUIRE(claim(app, of_bob, of_bob.token, alice).status == 200);
        REQUIRE(claim(app, kept_file, kept_file.token, bob).status == 200);
    }
    void give_tokens()
    {
        const auto given_token = [&](const Person& creator, std::string_view members) {
            return app
                .post("/api/v2/Tokens", fmt::format(R"({{"expiresAt":"2199-01-02","content":"AAAA"{}}})", members),
                      creator)
                .text("result.id");
        };
        given_token(alice, "");
        given_token(carol, for_identity(alice));
        REQUIRE(app.get("/api/v2/Tokens/" + given_token(bob, ""), alice).status == 200);
    }

    /// What the others have of it now, without what is different in each life.
    Texts left() const
    {
        Texts left;
        for (const std::string& id : {with_bob, with_carol}) left.push_back(status_of(app.database(), id));
        for (const Person& peer : {bob, carol}) {
            for (const std::string& news : news_for(app, peer)) left.push_back(news.substr(0, news.find(' ')));
            left.push_back(addresses_of_messages(peer));
        }
        left.push_back(names_in(app.get(kept_file.path("/Metadata"), bob).text("result.createdBy")));
        left.push_back(app.get(kept_file.path(), bob).body);
        const auto counts_now = counts(app);
        for (std::size_t i = 0; i < counts_now.size(); ++i) {
            const std::string what = i < kAddresses.size() ? kAddresses[i].first : "blobs";
            left.push_back(fmt::format("{}: {}", what, counts_now[i] - counts_before[i]));
        }
        return left;
    }

    /// Such as `anonymous>bob bob>anonymous `.
    std::string addresses_of_messages(const Person& reader) const
    {
        Texts texts;
        const Answer listed = app.get("/api/v2/Messages", reader);
        for (const auto& message : listed.at("result").as_array()) {
            std::string text = names_in(std::string_view(message.at("createdBy").as_string())) + ">";
            for (const auto& recipient : message.at("recipients").as_array()) {
                text += names_in(std::string_view(recipient.at("address").as_string()));
            }
            texts.push_back(text);
        }
        std::ranges::sort(texts);
        return fmt::format("{}", fmt::join(texts, " "));
    }

    std::string names_in(std::string_view address) const
    {
        if (address == alice.address.text()) return "alice";
        if (address == bob.address.text()) return "bob";
        if (address == carol.address.text()) return "carol";
        return address == IdentityAddress::of_deleted_identity("localhost").text() ? "anonymous" : "?";
    }

    TestApplication& app;
    std::vector<std::int64_t> counts_before;
    Person alice;
    Person bob;
    Person carol;
    std::string with_bob;
    std::string with_carol;
    GivenFile kept_file;
};

/// Runs the job until it has begun so many transactions. Answers how many that were.
std::size_t run_and_stop_after(TestApplication& app, std::size_t transactions)
{
    const auto& jobs = app.registry().jobs;
    const auto job = std::ranges::find(jobs, kDeletionJob, &Job::name);
    const auto connection = app.database().connect();
    app.database().statements.clear();
    const auto begun = [&] {
        const auto names = app.database().statements.names();
        return static_cast<std::size_t>(std::ranges::count(names, "begin"));
    };
    const auto should_stop = [&] { return begun() >= transactions; };
    JobContext context{*connection, app.clock(), app.database().random, app.application().installation(), should_stop};
    job->work(context);
    return begun();
}

void two_recipients(Configuration& configuration)
{
    configuration.modules.get<messages::MessagesOptions>().max_recipients = 2;
}

}  // namespace

TEST_ON_EACH_DATABASE("of a deleted identity nothing is left in any module, wherever its deletion was stopped",
                      "[devices]", database)
{
    TestApplication app(database, two_recipients);
    constexpr std::size_t kNever = 1000;
    const Life reference(app);
    CHECK(mentions(database, reference.alice) > 20);
    const std::size_t all_transactions = run_and_stop_after(app, kNever);
    CHECK(mentions(database, reference.alice) == 0);
    const Texts expected = reference.left();
    for (const char* kept : {"relationships: 2", "relationship_templates: 3", "relationship_template_allocations: 2",
                             "messages: 4", "message_recipients: 5", "files: 1", "tokens: 2", "token_allocations: 1",
                             "announcement_recipients: 1", "blobs: 1"}) {
        CHECK_THAT(expected, Catch::VectorContains(std::string(kept)));
    }
    CHECK(reference.addresses_of_messages(reference.bob) == "anonymous>bob anonymous>bob bob>anonymous");
    CHECK(reference.addresses_of_messages(reference.carol) == "anonymous>carol carol>anonymous");

    for (std::size_t transactions = 1; transactions < all_transactions; ++transactions) {
        INFO("stopped after " << transactions << " transactions");
        const Life life(app);

        CHECK(run_and_stop_after(app, transactions) == transactions);
        app.run_job(kDeletionJob);

        CHECK(mentions(database, life.alice) == 0);
        CHECK(life.left() == expected);
    }
}
