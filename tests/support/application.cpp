#include "support/application.hpp"

#include <charconv>
#include <memory>

#include <fmt/format.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <sodium.h>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <backbone/crypto.hpp>
#include <backbone/database.hpp>
#include <backbone/operators.hpp>
#include <devices/events.hpp>

#include "program/module_options.hpp"

namespace backbone::testing {
namespace {

constexpr std::string_view kPassword = "Passw0rd-of-a-test";
constexpr std::string_view kApiKey = "test";
constexpr std::string_view kTier = "TIRtest0000000000000";

constexpr Statement kInsertTier{"test.insert_tier", R"(
    INSERT INTO tiers (id, name, can_be_used_as_default, can_be_manually_assigned) VALUES (:id, 'Test', 1, 1))"};

constexpr Statement kInsertIdentity{"test.insert_identity", R"(
    INSERT INTO identities (address, client_id, public_key, created_at, identity_version, tier_id, status)
    VALUES (:address, 'test', :public_key, :created_at, 1, :tier_id, 0))"};

constexpr Statement kCountForClient{"test.count_for_client", R"(
    UPDATE oauth_clients SET number_of_identities = number_of_identities + 1 WHERE client_id = 'test')"};

constexpr Statement kCountForTier{"test.count_for_tier", R"(
    UPDATE tiers SET number_of_identities = number_of_identities + 1 WHERE id = :tier)"};

constexpr Statement kInsertDevice{"test.insert_device", R"(
    INSERT INTO devices (id, identity_address, created_at, created_by_device, communication_language, is_backup_device,
                         user_id, username, normalized_username, password_hash, access_failed_count)
    VALUES (:id, :address, :created_at, :id, 'en', 0, 'test', :username, :normalized_username, 'none', 0))"};

SigningKeyPem new_signing_key()
{
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
    const std::unique_ptr<BIO, decltype(&BIO_free)> pem(BIO_new(BIO_s_mem()), BIO_free);
    PEM_write_bio_PrivateKey(pem.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    const char* text = nullptr;
    const long length = BIO_get_mem_data(pem.get(), &text);
    return {text, static_cast<std::size_t>(length)};
}

std::span<const std::byte> bytes_of(const std::string& text)
{
    return std::as_bytes(std::span(text));
}

std::string text_of(const FileContent& file)
{
    std::string text(file.size(), '\0');
    // No check of Catch's: they are not made for threads.
    if (file.read(0, text) != text.size()) throw std::runtime_error("a file is shorter than it says");
    return text;
}

Request request_of(std::string method, const std::string& path, std::string body, std::vector<Header> headers)
{
    Request request;
    request.method = std::move(method);
    request.base_url = "http://localhost";
    request.client_address = "127.0.0.1";
    const std::size_t question_mark = std::min(path.find('?'), path.size());
    request.query_string = path.substr(std::min(question_mark + 1, path.size()));
    request.path = path.substr(0, question_mark);
    request.body = std::move(body);
    request.headers = std::move(headers);
    return request;
}

Response response_of(const http::Dispatcher& api, Request request, http::Lane lane)
{
    if (lane == http::Lane::slow) return api.handle(std::move(request));
    http::Dispatcher::Begun begun = api.begin(request);
    return begun.answer ? std::move(*begun.answer) : api.run(begun, request, lane);
}

Answer answer_of(const http::Dispatcher& api, Request request, http::Lane lane)
{
    Response response = response_of(api, std::move(request), lane);
    if (response.file) response.body = text_of(*response.file);
    Answer answer{response.status, std::move(response.body), {}, std::move(response.headers)};
    boost::json::error_code error;
    answer.json = boost::json::parse(answer.body, error);
    return answer;
}

std::string upper(std::string text)
{
    for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return text;
}

}  // namespace

std::string Answer::code() const
{
    const boost::json::value& code = at("error.code");
    if (code.is_string()) return std::string(code.get_string());
    const boost::json::value& error = at("error");
    return error.is_string() ? std::string(error.get_string()) : std::string{};
}

const boost::json::value& Answer::at(std::string_view path) const
{
    static const boost::json::value kNull;
    const boost::json::value* value = &json;
    while (!path.empty()) {
        const std::string_view name = path.substr(0, path.find('.'));
        path.remove_prefix(std::min(name.size() + 1, path.size()));
        if (const auto* object = value->if_object()) {
            value = object->if_contains(name);
        } else if (const auto* array = value->if_array()) {
            std::size_t index = 0;
            std::from_chars(name.data(), name.data() + name.size(), index);
            value = index < array->size() ? &(*array)[index] : nullptr;
        } else {
            value = nullptr;
        }
        if (!value) return kNull;
    }
    return *value;
}

std::string Answer::text(std::string_view path) const
{
    const boost::json::value& value = at(path);
    // No check of Catch's: they are not made for threads.
    if (!value.is_string()) {
        throw std::runtime_error(fmt::format("no text at {}: status {}, body {}", path, status, body));
    }
    return std::string(value.get_string());
}

std::string Answer::header(std::string_view name) const
{
    for (const Header& header : headers) {
        if (header.name == name) return header.value;
    }
    return {};
}

Answer Admin::get(std::string path)
{
    return send("GET", std::move(path), {});
}

Answer Admin::post(std::string path, std::string json)
{
    return send("POST", std::move(path), std::move(json));
}

Answer Admin::put(std::string path, std::string json)
{
    return send("PUT", std::move(path), std::move(json));
}

Answer Admin::patch(std::string path, std::string json)
{
    return send("PATCH", std::move(path), std::move(json));
}

Answer Admin::del(std::string path)
{
    return send("DELETE", std::move(path), {});
}

Answer Admin::send(std::string method, std::string path, std::string json, std::vector<Header> headers)
{
    const Header key{std::string(kApiKeyHeader), std::string(kApiKey)};
    headers.push_back(key);
    if (!json.empty()) headers.push_back({"Content-Type", "application/json"});
    if (method != "GET") {
        const Answer pair = send_bare("GET", "/api/v1/xsrf", {}, {key});
        headers.push_back({std::string(kXsrfHeader), pair.body});
        headers.push_back({"Cookie", pair.header("Set-Cookie")});
    }
    return send_bare(std::move(method), std::move(path), std::move(json), std::move(headers));
}

Answer Admin::send_bare(std::string method, std::string path, std::string body, std::vector<Header> headers)
{
    return answer_of(api_, request_of(std::move(method), path, std::move(body), std::move(headers)), lane_);
}

Configuration TestApplication::default_configuration()
{
    Configuration configuration;
    configuration.modules = program::module_options();
    configuration.landscape = Landscape::stage;
    configuration.did_domain = "localhost";
    configuration.admin.api_keys = {std::string(kApiKey)};
    configuration.seed.clients = {{.id = "test", .secret = "test"}};
    return configuration;
}

TestApplication::TestApplication(TestDatabase& database, const Configure& configure)
    : database_(database),
      configuration_([&] {
          Configuration configuration = default_configuration();
          if (configure) configure(configuration);
          return configuration;
      }()),
      blobs_({blob_folder_.path()}, database.random),
      application_(configuration_, {new_signing_key()}, registry_,
                   {database.database(), database.clock, database.random, log_, authentication_, blobs_}),
      consumer_(application_.consumer_api()),
      admin_(application_.admin_api())
{
    blobs_.prepare();
    database_.events = registry_.events;
    database_.connect()->queries().execute(kInsertTier, kTier);
}

Person TestApplication::with_new_keys()
{
    Person person;
    person.public_key.resize(crypto_sign_PUBLICKEYBYTES);
    person.secret_key.resize(crypto_sign_SECRETKEYBYTES);
    crypto_sign_keypair(reinterpret_cast<unsigned char*>(person.public_key.data()),
                        reinterpret_cast<unsigned char*>(person.secret_key.data()));
    person.address = IdentityAddress::from_public_key(bytes_of(person.public_key), "localhost");
    person.password = kPassword;
    return person;
}

Person TestApplication::person()
{
    Person person = with_new_keys();
    const auto key = Base64Url::parse(public_key_on_the_wire(person)).value();
    database_.connect()->transaction([&](Transaction& tx) {
        tx.execute(kInsertIdentity, person.address, key, clock().now(), kTier);
        tx.execute(kCountForClient);
        tx.execute(kCountForTier, kTier);
        tx.raise(devices::IdentityCreated{person.address, devices::TierId::parse(kTier).value()});
    });
    return with_device(std::move(person));
}

Person TestApplication::device_of(const Person& owner)
{
    Person person = with_device(owner);
    database_.connect()->transaction([&](Transaction& tx) {
        tx.raise(devices::DeviceRegistered{person.address, person.device});
    });
    return person;
}

Person TestApplication::with_device(Person person)
{
    person.device = DeviceId::generate(database_.random);
    person.username = std::string(Id<"USR">::generate(database_.random).text());
    database_.connect()->queries().execute(kInsertDevice, person.device, person.address, clock().now(), person.username,
                                           upper(person.username));
    return with_new_token(std::move(person));
}

Person TestApplication::with_new_token(Person person)
{
    person.access_token = application_.access_tokens().issue(
        {.caller = {person.address, person.device, "test"}, .user_id = "test", .username = person.username},
        "http://localhost/", clock().now(), database_.random);
    return person;
}

Person TestApplication::registered_person()
{
    application_.seed();
    Person person = with_new_keys();
    const std::string body =
        fmt::format(R"({{"clientId":"test","clientSecret":"test","identityPublicKey":"{}","devicePassword":"{}",)"
                    R"("identityVersion":1,"signedChallenge":{}}})",
                    public_key_on_the_wire(person), person.password, signed_challenge(person));
    const Answer answer = post("/api/v2/Identities", body);
    INFO(answer.body);
    REQUIRE(answer.status == 201);
    person.device = DeviceId::parse(answer.text("result.device.id")).value();
    person.username = answer.text("result.device.username");
    person.access_token = login(person, person.password).text("access_token");
    return person;
}

Answer TestApplication::send(std::string method, std::string path, std::string body, const std::optional<Person>& as,
                             std::vector<Header> headers)
{
    if (as) headers.push_back({"Authorization", "Bearer " + as->access_token});
    return answer_of(consumer_, request_of(std::move(method), path, std::move(body), std::move(headers)), lane_);
}

Answer TestApplication::get(std::string path, const std::optional<Person>& as)
{
    return send("GET", std::move(path), {}, as);
}

Answer TestApplication::post(std::string path, std::string json, const std::optional<Person>& as,
                             std::vector<Header> headers)
{
    headers.push_back({"Content-Type", "application/json"});
    return send("POST", std::move(path), std::move(json), as, std::move(headers));
}

Answer TestApplication::put(std::string path, std::string json, const std::optional<Person>& as)
{
    return send("PUT", std::move(path), std::move(json), as, {{"Content-Type", "application/json"}});
}

Answer TestApplication::patch(std::string path, std::string json, const std::optional<Person>& as)
{
    return send("PATCH", std::move(path), std::move(json), as, {{"Content-Type", "application/json"}});
}

Answer TestApplication::del(std::string path, const std::optional<Person>& as)
{
    return send("DELETE", std::move(path), {}, as);
}

Answer TestApplication::form(std::string path, std::string encoded, std::vector<Header> headers)
{
    headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
    return send("POST", std::move(path), std::move(encoded), std::nullopt, std::move(headers));
}

Answer TestApplication::login(const Person& person, std::string_view password)
{
    return form("/connect/token",
                fmt::format("grant_type=password&client_id=test&client_secret=test&username={}&password={}",
                            person.username, password));
}

std::string TestApplication::signed_challenge(const Person& person)
{
    const Answer challenge = post("/api/v2/Challenges", "{}");
    return sign(person, boost::json::serialize(challenge.at("result")));
}

std::string TestApplication::sign(const Person& person, std::string_view challenge)
{
    std::string signature(crypto_sign_BYTES, '\0');
    crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr,
                         reinterpret_cast<const unsigned char*>(challenge.data()), challenge.size(),
                         reinterpret_cast<const unsigned char*>(person.secret_key.data()));
    const std::string wrapped = fmt::format(R"({{"sig":"{}","alg":2}})", Base64Url::encode(signature).text());
    return fmt::format(R"({{"challenge":{},"signature":"{}"}})", boost::json::serialize(boost::json::string(challenge)),
                       Base64Url::encode(wrapped).text());
}

std::string TestApplication::public_key_on_the_wire(const Person& person)
{
    return Base64Url::encode(fmt::format(R"({{"pub":"{}","alg":3}})", Base64Url::encode(person.public_key).text()))
        .text();
}

void TestApplication::run_job(std::string_view name)
{
    for (const Job& job : registry_.jobs) {
        if (job.name != name) continue;
        const auto connection = database_.connect();
        JobContext context{*connection, database_.clock, database_.random, application_.installation(),
                           [] { return false; }};
        job.work(context);
        return;
    }
    FAIL("no job of the name " << name);
}

}  // namespace backbone::testing
