#include <string>
#include <vector>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "integration/devices/given_identity.hpp"
#include "support/rows.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

/// Standard base64 with padding.
std::string standard_base64(const std::string& bytes)
{
    std::string text = Base64Url::encode(bytes).text();
    for (char& c : text) c = c == '-' ? '+' : c == '_' ? '/' : c;
    while (text.size() % 4 != 0) text += '=';
    return text;
}

std::string in_quotes(const std::string& json)
{
    return '"' + Base64Url::encode(json).text() + '"';
}

/// The raw signature in the body.
std::string signature_in(const boost::json::object& body)
{
    const auto& text = body.at("signedChallenge").at("signature").as_string();
    const auto json = boost::json::parse(Base64Url::parse(std::string(text))->decode_to_string());
    return Base64Url::parse(std::string(json.at("sig").as_string()))->decode_to_string();
}

/// The object with a further member that nobody reads, so that it has so many bytes.
std::string of_size(std::string object, std::size_t bytes)
{
    object.pop_back();
    object += R"(,"x":")";
    object.append(bytes - object.size() - 2, 'x');
    return object + "\"}";
}

std::string decoded(const boost::json::value& base64)
{
    return Base64Url::parse(std::string_view(base64.as_string()))->decode_to_string();
}

}  // namespace

TEST_ON_EACH_DATABASE("a challenge is good for several identities until it expires", "[devices]", database)
{
    TestApplication app(database);
    app.application().seed();
    // Made by an identity that has nothing to do with those that use it.
    const std::string challenge =
        boost::json::serialize(app.post("/api/v2/Challenges", "{}", app.person()).at("result"));
    const auto create_with_challenge = [&] {
        const Person person = TestApplication::with_new_keys();
        auto body = new_identity(app, person);
        body["signedChallenge"] = boost::json::parse(TestApplication::sign(person, challenge));
        return outcome_of(create_identity(app, body));
    };

    CHECK(create_with_challenge() == "201");
    app.clock().advance(10min);
    CHECK(create_with_challenge() == "201");
    app.clock().advance(1us);
    CHECK(create_with_challenge() == "400 validation.device.challengeHasExpired");
}

TEST_ON_EACH_DATABASE("the signed text must name a challenge that exists", "[devices]", database)
{
    TestApplication app(database);
    app.application().seed();
    const std::string id = app.post("/api/v2/Challenges", "{}").text("result.id");
    struct Case
    {
        std::string text;
        std::string outcome;
    };
    const std::vector<Case> cases{
        {R"({"id":"CHLxxxxxxxxxxxxxxxxx","expiresAt":"2026-01-01"})", "404 recordNotFound"},
        {R"({"id":"TOKxxxxxxxxxxxxxxxxx","expiresAt":"2026-01-01"})", "404 recordNotFound"},
        {"null", "404 recordNotFound"},
        {"hello", "400 validation.invalidPropertyValue"},
        {"{}", "400 validation.invalidPropertyValue"},
        {R"({"id":")" + id + R"("})", "400 validation.invalidPropertyValue"},
        {R"({"expiresAt":"2026-01-01"})", "400 validation.invalidPropertyValue"},
        {R"({"id":1,"expiresAt":"2026-01-01"})", "400 inputCannotBeParsed"},
        {R"({"id":")" + id + R"(","expiresAt":"tomorrow"})", "400 inputCannotBeParsed"},
        {R"({"Id":")" + id + R"(","ExpiresAt":"2020-01-01","Type":"Identity","CreatedBy":null})", "201"},
    };
    for (const auto& [text, outcome] : cases) {
        INFO(text);
        const Person person = TestApplication::with_new_keys();
        auto body = new_identity(app, person);
        body["signedChallenge"] = boost::json::parse(TestApplication::sign(person, text));
        CHECK(outcome_of(create_identity(app, body)) == outcome);
    }
}

TEST_ON_EACH_DATABASE("keys and signatures are base64 of either kind, and say more than is read", "[devices]", database)
{
    TestApplication app(database);
    app.application().seed();
    const auto created = [&](const auto& wrap) {
        const Person person = TestApplication::with_new_keys();
        const auto body = new_identity(app, person);
        return outcome_of(create_identity(
            app, changed(body, {{"identityPublicKey", in_quotes(wrap("pub", person.public_key))},
                                {"signedChallenge.signature", in_quotes(wrap("sig", signature_in(body)))}})));
    };

    CHECK(created([](std::string_view name, const std::string& bytes) {
              return fmt::format(R"({{"{}":"{}","alg":2}})", name, standard_base64(bytes));
          }) == "201");
    CHECK(created([](std::string_view name, const std::string& bytes) {
              return fmt::format(R"({{"@type":"CryptoSomething","alg":-1.5,"{}":"{}"}})", name,
                                 Base64Url::encode(bytes).text());
          }) == "201");
}

TEST_ON_EACH_DATABASE("what can be wrong with the form of a key or a signature", "[devices]", database)
{
    TestApplication app(database);
    app.application().seed();
    const Person person = TestApplication::with_new_keys();
    const auto good = new_identity(app, person);
    struct Field
    {
        std::string member;
        std::string name;
        std::string bytes;
    };
    for (const auto& [member, name, bytes] :
         {Field{"identityPublicKey", "pub", Base64Url::encode(person.public_key).text()},
          Field{"signedChallenge.signature", "sig", Base64Url::encode(signature_in(good)).text()}}) {
        std::string upper_case = name;
        upper_case[0] = static_cast<char>(upper_case[0] - 'a' + 'A');
        for (const std::string& json : {
                 fmt::format(R"({{"{}":"{}"}})", name, bytes),
                 fmt::format(R"({{"{}":"{}","alg":"3"}})", name, bytes),
                 fmt::format(R"({{"{}":"{}","alg":null}})", name, bytes),
                 fmt::format(R"({{"{}":"{}","Alg":3}})", name, bytes),
                 fmt::format(R"({{"{}":"{}","alg":3}})", upper_case, bytes),
                 fmt::format(R"({{"{}":1,"alg":3}})", name),
                 fmt::format(R"({{"{}":"***","alg":3}})", name),
                 std::string(R"({"alg":3})"),
                 std::string("[]"),
                 std::string("null"),
             }) {
            INFO(member << ": " << json);
            CHECK(outcome_of(create_identity(app, changed(good, {{member, in_quotes(json)}}))) ==
                  "400 validation.invalidPropertyValue");
        }
    }
    CHECK(number_in(database, "SELECT COUNT(*) FROM identities") == 0);
}

TEST_ON_EACH_DATABASE("a key, a signature and a challenge have at most 4096 bytes", "[devices]", database)
{
    TestApplication app(database);
    app.application().seed();
    const auto create = [&](std::size_t key_bytes, std::size_t signature_bytes, std::size_t challenge_bytes) {
        const Person person = TestApplication::with_new_keys();
        auto body = new_identity(app, person);
        const std::string challenge = boost::json::serialize(app.post("/api/v2/Challenges", "{}").at("result"));
        body["signedChallenge"] =
            boost::json::parse(TestApplication::sign(person, of_size(challenge, challenge_bytes)));
        const std::string key = decoded(body.at("identityPublicKey"));
        const std::string signature = decoded(body.at("signedChallenge").at("signature"));
        return create_identity(
            app, changed(body, {{"identityPublicKey", in_quotes(of_size(key, key_bytes))},
                                {"signedChallenge.signature", in_quotes(of_size(signature, signature_bytes))}}));
    };

    CHECK(outcome_of(create(4096, 4096, 4096)) == "201");
    struct Case
    {
        std::string property;
        Answer answer;
    };
    for (const auto& [property, answer] :
         {Case{"identityPublicKey", create(4097, 4096, 4096)}, Case{"signature", create(4096, 4097, 4096)},
          Case{"challenge", create(4096, 4096, 4097)}}) {
        CHECK(outcome_of(answer) == "400 validation.invalidPropertyValue");
        CHECK(answer.text("error.message") == fmt::format("'{}' is too long.", property));
    }
    CHECK(number_in(database, "SELECT COUNT(*) FROM identities") == 1);
}

TEST_ON_EACH_DATABASE("the signature of a challenge that is too long is checked first", "[devices]", database)
{
    TestApplication app(database);
    app.application().seed();
    auto body = new_identity(app, TestApplication::with_new_keys());
    body["signedChallenge"] =
        boost::json::parse(TestApplication::sign(TestApplication::with_new_keys(), std::string(5000, 'x')));

    CHECK(outcome_of(create_identity(app, body)) == "400 validation.device.invalidSignature");
}
