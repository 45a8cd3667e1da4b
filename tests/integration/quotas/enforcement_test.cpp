#include <chrono>

#include <catch2/catch.hpp>

#include "integration/quotas/given_quotas.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

/// Quotas of 0 for everything that guards something.
void forbid_everything(TestApplication& app, const Person& person)
{
    for (std::size_t i = 0; i < 6; ++i) given_quota(app, person, kMetrics[i], 0);
}

}  // namespace

TEST_ON_EACH_DATABASE("with a maximum of two the third one is refused", "[quotas]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    given_quota(app, alice, "NumberOfTokens", 2);

    CHECK(outcome_of(create_token(app, alice)) == "201");
    CHECK(outcome_of(create_token(app, alice)) == "201");
    CHECK(outcome_of(create_token(app, alice)) == kExhausted);

    CHECK(number_in(database, "SELECT COUNT(*) FROM tokens") == 2);
    CHECK(usage_of(app, alice, "NumberOfTokens") == 2);
    CHECK(outcome_of(create_token(app, app.person())) == "201");
}

TEST_ON_EACH_DATABASE("a refusal tells each exhausted metric and until when", "[quotas]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    given_quota(app, alice, "NumberOfFiles", 0, "Day");
    given_quota(app, alice, "UsedFileStorageSpace", 0, "Total");
    given_quota(app, alice, "NumberOfTokens", 0, "Total");

    const Answer answer = upload_content(app, alice);

    CHECK(answer.status == 429);
    CHECK(answer.header("Retry-After").empty());
    CHECK(answer.text("error.docs").empty());
    CHECK(boost::json::serialize(answer.at("error.data")) ==
          R"([{"metricKey":"NumberOfFiles","isExhaustedUntil":"2026-01-01T23:59:59.999Z"},)"
          R"({"metricKey":"UsedFileStorageSpace","isExhaustedUntil":"9999-12-31T23:59:59.9999999"}])");
    CHECK(keys_of_blobs(app).empty());
}

TEST_ON_EACH_DATABASE("of several exhausted quotas the one that lasts longest is told", "[quotas]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    given_quota(app, alice, "NumberOfTokens", 1, "Month");
    given_quota(app, alice, "NumberOfTokens", 1, "Hour");
    given_quota(app, alice, "NumberOfTokens", 2, "Year");
    create_token(app, alice);

    const Answer answer = create_token(app, alice);

    CHECK(answer.text("error.data.0.isExhaustedUntil") == "2026-01-31T23:59:59.999Z");
    CHECK(answer.at("error.data").as_array().size() == 1);
}

TEST_ON_EACH_DATABASE("every guarded operation stops at an exhausted quota", "[quotas]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = syncing_person(app);
    const Person carol = app.person();
    relate(app, bob, alice);
    const std::string pending = given_relationship(app, carol, alice);
    const std::string open = given_template(app, carol, R"(,"maxNumberOfAllocations":1)");
    forbid_everything(app, alice);

    CHECK(outcome_of(send_message(app, alice, {bob})) == kExhausted);
    CHECK(outcome_of(upload_content(app, alice)) == kExhausted);
    CHECK(outcome_of(create_token(app, alice)) == kExhausted);
    CHECK(outcome_of(create_template(app, alice)) == kExhausted);
    CHECK(outcome_of(request_relationship(app, alice, open)) == kExhausted);
    CHECK(outcome_of(act(app, alice, pending, "Accept")) == kExhausted);

    CHECK(number_in(database, "SELECT COUNT(*) FROM messages") == 0);
    CHECK(number_in(database, "SELECT COUNT(*) FROM files") == 0);
    CHECK(status_of(database, pending) == "10");
    CHECK(news_for(app, bob).size() == 1);
}

TEST_ON_EACH_DATABASE("what is invalid is told before an exhausted quota", "[quotas]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    forbid_everything(app, alice);

    CHECK(app.post("/api/v2/Tokens", R"({"expiresAt":"2020-01-01"})", alice).status == 400);
    CHECK(app.post("/api/v2/Tokens", R"({"expiresAt":5})", alice).status == 400);
    CHECK(app.post(std::string(kTemplates), R"({"content":"AQID","maxNumberOfAllocations":0})", alice).status == 400);
    CHECK(upload(app, alice, without("cipherHash")).status == 400);
    CHECK(app.post("/api/v2/Messages", R"({"recipients":[],"body":"AQIDBA"})", alice).status == 400);
    CHECK(outcome_of(request_relationship(app, alice, "RLTAAAAAAAAAAAAAAAAA")) == "404 recordNotFound");
    CHECK(outcome_of(act(app, alice, "nonsense", "Accept")) == "400 validation.invalidPropertyValue");
}

TEST_ON_EACH_DATABASE("an exhausted quota is told before what else forbids the operation", "[quotas]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    relate(app, bob, alice);
    forbid_everything(app, alice);

    CHECK(outcome_of(send_message(app, alice, {app.person()})) == kExhausted);
    CHECK(outcome_of(request_relationship(app, alice, given_template(app, bob))) == kExhausted);
    CHECK(outcome_of(act(app, alice, "RELAAAAAAAAAAAAAAAAA", "Accept")) == kExhausted);
}

TEST_ON_EACH_DATABASE("a refused relationship leaves the allocation of its template", "[quotas]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    const std::string open = given_template(app, bob, R"(,"maxNumberOfAllocations":1)");
    given_quota(app, alice, "NumberOfRelationships", 0);

    CHECK(outcome_of(request_relationship(app, alice, open)) == kExhausted);

    CHECK(read_template(app, app.person(), open) ==
          "400 validation.relationshipTemplate.maxNumberOfAllocationsExhausted");
    CHECK(read_template(app, alice, open) == "200");
}

TEST_ON_EACH_DATABASE("what is not guarded goes on with exhausted quotas", "[quotas]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    const std::string active = relate(app, bob, alice);
    const std::string pending = given_relationship(app, app.person(), alice);
    const GivenFile file = given_file(app, bob);
    const std::string token = app.post("/api/v2/Tokens", R"({"expiresAt":"2026-01-01T00:04:00Z"})").text("result.id");
    forbid_everything(app, alice);
    for (std::size_t i = 6; i < kMetrics.size(); ++i) given_quota(app, alice, kMetrics[i], 0);

    CHECK(outcome_of(act(app, alice, pending, "Reject")) == "200");
    CHECK(outcome_of(act(app, alice, active, "Terminate")) == "200");
    CHECK(outcome_of(act(app, alice, active, "Reactivate")) == "200");
    CHECK(outcome_of(claim(app, file, file.token, alice)) == "200");
    CHECK(outcome_of(app.post("/api/v2/Tokens/" + token + "/UpdateContent", R"({"newContent":"AAAA"})", alice)) ==
          "200");
    CHECK(outcome_of(app.post("/api/v2/Challenges", "{}", alice)) == "201");
    CHECK(app.post("/api/v2/Identities/Self/DeletionProcesses", "{}", alice).status == 201);
    CHECK(usage_of(app, alice, "NumberOfTokens") == 1);
    CHECK(outcome_of(app.post("/api/v2/Tokens", R"({"expiresAt":"2026-01-01T00:04:00Z"})")) == "201");
}

TEST_ON_EACH_DATABASE("an individual quota takes the place of all quotas that the tier has for the metric", "[quotas]",
                      database)
{
    TestApplication app(database);
    const Person alice = app.person();
    given_tier_quota(app, "NumberOfTokens", 0, "Hour");
    given_tier_quota(app, "NumberOfFiles", 0);
    REQUIRE(outcome_of(create_token(app, alice)) == kExhausted);

    const std::string quota = given_quota(app, alice, "NumberOfTokens", 1, "Year");

    CHECK(outcome_of(create_token(app, alice)) == "201");
    CHECK(create_token(app, alice).text("error.data.0.isExhaustedUntil") == "2026-12-31T23:59:59.999Z");
    CHECK(outcome_of(upload_content(app, alice)) == kExhausted);

    REQUIRE(app.admin().del(quotas_path(alice, quota)).status == 204);
    CHECK(create_token(app, alice).text("error.data.0.isExhaustedUntil") == "2026-01-01T00:59:59.999Z");
}

TEST_ON_EACH_DATABASE("a quota holds from its creation to its deletion, whatever was there before", "[quotas]",
                      database)
{
    TestApplication app(database);
    const Person alice = app.person();
    for (int i = 0; i < 3; ++i) REQUIRE(create_token(app, alice).status == 201);

    const std::string tier_quota = given_tier_quota(app, "NumberOfTokens", 3);
    CHECK(outcome_of(create_token(app, alice)) == kExhausted);
    REQUIRE(app.admin().del(tier_quotas_path(kTestTier, tier_quota)).status == 204);
    CHECK(outcome_of(create_token(app, alice)) == "201");

    const std::string quota = given_quota(app, alice, "NumberOfTokens", 4);
    CHECK(outcome_of(create_token(app, alice)) == kExhausted);
    REQUIRE(app.admin().del(quotas_path(alice, quota)).status == 204);
    CHECK(outcome_of(create_token(app, alice)) == "201");
}

TEST_ON_EACH_DATABASE("who deletes something may make something again", "[quotas]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    given_quota(app, alice, "NumberOfTokens", 1);
    given_quota(app, alice, "NumberOfRelationshipTemplates", 1);
    given_quota(app, alice, "NumberOfFiles", 1);
    const std::string token = create_token(app, alice).text("result.id");
    const std::string relationship_template = create_template(app, alice).text("result.id");
    const GivenFile file = given_file(app, alice);
    REQUIRE(outcome_of(create_token(app, alice)) == kExhausted);
    REQUIRE(outcome_of(create_template(app, alice)) == kExhausted);
    REQUIRE(outcome_of(upload_content(app, alice)) == kExhausted);

    app.del("/api/v2/Tokens/" + token, alice);
    app.del(template_path(relationship_template), alice);
    app.del(file.path(), alice);

    CHECK(outcome_of(create_token(app, alice)) == "201");
    CHECK(outcome_of(create_template(app, alice)) == "201");
    CHECK(outcome_of(upload_content(app, alice)) == "201");
}

TEST_ON_EACH_DATABASE("storage is limited in whole MiB, and the upload that goes beyond passes", "[quotas]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    constexpr std::size_t kMebibyte = 1024 * 1024;
    given_quota(app, alice, "UsedFileStorageSpace", 1);

    CHECK(outcome_of(upload_content(app, alice, std::string(kMebibyte - 1, 'x'))) == "201");
    CHECK(usage_of(app, alice, "UsedFileStorageSpace") == 0);
    CHECK(outcome_of(upload_content(app, alice, std::string(2 * kMebibyte, 'x'))) == "201");
    CHECK(usage_of(app, alice, "UsedFileStorageSpace") == 2);
    CHECK(outcome_of(upload_content(app, alice, "x")) == kExhausted);
}

TEST_ON_EACH_DATABASE("a message to many counts once", "[quotas]", database)
{
    TestApplication app(database, [](Configuration& configuration) {
        configuration.modules.get<messages::MessagesOptions>().max_recipients = 5;
    });
    const Person alice = app.person();
    const std::vector<Person> friends{app.person(), app.person()};
    for (const Person& person : friends) relate(app, alice, person);
    given_quota(app, alice, "NumberOfSentMessages", 1);

    CHECK(outcome_of(send_message(app, alice, friends)) == "201");
    CHECK(usage_of(app, alice, "NumberOfSentMessages") == 1);
    CHECK(outcome_of(send_message(app, alice, friends)) == kExhausted);
    CHECK(outcome_of(send_message(app, friends[0], {alice})) == "201");
}

TEST_ON_EACH_DATABASE("a guarded request costs the same however much there is", "[quotas]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const auto statements_of_a_token = [&] {
        database.statements.clear();
        REQUIRE(create_token(app, alice).status == 201);
        return database.statements.names();
    };
    const auto without_a_quota = statements_of_a_token();

    given_quota(app, alice, "NumberOfTokens", 1'000'000);
    for (int i = 0; i < 100; ++i) REQUIRE(create_token(app, alice).status == 201);

    CHECK(statements_of_a_token() == without_a_quota);
    CHECK(without_a_quota ==
          std::vector<std::string>{"begin", "tokens.insert", "quotas.change_usage_within_quota", "commit"});
}
