#include <chrono>
#include <map>
#include <random>
#include <set>

#include <catch2/catch.hpp>

#include "database/embedded_migrations.hpp"
#include "database/sql_script.hpp"
#include "integration/quotas/given_quotas.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

constexpr int kNoLimit = 1'000'000'000;
constexpr int kMigrationOfNumbers = 901;

void for_several_recipients(Configuration& configuration)
{
    configuration.modules.get<messages::MessagesOptions>().max_recipients = 5;
}

const std::vector<std::string> kPeriods{"Hour", "Day", "Week", "Month", "Year", "Total"};

/// What each enforced metric counts, as docs/protocol/quotas.md §10 has it.
const std::map<std::string, std::string> kPredicates{
    {"NumberOfSentMessages", "SELECT COUNT(*) FROM messages WHERE created_by = '{0}' AND created_at >= {1}"},
    {"NumberOfRelationships",
     "SELECT COUNT(*) FROM relationships WHERE created_at >= {1} AND ((status = 10 AND from_address = '{0}') "
     "OR (status IN (20, 50) AND (from_address = '{0}' OR to_address = '{0}')) "
     "OR (status = 60 AND ((from_has_decomposed = 1 AND to_address = '{0}') "
     "OR (to_has_decomposed = 1 AND from_address = '{0}'))))"},
    {"NumberOfRelationshipTemplates",
     "SELECT COUNT(*) FROM relationship_templates WHERE created_by = '{0}' AND created_at >= {1}"},
    {"NumberOfFiles", "SELECT COUNT(*) FROM files WHERE created_by = '{0}' AND created_at >= {1}"},
    {"NumberOfTokens", "SELECT COUNT(*) FROM tokens WHERE created_by = '{0}' AND created_at >= {1}"},
    {"UsedFileStorageSpace",
     "SELECT CAST(COALESCE(SUM(cipher_size), 0) AS BIGINT) / 1048576 FROM files WHERE created_by = '{0}' "
     "AND created_at >= {1}"},
};

std::int64_t begin_of(const std::string& period, Timestamp now)
{
    using namespace std::chrono;
    const sys_time<microseconds> time{microseconds{now.microseconds()}};
    const sys_days day = floor<days>(time);
    const year_month_day date{day};
    sys_time<microseconds> begin{};
    if (period == "Hour") begin = floor<hours>(time);
    if (period == "Day") begin = day;
    if (period == "Week") begin = day - days{(weekday{day}.iso_encoding() - 1)};
    if (period == "Month") begin = sys_days{date.year() / date.month() / 1};
    if (period == "Year") begin = sys_days{date.year() / 1 / 1};
    return begin.time_since_epoch().count();
}

/// Compares what a person is told with what is there.
void check_usage(TestApplication& app, const Person& person)
{
    for (const auto& [metric, predicate] : kPredicates) {
        for (const std::string& period : kPeriods) {
            INFO(metric << " of a person in the " << period << " of " << app.clock().now().to_string());
            const std::string sql =
                fmt::format(fmt::runtime(predicate), person.address.text(), begin_of(period, app.clock().now()));
            CHECK(usage_of(app, person, metric, period) == number_in(app.database(), sql));
        }
    }
}

/// People who do at random what is counted.
class Village
{
  public:
    Village(TestApplication& app, unsigned seed) : app_(app), choice_(seed)
    {
        for (int i = 0; i < 4; ++i) people_.push_back(newcomer());
    }

    const std::vector<Person>& people() const { return people_; }

    void live_on()
    {
        switch (pick(20)) {
            case 0:
            case 1:
                return keep(tokens_, create_token(app_, me()));
            case 2:
                return fill_token();
            case 3:
                return forget(tokens_, "/api/v2/Tokens/");
            case 4:
                return keep(templates_, create_template(app_, me()));
            case 5:
                return forget(templates_, "/api/v2/RelationshipTemplates/");
            case 6:
            case 7:
                return keep(files_, upload_content(app_, me(), std::string(pick(3) * 700'000 + 1, 'x')));
            case 8:
                return forget(files_, "/api/v2/Files/");
            case 9:
                return claim_new_file();
            case 10:
            case 11:
                return ask_for_a_relationship();
            case 12:
            case 13:
            case 14:
                return change_a_relationship();
            case 15:
            case 16:
            case 17:
                return write_to_friends();
            default:
                return pass_time();
        }
    }

    /// Decomposes everything that one of them has, and removes the identity.
    void leave()
    {
        const Person gone = app_.with_new_token(people_.back());
        REQUIRE(
            app_.post("/api/v2/Identities/Self/DeletionProcesses", R"({"lengthOfGracePeriodInDays":0})", gone).status ==
            201);
        app_.run_job("devices.delete-identities");
        people_.pop_back();
        CHECK(number_in(app_.database(),
                        fmt::format("SELECT COUNT(*) FROM quota_usage WHERE owner = '{}'", gone.address.text())) == 0);
        people_.push_back(newcomer());
    }

    void keep_house()
    {
        for (const char* job : {"tokens.delete-expired", "files.delete-expired",
                                "relationships.delete-expired-templates", "relationships.delete-decomposed"}) {
            app_.run_job(job);
        }
    }

  private:
    Person newcomer()
    {
        Person person = app_.person();
        for (const auto& [metric, predicate] : kPredicates) {
            for (const std::string& period : kPeriods) given_quota(app_, person, metric, kNoLimit, period);
        }
        return person;
    }

    std::size_t pick(std::size_t number) { return std::uniform_int_distribution<std::size_t>(0, number - 1)(choice_); }
    Person me() { return app_.with_new_token(people_[pick(people_.size())]); }
    Person someone() { return me(); }

    static void keep(std::vector<std::string>& ids, const Answer& answer)
    {
        if (answer.status == 201) ids.push_back(answer.text("result.id"));
    }

    void forget(std::vector<std::string>& ids, const std::string& path)
    {
        if (ids.empty()) return;
        const std::string id = ids[pick(ids.size())];
        for (const Person& person : people_) app_.del(path + id, app_.with_new_token(person));
    }

    void fill_token()
    {
        const Timestamp soon = app_.clock().now() + 4min;
        const std::string body = fmt::format(R"({{"expiresAt":"{}"}})", soon.to_string());
        const bool is_anonymous = pick(2) == 0;
        const Answer made = is_anonymous ? app_.post("/api/v2/Tokens", body) : app_.post("/api/v2/Tokens", body, me());
        app_.clock().advance(std::chrono::minutes(pick(3)));
        app_.post("/api/v2/Tokens/" + made.text("result.id") + "/UpdateContent", R"({"newContent":"AAAA"})", me());
    }

    void claim_new_file()
    {
        const GivenFile file = given_file(app_, me(), with({"expiresAt", "2199-01-02"}));
        claim(app_, file, file.token, someone());
        files_.push_back(file.id);
    }

    void ask_for_a_relationship()
    {
        const Answer made = create_template(app_, me());
        keep(templates_, made);
        keep(relationships_, request_relationship(app_, someone(), made.text("result.id")));
    }

    /// To all that the village knows for friends of the sender, or to anybody.
    void write_to_friends()
    {
        const Person sender = me();
        std::vector<Person> recipients;
        for (const Person& person : people_) {
            if (are_friends(sender, person)) recipients.push_back(person);
        }
        if (recipients.empty()) recipients.push_back(someone());
        send_message(app_, sender, recipients);
    }

    bool are_friends(const Person& one, const Person& other)
    {
        return number_in(app_.database(), fmt::format("SELECT COUNT(*) FROM relationships WHERE status = 20 AND "
                                                      "from_address IN ('{0}', '{1}') AND to_address IN ('{0}', '{1}')",
                                                      one.address.text(), other.address.text())) > 0;
    }

    void change_a_relationship()
    {
        if (relationships_.empty()) return;
        const std::string id = relationships_[pick(relationships_.size())];
        static const std::vector<std::string> kActions{
            "Accept",    "Accept",   "Reject", "Revoke", "Terminate", "Reactivate", "Reactivate/Accept",
            "Decompose", "Decompose"};
        const std::string action = kActions[pick(kActions.size())];
        for (const Person& person : people_) act(app_, app_.with_new_token(person), id, action);
    }

    void pass_time()
    {
        switch (pick(4)) {
            case 0:
                return app_.clock().advance(std::chrono::hours(pick(24 * 20)));
            case 1:
                return app_.clock().advance(std::chrono::hours(pick(30)));
            default:
                return app_.clock().advance(std::chrono::minutes(pick(60)));
        }
    }

    TestApplication& app_;
    std::mt19937 choice_;
    std::vector<Person> people_;
    std::vector<std::string> tokens_;
    std::vector<std::string> templates_;
    std::vector<std::string> files_;
    std::vector<std::string> relationships_;
};

}  // namespace

TEST_ON_EACH_DATABASE("whatever happens, what is counted is what is there", "[quotas]", database)
{
    TestApplication app(database, for_several_recipients);
    Village village(app, 7);
    for (int round = 0; round < 12; ++round) {
        for (int i = 0; i < 40; ++i) village.live_on();
        if (round % 4 == 3) village.leave();
        if (round % 6 == 5) village.keep_house();
        for (const Person& person : village.people()) check_usage(app, person);
    }
    // Something of the rarer things has happened.
    CHECK(number_in(database,
                    "SELECT COUNT(*) FROM messages WHERE created_by NOT IN (SELECT address FROM identities)") > 0);
    CHECK(number_in(database, "SELECT COUNT(*) FROM relationships WHERE status = 60") > 0);
    CHECK(number_in(database, "SELECT COUNT(*) FROM files WHERE owner <> created_by") > 0);
    CHECK(number_in(database, "SELECT COUNT(*) FROM message_recipients WHERE position > 0") > 0);

    app.clock().advance(24h * 366 * 180);
    village.keep_house();
    for (const Person& person : village.people()) check_usage(app, person);
    CHECK(number_in(database, "SELECT COUNT(*) FROM tokens") == 0);
}

TEST_ON_EACH_DATABASE("an upgrade counts what identities have that were there before", "[quotas][migrations]", database)
{
    // The migration asks the database for the time.
    const SystemClock real{};
    TestApplication app(database, for_several_recipients);
    app.clock().set(real.now() - 24h * 70);
    Village village(app, 3);
    for (int i = 0; i < 150; ++i) village.live_on();
    app.clock().set(real.now());
    for (int i = 0; i < 15; ++i) village.live_on();
    change_rows(database, "DELETE FROM quota_usage");

    database.connect()->transaction([&](Transaction& tx) {
        for (const database::EmbeddedMigration& migration : database::embedded_migrations()) {
            if (migration.backend != database.options().backend || migration.number != kMigrationOfNumbers) continue;
            for (const std::string& sql : database::split_script(migration.sql))
                tx.execute(Statement{migration.name, sql});
        }
    });

    app.clock().set(real.now());
    CHECK(number_in(database, "SELECT COUNT(*) FROM quota_usage") ==
          6 * number_in(database, "SELECT COUNT(*) FROM identities"));
    for (const Person& person : village.people()) check_usage(app, person);
    for (const Person& person : village.people()) create_token(app, app.with_new_token(person));
    for (const Person& person : village.people()) check_usage(app, person);
}

TEST_ON_EACH_DATABASE("with each period the counting begins anew", "[quotas]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    for (const std::string& period : kPeriods) given_quota(app, alice, "NumberOfTokens", kNoLimit, period);
    const auto usages = [&] {
        std::vector<std::int64_t> numbers;
        for (const std::string& period : kPeriods) numbers.push_back(usage_of(app, alice, "NumberOfTokens", period));
        return numbers;
    };
    using Numbers = std::vector<std::int64_t>;
    const auto go_on = [&](Duration duration) {
        app.clock().advance(duration);
        create_token(app, app.with_new_token(alice));
    };

    go_on(0s);  // Thursday, the first of January
    CHECK(usages() == Numbers{1, 1, 1, 1, 1, 1});
    go_on(59min);
    CHECK(usages() == Numbers{2, 2, 2, 2, 2, 2});
    go_on(1min);
    CHECK(usages() == Numbers{1, 3, 3, 3, 3, 3});
    go_on(23h);
    CHECK(usages() == Numbers{1, 1, 4, 4, 4, 4});
    go_on(24h * 3);
    CHECK(usages() == Numbers{1, 1, 1, 5, 5, 5});
    go_on(24h * 27);
    CHECK(usages() == Numbers{1, 1, 1, 1, 6, 6});
    app.clock().advance(24h * 365);
    CHECK(usages() == Numbers{0, 0, 0, 0, 0, 6});
}

TEST_ON_EACH_DATABASE("a period that has passed lets an identity go on", "[quotas]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    given_quota(app, alice, "NumberOfTokens", 1, "Hour");
    REQUIRE(create_token(app, alice).status == 201);
    app.clock().advance(59min);
    CHECK(outcome_of(create_token(app, app.with_new_token(alice))) == kExhausted);

    app.clock().advance(1min);

    CHECK(outcome_of(create_token(app, app.with_new_token(alice))) == "201");
    CHECK(outcome_of(create_token(app, app.with_new_token(alice))) == kExhausted);
}

TEST_ON_EACH_DATABASE("what begins in a period belongs to it, also if the transaction comes after its end", "[quotas]",
                      database)
{
    using std::chrono::milliseconds;
    TestApplication app(database);
    const Timestamp next_hour = app.clock().now() + 1h;
    app.clock().set(next_hour - milliseconds(1));
    const Person alice = app.person();
    const Person bob = app.person();
    relate(app, bob, alice);
    const std::string open = given_template(app, app.person());
    const std::vector<std::function<Answer()>> operations{
        [&] { return create_token(app, alice); },
        [&] { return create_template(app, alice); },
        [&] { return upload_content(app, alice, std::string(1024 * 1024, 'x')); },
        [&] { return send_message(app, alice, {bob}); },
        [&] { return request_relationship(app, alice, open); },
    };
    for (std::size_t i = 0; i + 1 < operations.size(); ++i) REQUIRE(operations[i]().status == 201);
    for (std::size_t i = 0; i < 6; ++i) given_quota(app, alice, kMetrics[i], 1, "Hour");

    for (const auto& operation : operations) {
        app.clock().set(next_hour - milliseconds(1));
        database.statements.once_after("begin", [&] { app.clock().set(next_hour); });

        const Answer answer = operation();

        CHECK(outcome_of(answer) == kExhausted);
        CHECK(answer.text("error.data.0.isExhaustedUntil") == "2026-01-01T00:59:59.999Z");
    }
}

TEST_ON_EACH_DATABASE("a weekly quota holds on a Monday", "[quotas]", database)
{
    TestApplication app(database);
    app.clock().advance(24h * 4);
    const Person alice = app.person();
    given_quota(app, alice, "NumberOfTokens", 0, "Week");

    CHECK(create_token(app, alice).text("error.data.0.isExhaustedUntil") == "2026-01-11T23:59:59.999Z");
}

TEST_ON_EACH_DATABASE("accepting an older request takes nothing from the quota of the hour", "[quotas]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string old = given_relationship(app, app.person(), alice);
    given_quota(app, alice, "NumberOfRelationships", 1, "Hour");
    app.clock().advance(2h);
    const Person later = app.with_new_token(alice);

    CHECK(outcome_of(act(app, later, old, "Accept")) == "200");
    CHECK(usage_of(app, alice, "NumberOfRelationships", "Hour") == 0);
    const std::string young = given_relationship(app, app.person(), later);
    CHECK(outcome_of(act(app, later, young, "Accept")) == "200");
    CHECK(usage_of(app, alice, "NumberOfRelationships", "Hour") == 1);
}
