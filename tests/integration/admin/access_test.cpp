#include <catch2/catch.hpp>

#include "support/application.hpp"

using namespace backbone;
using namespace backbone::testing;

namespace {

constexpr auto kMetrics = "/api/v1/Metrics";
constexpr auto kValidate = "/api/v1/ValidateApiKey";
const Header kJson{"Content-Type", "application/json"};
const Header kKey{"X-API-KEY", "test"};

std::vector<Header> with_pair_of(Admin admin, std::vector<Header> headers, const std::vector<Header>& pair_for)
{
    const Answer pair = admin.send_bare("GET", "/api/v1/xsrf", {}, pair_for);
    headers.push_back({"X-XSRF-TOKEN", pair.body});
    headers.push_back({"Cookie", pair.header("Set-Cookie")});
    return headers;
}

Answer validate(Admin admin, const std::string& body)
{
    return admin.send_bare("POST", kValidate, body, with_pair_of(admin, {kJson}, {}));
}

}  // namespace

TEST_ON_EACH_DATABASE("only who has the key may use the Admin API", "[admin]", database)
{
    TestApplication app(database);
    CHECK(app.admin().get(kMetrics).status == 200);

    for (const std::string wrong : {"", "tes", "test1", "TEST", "test,test"}) {
        const Answer refused = app.admin().send_bare("GET", kMetrics, {}, {{"X-API-KEY", wrong}});
        CHECK(refused.status == 401);
        CHECK(refused.body.empty());
        CHECK(refused.headers.empty());
    }
    CHECK(app.admin().send_bare("GET", kMetrics, {}, {}).status == 401);
    CHECK(app.admin().send_bare("GET", kMetrics, {}, {kKey, kKey}).status == 401);
}

TEST_ON_EACH_DATABASE("every configured key is valid, whoever owns it", "[admin]", database)
{
    TestApplication app(database, [](Configuration& configuration) {
        configuration.admin.api_keys = {"old", "new"};
        configuration.admin.operators = {{"alice", {"key of alice"}}};
    });
    for (const std::string key : {"old", "new", "key of alice"}) {
        CHECK(app.admin().send_bare("GET", kMetrics, {}, {{"X-API-KEY", key}}).status == 200);
        CHECK(validate(app.admin(), R"({"apiKey":")" + key + R"("})").body == R"({"isValid":true})");
    }
    CHECK(app.admin().send_bare("GET", kMetrics, {}, {kKey}).status == 401);
}

TEST_ON_EACH_DATABASE("the metrics have their names and their order", "[admin]", database)
{
    TestApplication app(database);
    const Answer metrics = app.admin().get(kMetrics);
    CHECK(metrics.at("result").as_array().size() == 10);
    CHECK(metrics.text("result.0.key") == "NumberOfSentMessages");
    CHECK(metrics.text("result.5.displayName") == "File Storage Capacity (in Megabytes)");
}

TEST_ON_EACH_DATABASE("a key is told valid or not", "[admin]", database)
{
    TestApplication app(database);
    CHECK(validate(app.admin(), R"({"APIKEY":"test"})").body == R"({"isValid":true})");
    for (const std::string body : {R"({"apiKey":"TEST"})", R"({"apiKey":""})", R"({"apiKey":null})", "{}", "null", ""})
        CHECK(validate(app.admin(), body).body == R"({"isValid":false})");

    for (const std::string body : {R"({"apiKey":1})", "{"}) {
        const Answer refused = validate(app.admin(), body);
        CHECK(refused.status == 400);
        CHECK(refused.code() == "error.platform.inputCannotBeParsed");
    }
    const Answer text = app.admin().send_bare("POST", kValidate, "test",
                                              with_pair_of(app.admin(), {{"Content-Type", "text/plain"}}, {}));
    CHECK(text.status == 415);
    CHECK(text.at("status").as_int64() == 415);
}

TEST_ON_EACH_DATABASE("a cookie stays, and each of its tokens is another one", "[admin]", database)
{
    TestApplication app(database);
    Admin admin = app.admin();
    const Answer first = admin.send_bare("GET", "/api/v1/xsrf", {}, {kKey});
    const std::string cookie = first.header("Set-Cookie");
    CHECK(first.header("Cache-Control") == "no-cache, no-store");
    CHECK_THAT(cookie, Catch::EndsWith("; path=/; samesite=strict"));

    const Answer again = admin.send_bare("GET", "/api/v1/xsrf", {}, {kKey, {"Cookie", "a=b; " + cookie + "; c=d"}});
    CHECK(again.body != first.body);
    CHECK(again.header("Set-Cookie").empty());

    const Answer with_broken_cookie =
        admin.send_bare("GET", "/api/v1/xsrf", {}, {kKey, {"Cookie", "X-XSRF-COOKIE=nonsense.nonsense"}});
    CHECK_FALSE(with_broken_cookie.header("Set-Cookie").empty());
    CHECK(admin.send_bare("GET", "/api/v1/xsrf", {}, {{"Accept", "application/json"}}).json.is_string());
}

TEST_ON_EACH_DATABASE("another instance and a rotated key know the pair", "[admin]", database)
{
    const auto with_keys = [](std::vector<std::string> keys) {
        return [keys](Configuration& configuration) { configuration.admin.api_keys = keys; };
    };
    std::vector<Header> headers;
    {
        TestApplication app(database, with_keys({"test"}));
        headers = with_pair_of(app.admin(), {kJson, kKey}, {kKey});
    }
    database.connect()->queries().execute({"test.delete_tiers", "DELETE FROM tiers"});
    TestApplication app(database, with_keys({"new", "test"}));
    CHECK(app.admin().send_bare("POST", kValidate, "{}", headers).status == 200);
}

TEST_ON_EACH_DATABASE("what changes something needs a pair made for such callers", "[admin]", database)
{
    TestApplication app(database);
    Admin admin = app.admin();
    const std::vector<Header> with_key = with_pair_of(admin, {kJson}, {kKey});
    const std::vector<Header> other = with_pair_of(admin, {kJson}, {kKey});
    const std::vector<Header> without_key = with_pair_of(admin, {kJson}, {});
    const auto post = [&](std::vector<Header> headers) { return admin.send_bare("POST", kValidate, "{}", headers); };
    const auto and_key = [](std::vector<Header> headers) {
        headers.push_back(kKey);
        return headers;
    };

    CHECK(post(and_key(with_key)).status == 200);
    CHECK(post(without_key).status == 200);

    for (const std::vector<Header>& wrong : std::vector<std::vector<Header>>{{kJson},
                                                                             with_key,
                                                                             and_key(without_key),
                                                                             {kJson, kKey, with_key[1]},
                                                                             {kJson, kKey, with_key[2]},
                                                                             {kJson, kKey, with_key[1], other[2]},
                                                                             {kJson, kKey, {"X-XSRF-TOKEN", ""}}}) {
        const Answer refused = post(wrong);
        CHECK(refused.status == 400);
        CHECK(refused.text("detail") == "xsrf-token-may-be-invalid");
    }
    // A wrong key is told before the pair is looked at.
    CHECK(admin.send_bare("POST", "/api/v1/Challenges", {}, {{"X-API-KEY", "wrong"}}).status != 400);
}

TEST_ON_EACH_DATABASE("a form may carry the token in its body", "[admin]", database)
{
    TestApplication app(database);
    const std::vector<Header> pair = with_pair_of(app.admin(), {}, {});
    const std::vector<Header> form{{"Content-Type", "application/x-www-form-urlencoded"}, pair[1]};
    const auto post = [&](const std::string& body) { return app.admin().send_bare("POST", kValidate, body, form); };
    CHECK(post("__RequestVerificationToken=" + pair[0].value).status == 415);
    CHECK(post("__RequestVerificationToken=x").status == 400);
    CHECK(post("").status == 400);
}

TEST_ON_EACH_DATABASE("too many wrong keys close the Admin API for their address, for a while", "[admin]", database)
{
    using namespace std::chrono_literals;
    TestApplication app(database, [](Configuration& configuration) {
        configuration.admin.wrong_key_limit = {.attempts = 3, .window = 60s};
    });
    CHECK(app.admin().send_bare("GET", kMetrics, {}, {{"X-API-KEY", "a"}}).status == 401);
    CHECK(app.admin().send_bare("GET", kMetrics, {}, {}).status == 401);
    CHECK(validate(app.admin(), R"({"apiKey":"b"})").body == R"({"isValid":false})");
    CHECK(app.admin().get(kMetrics).status == 200);
    CHECK(app.admin().send_bare("GET", kMetrics, {}, {{"X-API-KEY", "c"}}).status == 401);

    const Answer closed = app.admin().get(kMetrics);
    CHECK(closed.status == 429);
    CHECK(closed.header("Retry-After") == "60");
    CHECK(validate(app.admin(), R"({"apiKey":"test"})").status == 429);
    app.clock().advance(60s);
    CHECK(app.admin().get(kMetrics).status == 200);
}
