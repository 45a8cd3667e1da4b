#include <catch2/catch.hpp>

#include <admin/options.hpp>
#include <backbone/audit.hpp>

#include "support/application.hpp"
#include "support/rows.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

constexpr auto kActions = "/api/v1/OperatorActions";

}  // namespace

TEST_ON_EACH_DATABASE("the audit log tells the newest changes first", "[admin]", database)
{
    TestApplication app(database);
    database.connect()->transaction([](Transaction& tx) {
        audit(tx, kCommandLineOperator, {"tier.created", "TIR1", R"({"name":"Gold"})"});
    });
    app.clock().advance(1s);
    database.connect()->transaction([](Transaction& tx) { audit(tx, "alice", {"tier.deleted", "TIR1"}); });

    const Answer log = app.admin().get(kActions);
    REQUIRE(log.at("result").as_array().size() == 2);
    CHECK(log.text("result.0.operator") == "alice");
    CHECK(log.text("result.0.action") == "tier.deleted");
    CHECK(log.at("result.0.details").is_null());
    CHECK(log.text("result.1.operator") == "command line");
    CHECK(log.text("result.1.subject") == "TIR1");
    CHECK(log.text("result.1.details.name") == "Gold");
    CHECK(log.at("pagination").is_null());

    const Answer page = app.admin().get(std::string(kActions) + "?PageNumber=2&PageSize=1");
    CHECK(page.text("result.0.action") == "tier.created");
    CHECK(page.at("pagination.totalRecords").as_int64() == 2);
}

TEST_ON_EACH_DATABASE("a change that is not made is not in the audit log", "[admin]", database)
{
    TestApplication app(database);
    const auto fail = [](Transaction& tx) {
        audit(tx, "alice", {"tier.created", "TIR1"});
        throw not_found("Tier");
    };
    CHECK_THROWS_AS(database.connect()->transaction([&](Transaction& tx) { fail(tx); }), Error);
    CHECK(app.admin().get(kActions).at("result").as_array().empty());
}

TEST_ON_EACH_DATABASE("a very long name in the audit log is cut between characters", "[admin]", database)
{
    TestApplication app(database);
    const std::string name = std::string(199, 'x') + "ü";
    database.connect()->transaction([&](Transaction& tx) { audit(tx, "alice", {"client.created", name}); });
    CHECK(app.admin().get(kActions).text("result.0.subject") == std::string(199, 'x'));
}

TEST_ON_EACH_DATABASE("lines of the audit log go when they are too old", "[admin]", database)
{
    TestApplication app(database, [](Configuration& configuration) {
        configuration.modules.get<admin::AuditLogOptions>().retention = 48h;
    });
    // More than one statement deletes.
    database.connect()->transaction([](Transaction& tx) {
        for (int i = 0; i < 1001; ++i) audit(tx, "alice", {"tier.created", "TIR1"});
    });
    app.clock().advance(1h);
    database.connect()->transaction([](Transaction& tx) { audit(tx, "bob", {"tier.deleted", "TIR1"}); });

    app.clock().advance(46h);
    app.run_job("admin.delete-old-actions");
    CHECK(number_in(database, "SELECT COUNT(*) FROM operator_actions") == 1002);
    app.clock().advance(1h);
    app.run_job("admin.delete-old-actions");
    const Answer log = app.admin().get(kActions);
    REQUIRE(log.at("result").as_array().size() == 1);
    CHECK(log.text("result.0.operator") == "bob");
}

TEST_ON_EACH_DATABASE("the audit log is for operators only, and its pages are bounded", "[admin]", database)
{
    TestApplication app(database);
    CHECK(app.admin().send_bare("GET", kActions, {}, {}).status == 401);
    CHECK(app.admin().get(std::string(kActions) + "?PageSize=201").code() ==
          "error.platform.validation.pagination.invalidPageSize");
}
