#include <chrono>

#include <catch2/catch.hpp>

#include "integration/quotas/given_quotas.hpp"
#include "support/at_once.hpp"

using namespace backbone;
using namespace backbone::testing;

namespace {

constexpr int kRequests = 64;
constexpr int kMaximum = 10;

/// Many messages may await one recipient.
void for_many_messages(Configuration& configuration)
{
    configuration.modules.get<messages::MessagesOptions>().max_unreceived_messages_from_one_sender = kRequests;
}

template <class Send>
void check_exactly_ten(int success, Send&& send)
{
    const auto answers = at_once(kRequests, send);
    for (const Answer& answer : answers) {
        if (answer.status != success && answer.status != 429) FAIL_CHECK(answer.status << ' ' << answer.body);
    }
    CHECK(count_of(answers, success) == kMaximum);
    CHECK(count_of(answers, "error.platform.quotaExhausted") == kRequests - kMaximum);
}

}  // namespace

TEST_ON_EACH_DATABASE("of 64 tokens at once exactly ten are made", "[quotas][concurrency]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    given_quota(app, alice, "NumberOfTokens", kMaximum, "Hour");

    check_exactly_ten(201, [&](int) { return create_token(app, alice); });

    CHECK(number_in(database, "SELECT COUNT(*) FROM tokens") == kMaximum);
}

TEST_ON_EACH_DATABASE("of 64 templates at once exactly ten are made", "[quotas][concurrency]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    given_tier_quota(app, "NumberOfRelationshipTemplates", kMaximum, "Day");

    check_exactly_ten(201, [&](int) { return create_template(app, alice); });

    CHECK(number_in(database, "SELECT COUNT(*) FROM relationship_templates") == kMaximum);
}

TEST_ON_EACH_DATABASE("of 64 files at once exactly ten are stored", "[quotas][concurrency]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    given_quota(app, alice, "NumberOfFiles", kMaximum);

    check_exactly_ten(201, [&](int) { return upload_content(app, alice); });

    CHECK(number_in(database, "SELECT COUNT(*) FROM files") == kMaximum);
    CHECK(keys_of_blobs(app).size() == kMaximum);
}

TEST_ON_EACH_DATABASE("of 64 messages at once exactly ten are sent", "[quotas][concurrency]", database)
{
    TestApplication app(database, for_many_messages);
    const Person alice = app.person();
    std::vector<Person> friends;
    for (int i = 0; i < 4; ++i) {
        friends.push_back(app.person());
        relate(app, alice, friends.back());
    }
    given_quota(app, alice, "NumberOfSentMessages", kMaximum);

    check_exactly_ten(201, [&](int number) {
        return send_message(app, alice, {friends[static_cast<std::size_t>(number) % friends.size()]});
    });

    CHECK(number_in(database, "SELECT COUNT(*) FROM messages") == kMaximum);
    CHECK(number_in(database, "SELECT COUNT(*) FROM message_recipients") == kMaximum);
}

TEST_ON_EACH_DATABASE("of 64 relationships at once exactly ten are requested", "[quotas][concurrency]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    std::vector<std::string> templates;
    for (int i = 0; i < kRequests; ++i) templates.push_back(given_template(app, app.person()));
    given_quota(app, alice, "NumberOfRelationships", kMaximum);

    check_exactly_ten(
        201, [&](int number) { return request_relationship(app, alice, templates[static_cast<std::size_t>(number)]); });

    CHECK(number_in(database, "SELECT COUNT(*) FROM relationships") == kMaximum);
}

TEST_ON_EACH_DATABASE("of 64 requests that are accepted at once exactly ten are", "[quotas][concurrency]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string open = given_template(app, alice);
    std::vector<std::string> requests;
    for (int i = 0; i < kRequests; ++i) {
        requests.push_back(request_relationship(app, app.person(), open).text("result.id"));
    }
    given_quota(app, alice, "NumberOfRelationships", kMaximum);

    check_exactly_ten(
        200, [&](int number) { return act(app, alice, requests[static_cast<std::size_t>(number)], "Accept"); });

    CHECK(number_in(database, "SELECT COUNT(*) FROM relationships WHERE status = 20") == kMaximum);
}

TEST_ON_EACH_DATABASE("friends who write to each other and part at once keep their numbers right, without deadlock",
                      "[quotas][concurrency]", database)
{
    TestApplication app(database, for_many_messages);
    std::vector<Person> people;
    for (int i = 0; i < 4; ++i) people.push_back(app.person());
    std::vector<std::string> relationships;
    for (std::size_t i = 0; i < people.size(); ++i) {
        const Person& next = people[(i + 1) % people.size()];
        relationships.push_back(relate(app, people[i], next));
        for (int message = 0; message < 3; ++message) REQUIRE(send_message(app, people[i], {next}).status == 201);
        given_quota(app, people[i], "NumberOfSentMessages", 1000);
        given_quota(app, people[i], "NumberOfRelationships", 1000);
    }
    const std::size_t repetitions = database.statements.repetitions();

    at_once(16, [&](int number) {
        const auto i = static_cast<std::size_t>(number) % people.size();
        const std::size_t next = (i + 1) % people.size();
        if (number < 8) {
            for (int message = 0; message < 4; ++message) send_message(app, people[i], {people[next]});
        } else if (i % 2 == 0) {
            const std::size_t side = number < 12 ? i : next;
            act(app, people[side], relationships[i], "Terminate");
            act(app, people[side], relationships[i], "Decompose");
        }
        return Answer{};
    });

    for (const Person& person : people) {
        CHECK(usage_of(app, person, "NumberOfSentMessages") ==
              number_in(database,
                        fmt::format("SELECT COUNT(*) FROM messages WHERE created_by = '{}'", person.address.text())));
    }
    CHECK(database.statements.repetitions() == repetitions);
}

TEST_ON_EACH_DATABASE("a quota that comes in the middle of many requests is not overshot from then on",
                      "[quotas][concurrency]", database)
{
    TestApplication app(database);
    const Person alice = app.person();

    at_once(17, [&](int number) {
        if (number == 8) return app.admin().post(quotas_path(alice), quota_json("NumberOfTokens", kMaximum));
        return create_token(app, alice);
    });
    const std::int64_t made = number_in(database, "SELECT COUNT(*) FROM tokens");
    CHECK(usage_of(app, alice, "NumberOfTokens") == made);

    at_once(16, [&](int) { return create_token(app, alice); });

    CHECK(number_in(database, "SELECT COUNT(*) FROM tokens") == std::max<std::int64_t>(made, kMaximum));
}
