#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

#include <backbone/log.hpp>

#include "blobs/local_blobs.hpp"
#include "configuration/configuration.hpp"
#include "program/application.hpp"
#include "support/databases.hpp"
#include "support/temporary_folder.hpp"

/// The whole application in a test, without sockets:
///
///     TEST_ON_EACH_DATABASE("the creator reads its token", "[tokens]", database)
///     {
///         TestApplication app(database);
///         const Person alice = app.person();
///         const Answer created = app.post("/api/v2/Tokens", R"({"expiresAt": "2030-01-01"})", alice);
///         CHECK(app.get("/api/v2/Tokens/" + created.text("result.id"), alice).status == 200);
///     }
namespace backbone::testing {

/// An identity with one device, or another device of it.
struct Person
{
    IdentityAddress address;
    DeviceId device;
    std::string username;
    std::string password;
    std::string access_token;
    /// Ed25519, as libsodium has it.
    std::string secret_key;
    std::string public_key;
};

struct Answer
{
    int status = 0;
    std::string body;
    boost::json::value json;
    std::vector<Header> headers;

    /// `error.code`, or the OAuth `error`; empty when there is none.
    std::string code() const;
    /// The member at a path such as `result.0.id`; null when it is absent.
    const boost::json::value& at(std::string_view path) const;
    /// The string at that path; fails the test when there is none.
    std::string text(std::string_view path) const;
    std::string header(std::string_view name) const;
};

/// Drops everything.
class NoLog final : public LogSink
{
  public:
    bool takes(LogLevel) const noexcept override { return false; }
    void write(const LogEntry&) noexcept override {}
};

class NoAuthenticationObserver final : public AuthenticationObserver
{
  public:
    void login_finished(LoginOutcome) noexcept override {}
};

/// An operator at the Admin API: each request carries the key, and the XSRF pair where it is needed.
///
///     TestApplication app(database);
///     const Answer created = app.admin().post("/api/v1/Tiers", R"({"name": "Gold"})");
///     CHECK(app.admin().get("/api/v1/Tiers/" + created.text("result.id")).status == 200);
class Admin
{
  public:
    Admin(const http::Dispatcher& api, http::Lane lane) : api_(api), lane_(lane) {}

    Answer get(std::string path);
    Answer post(std::string path, std::string json);
    Answer put(std::string path, std::string json);
    Answer patch(std::string path, std::string json);
    Answer del(std::string path);
    Answer send(std::string method, std::string path, std::string json, std::vector<Header> headers = {});
    /// Nothing but what is given: without key and pair.
    Answer send_bare(std::string method, std::string path, std::string body, std::vector<Header> headers);

  private:
    const http::Dispatcher& api_;
    http::Lane lane_;
};

class TestApplication
{
  public:
    using Configure = std::function<void(Configuration&)>;

    /// `configure` may change what `default_configuration` gives. The clock and the database are those of `database`.
    explicit TestApplication(TestDatabase& database, const Configure& configure = {});

    /// An identity that is only rows: quick to make. Its password is not usable for a login.
    Person person();
    /// Another device of that identity, likewise.
    Person device_of(const Person& person);
    /// An identity made through the API, able to log in; costs a password hash.
    Person registered_person();
    /// The same with an access token that is valid from now on.
    Person with_new_token(Person person);

    Answer send(std::string method, std::string path, std::string body = {},
                const std::optional<Person>& as = std::nullopt, std::vector<Header> headers = {});
    Answer get(std::string path, const std::optional<Person>& as = std::nullopt);
    Answer post(std::string path, std::string json, const std::optional<Person>& as = std::nullopt,
                std::vector<Header> headers = {});
    Answer put(std::string path, std::string json, const std::optional<Person>& as = std::nullopt);
    Answer patch(std::string path, std::string json, const std::optional<Person>& as = std::nullopt);
    Answer del(std::string path, const std::optional<Person>& as = std::nullopt);
    /// POST /connect/token.
    Answer login(const Person& person, std::string_view password);
    Answer form(std::string path, std::string encoded, std::vector<Header> headers = {});

    /// The operator of the Admin API; the audit log knows him as `operator`.
    Admin admin() { return {admin_, lane_}; }

    /// Where requests run from now on. They begin on the slow lane; what needs it on the fast one throws
    /// SlowLaneNeeded.
    void use_lane(http::Lane lane) { lane_ = lane; }

    /// A challenge signed with the person's key, as `signedChallenge` wants it.
    std::string signed_challenge(const Person& person);
    /// The same for a text of the test's choice.
    static std::string sign(const Person& person, std::string_view challenge);
    /// `identityPublicKey`.
    static std::string public_key_on_the_wire(const Person& person);
    static Person with_new_keys();

    /// Runs a job now, as `backbone job run` does.
    void run_job(std::string_view name);

    TestClock& clock() { return database_.clock; }
    TestDatabase& database() { return database_; }
    Registry& registry() { return registry_; }
    program::Application& application() { return application_; }
    BlobStore& blobs() { return blobs_; }
    /// Where they are.
    const std::filesystem::path& blob_folder() const { return blob_folder_.path(); }

  private:
    static Configuration default_configuration();
    Person with_device(Person person);

    TestDatabase& database_;
    NoLog log_;
    NoAuthenticationObserver authentication_;
    Configuration configuration_;
    TemporaryFolder blob_folder_;
    blobs::LocalBlobs blobs_;
    Registry registry_;
    program::Application application_;
    http::Dispatcher consumer_;
    http::Dispatcher admin_;
    http::Lane lane_ = http::Lane::slow;
};

}  // namespace backbone::testing
