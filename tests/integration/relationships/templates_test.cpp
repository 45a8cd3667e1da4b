#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "integration/relationships/given.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t kMaximumBytes = 10 * 1024 * 1024;

/// The base64url text of so many zero bytes.
std::string zeros(std::size_t bytes)
{
    return std::string((bytes * 4 + 2) / 3, 'A');
}

std::string create(TestApplication& app, const Person& person, const std::string& body)
{
    return outcome_of(app.post(std::string(kTemplates), body, person));
}

std::int64_t allocations(TestDatabase& database)
{
    return number_in(database, "SELECT COUNT(*) FROM relationship_template_allocations");
}

std::string so_many_ids(std::size_t number)
{
    return fmt::format("?ids={}", fmt::join(std::vector<std::string>(number, "RLT"), "&ids="));
}

}  // namespace

TEST_ON_EACH_DATABASE("the owner reads its template, and all of it but the password is shown", "[relationships]",
                      database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    const Answer created =
        app.post(std::string(kTemplates),
                 fmt::format(R"({{"content":"-_8","maxNumberOfAllocations":3,"expiresAt":"2026-01-02T01:00:00+01:00",)"
                             R"("password":"AAAA"{}}})",
                             for_identity(bob)),
                 alice);

    REQUIRE(created.status == 201);
    const std::string id = created.text("result.id");
    CHECK(created.body == fmt::format(R"({{"result":{{"id":"{}","createdAt":"2026-01-01T00:00:00.000Z"}}}})", id));
    CHECK(created.header("Location").ends_with(template_path(id)));
    CHECK(app.get(template_path(id), alice).body ==
          fmt::format(R"({{"result":{{"id":"{}","createdBy":"{}","createdByDevice":"{}","maxNumberOfAllocations":3,)"
                      R"("expiresAt":"2026-01-02T00:00:00.000Z","content":"-_8",)"
                      R"("createdAt":"2026-01-01T00:00:00.000Z","forIdentity":"{}"}}}})",
                      id, alice.address.text(), alice.device.text(), bob.address.text()));
    CHECK(allocations(database) == 0);
}

TEST_ON_EACH_DATABASE("what can be wrong with a new template", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string unparsable = "400 inputCannotBeParsed";
    const std::string invalid = "400 validation.invalidPropertyValue";
    struct Case
    {
        std::string body;
        std::string outcome;
    };
    const std::vector<Case> cases{
        {"{}", unparsable},
        {R"({"content":null})", unparsable},
        {R"({"content":"*"})", unparsable},
        {R"({"content":""})", "201"},
        {R"({"content":")" + zeros(kMaximumBytes) + R"("})", "201"},
        {R"({"content":")" + zeros(kMaximumBytes + 1) + R"("})", invalid},
        {R"({"content":"","maxNumberOfAllocations":0})", invalid},
        {R"({"content":"","maxNumberOfAllocations":-1})", invalid},
        {R"({"content":"","maxNumberOfAllocations":1})", "201"},
        {R"({"content":"","maxNumberOfAllocations":null})", "201"},
        {R"({"content":"","maxNumberOfAllocations":2147483648})", unparsable},
        {R"({"content":"","expiresAt":"2026-01-01T00:00:00Z"})", invalid},
        {R"({"content":"","expiresAt":"2026-01-01T00:00:00.001Z"})", "201"},
        {R"({"content":"","expiresAt":"9999-01-01"})", "201"},
        {R"({"content":"","expiresAt":"soon"})", unparsable},
        {R"({"content":"","forIdentity":""})", invalid},
        {R"({"content":"","forIdentity":"bob"})", invalid},
        {R"({"content":"","forIdentity":null})", "201"},
        {R"({"content":"")" + for_identity(alice) + "}", "201"},
        {R"({"content":"")" + for_identity(TestApplication::with_new_keys()) + "}", "201"},
        {R"({"content":"","password":""})", invalid},
        {R"({"content":"","password":")" + zeros(200) + R"("})", "201"},
        {R"({"content":"","password":")" + zeros(201) + R"("})", invalid},
        {R"({"content":"","password":null})", "201"},
        {"", "400 inputCannotBeParsed"},
        {"null", unparsable},
        {"[]", unparsable},
    };
    std::int64_t stored = 0;
    for (const auto& [body, outcome] : cases) {
        INFO(body.substr(0, 100));
        CHECK(create(app, alice, body) == outcome);
        stored += outcome == "201" ? 1 : 0;
    }
    CHECK(number_in(database, "SELECT COUNT(*) FROM relationship_templates") == stored);
}

TEST_ON_EACH_DATABASE("who may read a template", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    const Person carol = app.person();
    struct Case
    {
        std::string_view what;
        std::string members;
        Person reader;
        std::string_view query;
        std::string outcome;
    };
    const std::vector<Case> cases{
        {"open", "", bob, "", "200"},
        {"password not needed", "", bob, kRightPassword, "200"},
        {"empty password counts as none", "", bob, "?password=", "200"},
        {"right password", std::string(kWithPassword), bob, kRightPassword, "200"},
        {"wrong password", std::string(kWithPassword), bob, kWrongPassword, "404 recordNotFound"},
        {"no password", std::string(kWithPassword), bob, "", "404 recordNotFound"},
        {"its owner needs none", std::string(kWithPassword), alice, "", "200"},
        {"base64url", std::string(kWithPassword), bob, "?password=cGFzc3dvcmQ", "400 inputCannotBeParsed"},
        {"no base64", "", bob, "?password=%2A", "400 inputCannotBeParsed"},
        {"for the reader", for_identity(bob), bob, "", "200"},
        {"for another", for_identity(bob), carol, "", "404 recordNotFound"},
        {"of the owner for another", for_identity(bob), alice, "", "200"},
        {"for its owner", for_identity(alice), bob, "", "404 recordNotFound"},
    };
    for (const auto& [what, members, reader, query, outcome] : cases) {
        INFO(what);
        CHECK(read_template(app, reader, given_template(app, alice, members), query) == outcome);
    }
    const std::string open = given_template(app, alice);
    std::string long_password = "?password=" + zeros(201);
    CHECK(read_template(app, bob, open, long_password) == "400 validation.invalidPropertyValue");
    CHECK(read_template(app, bob, "RLT") == "404 recordNotFound");
    CHECK(read_template(app, bob, "RELxxxxxxxxxxxxxxxxx") == "400 validation.invalidPropertyValue");
    CHECK(outcome_of(app.get(template_path(open))) == "401");
}

TEST_ON_EACH_DATABASE("who has read a template reads it again without its password", "[relationships]", database)
{
    TestApplication app(database);
    const Person bob = app.person();
    const std::string id = given_template(app, app.person(), kWithPassword);

    CHECK(read_template(app, bob, id, kWrongPassword) == "404 recordNotFound");
    CHECK(read_template(app, bob, id, kRightPassword) == "200");
    CHECK(read_template(app, bob, id) == "200");
    CHECK(read_template(app, app.device_of(bob), id, kWrongPassword) == "200");
    CHECK(allocations(database) == 1);
    CHECK(text_in(database, "SELECT allocated_by_device FROM relationship_template_allocations") == bob.device.text());
}

TEST_ON_EACH_DATABASE("a template is read by as many identities as it may be", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const Person bob = app.person();
    const Person carol = app.person();
    const std::string id = given_template(app, alice, R"(,"maxNumberOfAllocations":2)");

    CHECK(read_template(app, alice, id) == "200");
    CHECK(read_template(app, bob, id) == "200");
    CHECK(read_template(app, bob, id) == "200");
    CHECK(news_for(app, alice).empty());
    CHECK(read_template(app, carol, id) == "200");
    CHECK(news_for(app, alice) ==
          std::vector<std::string>{
              fmt::format(R"(RelationshipTemplateAllocationsExhausted {{"relationshipTemplateId":"{}"}})", id)});
    CHECK(read_template(app, app.person(), id) ==
          "400 validation.relationshipTemplate.maxNumberOfAllocationsExhausted");
    CHECK(read_template(app, bob, id) == "200");
    CHECK(allocations(database) == 2);
    CHECK(news_for(app, alice).empty());
}

TEST_ON_EACH_DATABASE("an expired template is for those who made a relationship from it", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    const Person carol = app.person();
    const std::string_view members = R"(,"expiresAt":"2026-01-01T00:02:00Z")";
    const std::string used = given_template(app, alice, members);
    const std::string unused = given_template(app, alice, members);
    const std::string relationship = request_relationship(app, bob, used).text("result.id");
    REQUIRE(read_template(app, carol, used) == "200");
    REQUIRE(read_template(app, carol, unused) == "200");
    REQUIRE(act(app, alice, relationship, "Reject").status == 200);
    app.clock().advance(2min - 1us);
    CHECK(read_template(app, carol, unused) == "200");
    app.clock().advance(1us);

    CHECK(read_template(app, bob, used) == "200");
    CHECK(read_template(app, alice, used) == "200");
    CHECK(read_template(app, carol, used) == "404 recordNotFound");
    CHECK(read_template(app, alice, unused) == "404 recordNotFound");
    CHECK(outcome_of(app.del(template_path(unused), alice)) == "404 recordNotFound");
    CHECK(outcome_of(app.del(template_path(used), carol)) == "404 recordNotFound");
    CHECK(outcome_of(app.del(template_path(used), bob)) == "403 forbidden");
    CHECK(request_relationship(app, bob, used).status == 201);
    CHECK(outcome_of(app.del(template_path(used), alice)) == "204");
}

TEST_ON_EACH_DATABASE("a template is deleted by its owner, and its relationships stay", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    const Person carol = app.person();
    const std::string id = given_template(app, alice, kWithPassword);
    const std::string for_bob = given_template(app, alice, for_identity(bob));
    REQUIRE(read_template(app, bob, id, kRightPassword) == "200");
    const std::string relationship = request_relationship(app, bob, id).text("result.id");

    CHECK(outcome_of(app.del(template_path(id), carol)) == "403 forbidden");
    CHECK(outcome_of(app.del(template_path(for_bob), carol)) == "404 recordNotFound");
    CHECK(outcome_of(app.del(template_path("RLTxxxxxxxxxxxxxxxxx"), alice)) == "404 recordNotFound");
    CHECK(outcome_of(app.del(template_path("x"), alice)) == "400 validation.invalidPropertyValue");
    CHECK(outcome_of(app.del(template_path(id), alice)) == "204");

    CHECK(read_template(app, alice, id) == "404 recordNotFound");
    CHECK(allocations(database) == 0);
    const Answer kept = app.get(relationship_path(relationship), bob);
    CHECK(kept.status == 200);
    CHECK(kept.at("result.relationshipTemplateId").is_null());
}

TEST_ON_EACH_DATABASE("a list has the templates that can be read, oldest first", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    const auto template_of = [&](std::string_view members) {
        app.clock().advance(1s);
        return given_template(app, alice, members);
    };
    const std::string open = template_of("");
    const std::string locked = template_of(kWithPassword);
    const std::string for_alice = template_of(for_identity(alice));
    const std::string full = template_of(R"(,"maxNumberOfAllocations":1)");
    const std::string short_lived = template_of(R"(,"expiresAt":"2026-01-01T00:01:00Z")");
    REQUIRE(read_template(app, app.person(), full) == "200");
    const auto listed = [&](const std::string& query, const Person& reader) {
        const Answer answer = app.get(fmt::format("{}?{}", kTemplates, query), reader);
        INFO(answer.body);
        REQUIRE(answer.status == 200);
        std::string names;
        for (const auto& item : answer.at("result").as_array()) {
            const std::string_view id = item.at("id").as_string();
            names += id == open          ? "open "
                     : id == locked      ? "locked "
                     : id == full        ? "full "
                     : id == short_lived ? "short "
                                         : "? ";
        }
        return names;
    };
    const std::string all =
        fmt::format("ids={}&ids={}&ids={}&ids={}&ids={}&ids=RLT", full, locked, for_alice, open, short_lived);

    CHECK(listed(all, bob) == "open full short ");
    CHECK(listed(all, alice) == "open locked ? full short ");
    CHECK(listed(fmt::format("templates.0.id={}&templates.0.password=cGFzc3dvcmQ%3D&templates.1.id={}", locked, open),
                 bob) == "open locked ");
    CHECK(listed(fmt::format("templates.0.id={0}&templates.0.password=AAAA&templates.1.id={0}", locked), bob).empty());
    CHECK(listed(fmt::format("templates.0.id={0}&templates.1.id={0}&templates.1.password=cGFzc3dvcmQ%3D", locked),
                 bob) == "locked ");
    CHECK(listed(fmt::format("TEMPLATES.0.ID={}&templates.2.id={}&ids={}", open, full, locked), bob) == "open ");
    CHECK(listed(fmt::format("ids={0}&ids={0}", open), bob) == "open ");
    CHECK(listed(fmt::format("ids[0]={}", open), bob) == "open ");
    CHECK(allocations(database) == 1);
    app.clock().advance(1min);
    CHECK(listed(all, bob) == "open full ");
}

TEST_ON_EACH_DATABASE("what can be wrong with a list of templates", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string unparsable = "400 inputCannotBeParsed";
    const std::string invalid = "400 validation.invalidPropertyValue";
    struct Case
    {
        std::string query;
        std::string outcome;
    };
    const std::string id = "RLTxxxxxxxxxxxxxxxxx";
    const std::vector<Case> cases{
        {"", invalid},
        {"?ids=x&pageSize=201", "400 validation.pagination.invalidPageSize"},
        {"?ids=x", invalid},
        {"?ids[]=" + id, invalid},
        {"?templates[0].id=" + id, invalid},
        {"?templates[0][id]=" + id, invalid},
        {"?templates.1.id=" + id, invalid},
        {"?templates.0.id=", invalid},
        {"?templates.0.id=x", invalid},
        {"?templates.0.password=AAAA", unparsable},
        {"?templates.0.id=" + id + "&templates.0.password=AAA", unparsable},
        {"?templates.0.id=" + id + "&templates.0.password=", invalid},
        {"?templates.0.id=" + id + "&templates.0.password=" + zeros(201), invalid},
        {"?templates.0.id=" + id + "&templates.0.id=" + id, invalid},
        {"?templates.0.id=" + id + "&templates.0.password=AAAA&templates.0.password=AAAA", unparsable},
        {"?templates.0.id=" + id + "&templates.0.password=AAAA", "200"},
        {"?ids=" + id + "&pageSize=x", unparsable},
        {"?ids=" + id + "&pageNumber=0", invalid},
        {so_many_ids(1000), "200"},
        {so_many_ids(1001), invalid},
    };
    for (const auto& [query, outcome] : cases) {
        INFO(query);
        CHECK(outcome_of(app.get(std::string(kTemplates) + query, alice)) == outcome);
    }
}

TEST_ON_EACH_DATABASE("a list of templates has pages", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    std::string query = "?pageSize=2";
    for (int i = 0; i < 3; ++i) query += "&ids=" + given_template(app, alice);
    // Neither of them counts.
    query += "&ids=RLT&ids=" + given_template(app, app.person(), kWithPassword);

    const Answer first = app.get(std::string(kTemplates) + query, alice);
    const Answer second = app.get(std::string(kTemplates) + query + "&pageNumber=2", alice);
    const Answer third = app.get(std::string(kTemplates) + query + "&pageNumber=3", alice);

    CHECK(first.at("result").as_array().size() == 2);
    CHECK(boost::json::serialize(first.at("pagination")) ==
          R"({"pageNumber":1,"pageSize":2,"totalPages":2,"totalRecords":3})");
    CHECK(second.at("result").as_array().size() == 1);
    CHECK(second.at("result.0.id") != first.at("result.0.id"));
    CHECK(third.at("result").as_array().empty());
}

TEST_ON_EACH_DATABASE("templates cost few statements", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const Person bob = app.person();
    const std::string open = given_template(app, alice);
    const std::string limited = given_template(app, alice, R"(,"maxNumberOfAllocations":2)");
    const auto statements_of = [&](const auto& request) {
        database.statements.clear();
        request();
        return database.statements.names();
    };
    const auto reading = [&](const Person& reader, const std::string& id) {
        return statements_of([&] { REQUIRE(read_template(app, reader, id) == "200"); });
    };
    using Names = std::vector<std::string>;

    CHECK(reading(alice, open) == Names{"relationship_templates.find_visible"});
    CHECK(reading(bob, open) == Names{"relationship_templates.find_visible", "relationship_templates.allocate"});
    CHECK(reading(bob, open) == Names{"relationship_templates.find_visible"});
    CHECK(reading(bob, limited) == Names{"relationship_templates.find_visible", "begin",
                                         "relationship_templates.allocate",
                                         "relationship_templates.take_free_allocation", "commit"});
    CHECK(statements_of([&] { app.get(fmt::format("{}?ids={}&ids={}", kTemplates, open, limited), alice); }) ==
          Names{"relationship_templates.select_visible", "relationship_templates.select"});
    CHECK(statements_of([&] { app.del(template_path(open), alice); }) ==
          Names{"begin", "relationship_templates.delete", "quotas.change_usage", "commit"});
}
