#include <fstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "integration/files/given_files.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

struct Case
{
    std::string name;
    Form form;
    std::string outcome;
};

std::string base64_of(std::size_t bytes)
{
    return Base64Url::encode(std::string(bytes, 'x')).text();
}

Form with_two(Part first, Part second)
{
    return with(std::move(first), with(std::move(second)));
}

constexpr std::size_t kMaximumContent = 10 * 1024 * 1024;
const std::string kUnreadable = "400 inputCannotBeParsed";
const std::string kWrongValue = "400 validation.invalidPropertyValue";
const std::string kWrongLength = "400 InclusiveBetweenValidator";

}  // namespace

TEST_ON_EACH_DATABASE("a file is stored as it was given", "[files]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    database.statements.clear();

    const Answer answer =
        upload(app, alice, with_two({"cipherHash", "+/8="}, {"expiresAt", "9999-12-31T00:00:00.000Z"}));

    REQUIRE(answer.status == 201);
    CHECK(database.statements.names() == std::vector<std::string>{"begin", "files.insert",
                                                                  "quotas.change_usage_within_quota",
                                                                  "quotas.change_usage_within_quota", "commit"});
    const std::string id = answer.text("result.id");
    const std::string token = answer.text("result.ownershipToken");
    CHECK(answer.header("Location") == "http://localhost/api/v2/Files/" + id);
    CHECK_THAT(token, Catch::Matches(R"([A-Za-z0-9!@#$%^&*()_\-+=<>?/{}\[\]|~]{20})"));
    CHECK(answer.body ==
          fmt::format(
              R"({{"result":{{"id":"{0}","createdAt":"2026-01-01T00:00:00.000Z","createdBy":"{1}",)"
              R"("createdByDevice":"{2}","modifiedAt":"2026-01-01T00:00:00.000Z","modifiedBy":"{1}","deletedAt":null,)"
              R"("deletedBy":null,"owner":"{1}","ownerSignature":"BBBB","ownershipToken":"{3}","cipherSize":11,)"
              R"("cipherHash":"-_8","expiresAt":"9999-12-31T00:00:00.000Z"}}}})",
              id, alice.address.text(), alice.device.text(), token));
    CHECK(text_in(database, "SELECT encrypted_properties FROM files") == "CCCC");
    CHECK(number_in(database, "SELECT ownership_is_locked FROM files") == 0);
    CHECK(keys_of_blobs(app) == std::vector{id});
    CHECK(app.get("/api/v2/Files/" + id, alice).body == "the content");
}

TEST_ON_EACH_DATABASE("clients write the form of an upload in many ways", "[files]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::vector<Case> cases{
        {"the owner is ignored",
         with({"expiresAt", "2027-01-01"},
              [] {
                  Form form = right_form();
                  form.insert(form.begin(), {"owner", "nobody"});
                  return form;
              }()),
         "201"},
        {"names in another case",
         {{"CONTENT", "abc", "x"},
          {"CIPHERHASH", "AAAA"},
          {"ownersignature", "BBBB"},
          {"EncryptedProperties", "CCCC"},
          {"EXPIRESAT", "2026-01-02"}},
         "201"},
        {"bytes with padding and in lines", with({"ownerSignature", "BB\r\nBB\r\n-_8="}), "201"},
        {"an offset", with({"expiresAt", "2026-01-01T02:00:00+01:00"}), "201"},
        {"one byte", right_form("a"), "201"},
        {"as much as there may be", right_form(std::string(kMaximumContent, 'x')), "201"},
        {"the longest hash", with({"cipherHash", base64_of(128)}), "201"},
        {"the longest signature", with({"ownerSignature", base64_of(512)}), "201"},
        {"the longest properties", with({"encryptedProperties", base64_of(1024 * 1024)}), "201"},
    };
    for (const auto& [name, form, outcome] : cases) {
        INFO(name);
        CHECK(outcome_of(upload(app, alice, form)) == outcome);
    }

    Form twice = right_form();
    twice.push_back({"cipherHash", "DDDD"});
    twice.push_back({"content", "another", "y"});
    twice.insert(twice.begin(), {"content", "no file", std::nullopt});
    twice.insert(twice.begin(), {"content", "without a name", ""});
    const Answer answer = upload(app, alice, twice);
    CHECK(answer.text("result.cipherHash") == "AAAA");
    CHECK(answer.at("result.cipherSize").as_int64() == 11);

    std::string unquoted = body_of(right_form());
    for (std::size_t at = 0; (at = unquoted.find("name=\"content\"")) != std::string::npos;) {
        unquoted.replace(at, 14, "name=content");
    }
    CHECK(app.send("POST", std::string(kFiles), unquoted, alice, {{"Content-Type", std::string(kFormType)}}).status ==
          201);
}

TEST_ON_EACH_DATABASE("what can be wrong with an upload is reported in the protocol's order", "[files]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    std::vector<Case> cases{
        {"content as text", with({"content", "abc"}), kUnreadable},
        {"content without a file name", with({"content", "abc", ""}), kUnreadable},
        {"hash as file", with({"cipherHash", "AAAA", "x"}), kUnreadable},
        {"no content", right_form(""), kWrongLength},
        {"too much content", right_form(std::string(kMaximumContent + 1, 'x')), kWrongLength},
        {"expiry is no date", with({"expiresAt", "tomorrow"}), kUnreadable},
        {"expiry is empty", with({"expiresAt", ""}), kUnreadable},
        {"expiry is blank", with({"expiresAt", "  "}), kUnreadable},
        {"no expiry", without("expiresAt"), kWrongValue},
        {"expiry in the past", with({"expiresAt", "2025-12-31"}), kWrongValue},
        {"expiry now", with({"expiresAt", "2026-01-01T00:00:00.000Z"}), kWrongValue},
        {"hash too long", with({"cipherHash", base64_of(129)}), kWrongValue},
        {"signature too long", with({"ownerSignature", base64_of(513)}), kWrongValue},
        {"properties too long", with({"encryptedProperties", base64_of(1024 * 1024 + 1)}), kWrongValue},
        {"a text without end", with({"cipherHash", std::string(4 * 1024 * 1024 + 4, 'A')}), kUnreadable},
        {"missing beats length", without("cipherHash", right_form("")), kUnreadable},
        {"length beats base64", with({"cipherHash", "!"}, right_form("")), kWrongLength},
        {"base64 beats expiry", with_two({"ownerSignature", "!"}, {"expiresAt", "2025-12-31"}), kUnreadable},
    };
    for (const char* name : {"cipherHash", "ownerSignature", "encryptedProperties"}) {
        for (const char* value : {"", "  ", "!!!", "A"}) {
            cases.push_back({std::string(name) + " is '" + value + "'", with({name, value}), kUnreadable});
        }
    }
    for (const char* name : {"content", "cipherHash", "ownerSignature", "encryptedProperties"}) {
        cases.push_back({std::string(name) + " is missing", without(name), kUnreadable});
    }

    for (const auto& [name, form, outcome] : cases) {
        INFO(name);
        CHECK(outcome_of(upload(app, alice, form)) == outcome);
    }

    CHECK(number_in(database, "SELECT COUNT(*) FROM files") == 0);
    CHECK(count_of_stored_files(app) == 0);
}

TEST_ON_EACH_DATABASE("the first broken rule of an upload is named", "[files]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const auto message = [&](const Form& form) { return upload(app, alice, form).text("error.message"); };
    const Part bad_hash{"cipherHash", base64_of(129)};
    const Part bad_signature{"ownerSignature", base64_of(513)};
    const Part past{"expiresAt", "2025-12-31"};

    CHECK(message(with(bad_hash, with_two(past, bad_signature))).starts_with("'cipherHash'"));
    CHECK(message(with_two(past, bad_signature)).starts_with("'expiresAt'"));
    CHECK(message(with(bad_signature, without("expiresAt"))).starts_with("'expiresAt'"));
    CHECK(message(with(bad_signature, with({"encryptedProperties", base64_of(1024 * 1024 + 1)})))
              .starts_with("'ownerSignature'"));
}

TEST_ON_EACH_DATABASE("what is no form is refused, and a wrong type before the token is looked at", "[files]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const auto outcome = [&](std::string type, std::string body, const std::optional<Person>& as) {
        std::vector<Header> headers;
        if (!type.empty()) headers.push_back({"Content-Type", std::move(type)});
        return outcome_of(app.send("POST", std::string(kFiles), std::move(body), as, std::move(headers)));
    };
    const std::string form(kFormType);
    const std::string whole = body_of(right_form());

    CHECK(outcome("application/json", "{}", std::nullopt) == "415");
    CHECK(outcome("multipart/mixed; boundary=x", whole, alice) == "415");
    CHECK(outcome("application/x-www-form-urlencoded", "cipherHash=AAAA", alice) == "415");
    CHECK(outcome("", whole, std::nullopt) == "401");
    CHECK(outcome(form, whole, std::nullopt) == "401");
    CHECK(outcome("", whole, alice) == kUnreadable);
    CHECK(outcome("multipart/form-data", whole, alice) == kUnreadable);
    CHECK(outcome("multipart/form-data; boundary=another", whole, alice) == kUnreadable);
    CHECK(outcome(form, "", alice) == kUnreadable);
    CHECK(outcome(form, "--boundary-of-a-test--\r\n", alice) == kUnreadable);
    CHECK(outcome(form, "garbage", alice) == kUnreadable);
    CHECK(outcome(form, whole.substr(0, whole.size() - 4), alice) == kUnreadable);
    CHECK(count_of_stored_files(app) == 0);
}

TEST_ON_EACH_DATABASE("an upload that cannot be stored fails, and leaves nothing behind", "[files]", database)
{
    TestApplication app(database);
    const Person alice = app.person();

    SECTION("when its content cannot be written")
    {
        std::filesystem::rename(app.blob_folder() / "unfinished", app.blob_folder() / "elsewhere");
        CHECK(outcome_of(upload(app, alice)) == "500 unexpected");
    }
    SECTION("when its content cannot get its name")
    {
        // No blob can be put where its folder should be, whatever its id is.
        constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        for (const char first : kLetters) {
            for (const char second : kLetters) std::ofstream(app.blob_folder() / std::string{first, second});
        }
        CHECK(outcome_of(upload(app, alice)) == "500 unexpected");
        CHECK(std::filesystem::is_empty(app.blob_folder() / "unfinished"));
    }
    CHECK(number_in(database, "SELECT COUNT(*) FROM files") == 0);
    CHECK(keys_of_blobs(app).empty());
}
