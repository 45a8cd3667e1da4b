#include <algorithm>

#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include "support/application.hpp"
#include "support/rows.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

std::string escaped(const std::string& text)
{
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string result;
    for (const char c : text) {
        const auto octet = static_cast<unsigned char>(c);
        if (std::isalnum(octet) != 0) {
            result += c;
        } else {
            result += '%';
            result += kHex[octet >> 4U];
            result += kHex[octet & 15U];
        }
    }
    return result;
}

Answer overview(TestApplication& app, const std::string& query)
{
    return app.admin().get("/odata/Identities?" + query);
}

/// The addresses that the filter lets through, oldest first.
std::vector<std::string> filtered(TestApplication& app, const std::string& filter)
{
    const Answer answer = overview(app, "$orderby=createdAt&$filter=" + escaped(filter));
    INFO(filter << ": " << answer.body);
    REQUIRE(answer.status == 200);
    std::vector<std::string> addresses;
    for (const auto& identity : answer.at("value").as_array())
        addresses.emplace_back(identity.at("address").as_string());
    return addresses;
}

/// Three people, a day apart: the first with two devices and a login, the second with a datawallet, the third with
/// nothing.
struct Crowd
{
    explicit Crowd(TestApplication& app)
    {
        people.push_back(app.person());
        app.device_of(people.back());
        app.clock().advance(24h);
        people.push_back(app.person());
        app.clock().advance(24h);
        people.push_back(app.person());
        change_rows(app.database(), "UPDATE identity_overviews SET last_login_at = 1767225600500000 WHERE address = '" +
                                        address(0) + "'");
        change_rows(app.database(),
                    "UPDATE identity_overviews SET datawallet_version = 2 WHERE address = '" + address(1) + "'");
    }

    std::string address(std::size_t index) const { return people.at(index).address.text(); }
    std::vector<std::string> addresses(const std::vector<std::size_t>& indexes) const
    {
        std::vector<std::string> result;
        for (const std::size_t index : indexes) result.push_back(address(index));
        return result;
    }

    std::vector<Person> people;
};

using Indexes = std::vector<std::size_t>;

}  // namespace

TEST_ON_EACH_DATABASE("the overview tells of each identity", "[admin]", database)
{
    TestApplication app(database);
    const Crowd crowd(app);
    const Answer answer = overview(app, "$orderby=createdAt&$expand=Tier&$count=true");

    CHECK(answer.header("OData-Version") == "4.0");
    CHECK(answer.json.at("@odata.context").as_string() == "http://localhost/odata/$metadata#Identities(tier())");
    CHECK(answer.json.at("@odata.count").as_int64() == 3);
    CHECK(
        boost::json::serialize(answer.at("value.0")) ==
        R"({"address":")" + crowd.address(0) +
            R"(","createdAt":"2026-01-01T00:00:00Z","lastLoginAt":"2026-01-01T00:00:00.5Z","createdWithClient":"test",)"
            R"("datawalletVersion":null,"identityVersion":1,"numberOfDevices":2,)"
            R"("tier":{"id":"TIRtest0000000000000","name":"Test"}})");
    CHECK(answer.at("value.1.datawalletVersion").as_int64() == 2);
    CHECK(answer.at("value.2.lastLoginAt").is_null());
}

TEST_ON_EACH_DATABASE("filters let through what they name", "[admin]", database)
{
    TestApplication app(database);
    const Crowd crowd(app);
    const auto check = [&](const std::string& filter, const Indexes& expected) {
        INFO(filter);
        CHECK(filtered(app, filter) == crowd.addresses(expected));
    };
    check("contains(address, '" + crowd.address(1) + "')", {1});
    check("contains(address, ':dids:')", {0, 1, 2});
    check("contains(address, ':DIDS:')", {});
    check("contains(address, '%')", {});
    check("contains(address, '''')", {});
    check("startswith(address, 'did:e:')", {0, 1, 2});
    check("toupper(address) eq '" + crowd.address(0) + "'", {});
    check("tolower(address) eq '" + crowd.address(0) + "'", {0});
    check("address in ('" + crowd.address(0) + "', '" + crowd.address(2) + "')", {0, 2});
    check("address gt 'did'", {0, 1, 2});
    check("tier/Id eq 'TIRtest0000000000000'", {0, 1, 2});
    check("tier/name eq 'Test' and createdWithClient ne 'test'", {});
    check("createdWithClient eq 'test' or createdWithClient eq null", {0, 1, 2});
    check("numberOfDevices gt 1", {0});
    check("numberOfDevices lt 99999999999", {0, 1, 2});
    check("identityVersion le 99999", {0, 1, 2});
    check("datawalletVersion eq 2", {1});
    check("datawalletVersion ne 2", {0, 2});
    check("not (datawalletVersion eq 2)", {0, 2});
    check("not (datawalletVersion ne 2)", {1});
    check("datawalletVersion eq null", {0, 2});
    check("lastLoginAt ne null", {0});
    check("lastLoginAt ge 2026-01-01", {0});
    check("lastLoginAt ne 2026-01-01", {1, 2});
    check("createdAt eq 2026-01-02", {1});
    check("createdAt ne 2026-01-02", {0, 2});
    check("createdAt gt 2026-01-02", {2});
    check("createdAt ge 2026-01-02", {1, 2});
    check("createdAt lt 2026-01-02", {0});
    check("date(createdAt) le 2026-01-02", {0, 1});
    check("createdAt gt 2026-01-02T00:00:00Z", {2});
    check("createdAt ge 2026-01-02T02:00:00+02:00", {1, 2});
    check("(true) and not false", {0, 1, 2});
}

TEST_ON_EACH_DATABASE("pages follow the order that was asked for", "[admin]", database)
{
    TestApplication app(database);
    const Crowd crowd(app);
    const auto first = [&](const std::string& query) { return overview(app, query).text("value.0.address"); };

    CHECK(first("$orderby=createdAt desc&$top=1") == crowd.address(2));
    CHECK(first("$orderby=createdAt&$top=1&$skip=1") == crowd.address(1));
    CHECK(first("$orderby=createdAt&$skip=2") == crowd.address(2));
    CHECK(first("$orderby=numberOfDevices desc,createdAt asc") == crowd.address(0));
    CHECK(first("$orderby=tier/name,createdAt desc") == crowd.address(2));
    CHECK(first("$top=1") == std::min({crowd.address(0), crowd.address(1), crowd.address(2)}));
    CHECK(overview(app, "$orderby=createdAt&$top=1&$skip=3").at("value").as_array().empty());

    const Answer none = overview(app, "$top=0&$count=true");
    CHECK(none.at("value").as_array().empty());
    CHECK(none.json.at("@odata.count").as_int64() == 3);
    CHECK(app.admin().get("/odata/Identities/$count?$filter=numberOfDevices%20gt%201").body == "1");
    CHECK(app.admin().get("/odata/Identities/$count?$filter=tier/name%20eq%20'Test'").body == "3");
}

TEST_ON_EACH_DATABASE("only the members that were asked for are told", "[admin]", database)
{
    TestApplication app(database);
    const Crowd crowd(app);
    const auto check = [&](const std::string& query, const std::string& context, const std::string& members) {
        const Answer answer = overview(app, query + "&$filter=createdAt%20eq%202026-01-03");
        CHECK(answer.json.at("@odata.context").as_string() == "http://localhost/odata/$metadata#Identities" + context);
        CHECK(boost::json::serialize(answer.at("value.0")) == members);
    };
    check("$select=NUMBEROFDEVICES,identityVersion", "(numberOfDevices,identityVersion)",
          R"({"numberOfDevices":1,"identityVersion":1})");
    check("$select=identityVersion&$expand=Tier", "(identityVersion,tier())",
          R"({"identityVersion":1,"tier":{"id":"TIRtest0000000000000","name":"Test"}})");
    check("$select=identityVersion&$expand=tier($select=name)", "(identityVersion,tier(name))",
          R"({"identityVersion":1,"tier":{"name":"Test"}})");
}

TEST_ON_EACH_DATABASE("a page is one read, and its count another", "[admin]", database)
{
    TestApplication app(database);
    const Crowd crowd(app);
    database.statements.clear();
    overview(app, "$top=2&$orderby=lastLoginAt%20desc&$filter=tier/name%20eq%20'Test'&$expand=Tier");
    CHECK(database.statements.names() == std::vector<std::string>{"overviews.select_page"});
    database.statements.clear();
    overview(app, "$top=2&$count=true");
    CHECK(database.statements.count() == 2);
}

TEST_ON_EACH_DATABASE("options that ask for too much, and such that are none, are told apart", "[admin]", database)
{
    TestApplication app(database);
    const Answer refused = overview(app, "$top=101");
    CHECK(refused.status == 400);
    CHECK(refused.text("error.code").empty());
    CHECK(refused.header("OData-Version") == "4.0");

    const Answer malformed = overview(app, "$filter=color%20eq%201");
    CHECK(malformed.status == 400);
    CHECK(malformed.code() == "error.platform.inputCannotBeParsed");
    CHECK(app.admin().get("/odata/Identities/$count?$filter=x").status == 400);
    // What no database can hold.
    CHECK(overview(app, "$filter=address%20eq%20'%00'").status == 400);
    CHECK(overview(app, "$filter=contains(address,'%FF%FE')").status < 500);
    CHECK(app.admin().send_bare("GET", "/odata/Identities", {}, {}).status == 401);
    CHECK(app.admin().send_bare("GET", "/odata/Identities/$count", {}, {}).status == 401);
}

TEST_ON_EACH_DATABASE("everybody may read what the overview is made of", "[admin]", database)
{
    TestApplication app(database);
    const Answer service = app.admin().send_bare("GET", "/odata", {}, {});
    CHECK(service.text("value.0.name") == "Identities");
    CHECK_THAT(app.admin().send_bare("GET", "/odata/$metadata", {}, {}).body,
               Catch::Contains(R"(<Property Name="lastLoginAt" Type="Edm.DateTimeOffset" />)"));
}

TEST_ON_EACH_DATABASE("the overview follows what happens to an identity", "[admin]", database)
{
    TestApplication app(database);
    const Person alice = app.registered_person();
    const auto row = [&] {
        return text_in(
            database,
            "SELECT CONCAT_TEXT FROM (SELECT CAST(number_of_devices AS VARCHAR(9)) || ' ' || "
            "COALESCE(CAST(datawallet_version AS VARCHAR(9)), '-') || ' ' || CASE WHEN last_login_at IS NULL "
            "THEN '-' ELSE CAST(last_login_at AS VARCHAR(20)) END AS CONCAT_TEXT FROM identity_overviews) x");
    };
    CHECK(row() == "1 - 1767225600000000");

    app.clock().advance(10s);
    REQUIRE(app.login(alice, alice.password).status == 200);
    const std::string body =
        R"({"devicePassword":"Passw0rd-of-a-test","signedChallenge":)" + app.signed_challenge(alice) + "}";
    const Answer device = app.post("/api/v2/Devices", body, app.with_new_token(alice));
    REQUIRE(device.status == 201);
    CHECK(row() == "2 - 1767225610000000");

    REQUIRE(app.del("/api/v2/Devices/" + device.text("result.id"), app.with_new_token(alice)).status == 204);
    CHECK(row() == "1 - 1767225610000000");

    const Answer run = app.post("/api/v2/SyncRuns", R"({"type":"DatawalletVersionUpgrade"})", app.with_new_token(alice),
                                {{"X-Supported-Datawallet-Version", "1"}});
    INFO(run.body);
    REQUIRE(run.status == 201);
    const Answer upgraded =
        app.put("/api/v2/SyncRuns/" + run.text("result.syncRun.id") + "/FinalizeDatawalletVersionUpgrade",
                R"({"newDatawalletVersion":1,"datawalletModifications":[]})", app.with_new_token(alice));
    INFO(upgraded.body);
    REQUIRE(upgraded.status == 200);
    CHECK(row() == "1 1 1767225610000000");

    REQUIRE(app.post("/api/v2/Identities/Self/DeletionProcesses", R"({"lengthOfGracePeriodInDays":14})",
                     app.with_new_token(alice))
                .status == 201);
    CHECK(text_in(database, "SELECT tier_id FROM identity_overviews") == "TIR00000000000000001");
}

TEST_ON_EACH_DATABASE("the overview of a deleted identity goes with it", "[admin]", database)
{
    TestApplication app(database);
    app.person();
    change_rows(database, "DELETE FROM devices");
    change_rows(database, "DELETE FROM identities");
    CHECK(number_in(database, "SELECT COUNT(*) FROM identity_overviews") == 0);
}
