#include "unit/configuration/loading.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include <devices/options.hpp>

using namespace backbone;
using namespace backbone::configuration::test;

namespace {

/// A file that goes at the end of the test.
class TemporaryFile
{
  public:
    explicit TemporaryFile(const std::string& text)
    {
        std::string name = (std::filesystem::temp_directory_path() / "backbone-test-XXXXXX").string();
        const int descriptor = ::mkstemp(name.data());
        REQUIRE(descriptor >= 0);
        ::close(descriptor);
        path_ = name;
        std::ofstream(path_, std::ios::binary) << text;
    }
    ~TemporaryFile() { std::filesystem::remove(path_); }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    std::string path() const { return path_.string(); }

  private:
    std::filesystem::path path_;
};

}  // namespace

TEST_CASE("A variable wins over the file", "[configuration]")
{
    const auto [configuration, options] =
        load(kMinimal + "http: {consumer: {port: 1}}\n", {{"BACKBONE_HTTP__CONSUMER__PORT", "2"},
                                                          {"BACKBONE_DID_DOMAIN", "enmeshed.example"},
                                                          {"BACKBONE_DATABASE__CONNECTION", "a: [b, #c"}});
    CHECK(configuration.http.consumer.port == 2);
    CHECK(configuration.did_domain == "enmeshed.example");
    CHECK(configuration.database.connection == "a: [b, #c");
}

TEST_CASE("Names of variables are taken in any case behind BACKBONE_", "[configuration]")
{
    CHECK(load(kMinimal, {{"BACKBONE_http__Consumer__PORT", "2"}}).configuration.http.consumer.port == 2);
}

TEST_CASE("Other variables are left alone", "[configuration]")
{
    const auto name = GENERATE(values<std::string>({
        "PATH",
        "backbone_http__io_threads",
        "BACKBONEX",
        "BACKBONE_CONFIG",
        "BACKBONE_TEST_POSTGRESQL",
        "BACKBONE_SERVICE_HOST",
        "BACKBONE_SERVICE_PORT",
        "BACKBONE_SERVICE_PORT_HTTP",
        "BACKBONE_PORT",
        "BACKBONE_PORT_8080_TCP",
        "BACKBONE_PORT_8080_TCP_ADDR",
        "BACKBONE_ADMIN_SERVICE_HOST",
        "BACKBONE_ADMIN_PORT_8081_TCP_PROTO",
    }));
    CHECK(problems_of(kMinimal, {{name, "x"}}).empty());
}

TEST_CASE("An unknown variable is refused", "[configuration]")
{
    const auto [name, problem] = GENERATE(table<std::string, std::string>({
        {"BACKBONE_HTTP__IO_THREAD",
         "BACKBONE_HTTP__IO_THREAD: no option has this name; did you mean 'BACKBONE_HTTP__IO_THREADS'?"},
        {"BACKBONE_HTTP_IO_THREADS",
         "BACKBONE_HTTP_IO_THREADS: no option has this name; did you mean 'BACKBONE_HTTP__IO_THREADS'?"},
        {"BACKBONE_LANDSCPAE", "BACKBONE_LANDSCPAE: no option has this name; did you mean 'BACKBONE_LANDSCAPE'?"},
        {"BACKBONE_COLOUR", "BACKBONE_COLOUR: no option has this name"},
        {"BACKBONE_", "BACKBONE_: no option has this name"},
        {"BACKBONE_HTTP", "BACKBONE_HTTP: names a section, not a single option"},
        {"BACKBONE_LANDSCAPE__X", "BACKBONE_LANDSCAPE__X: no option has this name; did you mean 'BACKBONE_LANDSCAPE'?"},
        {"BACKBONE_SEED__CLIENTS__1__ID",
         "BACKBONE_SEED__CLIENTS__1__ID: no option has this name; did you mean 'BACKBONE_SEED__CLIENTS'?"},
    }));
    CHECK(problems_of(kMinimal, {{name, "1"}}) == std::vector<std::string>{problem});
}

TEST_CASE("A wrong value is reported with the name of its variable", "[configuration]")
{
    CHECK(problems_of(kMinimal, {{"BACKBONE_HTTP__IO_THREADS", "many"}}) ==
          std::vector<std::string>{
              "BACKBONE_HTTP__IO_THREADS: http.io_threads: expected a whole number from 1 to 256, found 'many'"});
    CHECK(problems_of(kMinimal + "http: {io_threads: 1}\n", {{"BACKBONE_PAGING__MAXIMUM_SIZE", "10"}}) ==
          std::vector<std::string>{"backbone.yaml: paging.default_size: must not be above maximum_size"});
}

TEST_CASE("Two variables for one option are refused", "[configuration]")
{
    CHECK(problems_of(kMinimal, {{"BACKBONE_HTTP__IO_THREADS", "1"}, {"BACKBONE_http__io_threads", "2"}}) ==
          std::vector<std::string>{"BACKBONE_http__io_threads: means the same option as BACKBONE_HTTP__IO_THREADS"});
}

TEST_CASE("A list is written with commas or as YAML", "[configuration]")
{
    const auto [text, expected] = GENERATE(table<std::string, std::vector<std::string>>({
        {"10.0.0.0/8", {"10.0.0.0/8"}},
        {"10.0.0.0/8, ::1", {"10.0.0.0/8", "::1"}},
        {"[10.0.0.0/8, '::1']", {"10.0.0.0/8", "::1"}},
        {"- 10.0.0.0/8\n- ::1", {"10.0.0.0/8", "::1"}},
        {"", {}},
    }));
    const auto [configuration, options] =
        load(kMinimal + "http: {trusted_proxies: [a]}\n", {{"BACKBONE_HTTP__TRUSTED_PROXIES", text}});
    CHECK(configuration.http.trusted_proxies == expected);
}

TEST_CASE("A list with an empty element is refused", "[configuration]")
{
    CHECK(problems_of(kMinimal, {{"BACKBONE_HTTP__TRUSTED_PROXIES", "a,,b"}}) ==
          std::vector<std::string>{"BACKBONE_HTTP__TRUSTED_PROXIES: http.trusted_proxies: expected a text that is not "
                                   "empty, found nothing"});
}

TEST_CASE("A list of sections is changed by index, or replaced as YAML", "[configuration]")
{
    const std::string yaml = kMinimal + "seed: {clients: [{id: a, secret: one}]}\n";
    const auto changed = load(yaml, {{"BACKBONE_SEED__CLIENTS__0__SECRET", "uno"},
                                     {"BACKBONE_SEED__CLIENTS__1__ID", "b"},
                                     {"BACKBONE_SEED__CLIENTS__1__SECRET", "two"}})
                             .configuration.seed.clients;
    REQUIRE(changed.size() == 2);
    CHECK(changed[0].id == "a");
    CHECK(changed[0].secret == "uno");
    CHECK(changed[1].id == "b");

    const auto replaced =
        load(yaml, {{"BACKBONE_SEED__CLIENTS", "[{id: c, secret: three}]"}}).configuration.seed.clients;
    REQUIRE(replaced.size() == 1);
    CHECK(replaced[0].id == "c");
}

TEST_CASE("A map is changed by name, or replaced as YAML", "[configuration]")
{
    const std::string yaml = kMinimal + "modules: {devices: {notification_texts: {Abc: {en: {title: a, body: b}}}}}\n";
    const auto changed =
        load(yaml, {{"BACKBONE_MODULES__DEVICES__NOTIFICATION_TEXTS__ABC__EN__TITLE", "c"}}).configuration;
    CHECK(changed.modules.get<devices::DevicesOptions>().notification_texts.at("Abc").at("en").title == "c");

    const auto replaced =
        load(yaml, {{"BACKBONE_MODULES__DEVICES__NOTIFICATION_TEXTS", "Def: {en: {title: d, body: e}}"}}).configuration;
    const auto& texts = replaced.modules.get<devices::DevicesOptions>().notification_texts;
    CHECK(texts.size() == 1);
    CHECK(texts.at("Def").at("en").title == "d");
}

TEST_CASE("A variable that is no valid YAML is refused where YAML is needed", "[configuration]")
{
    const auto problems = problems_of(kMinimal, {{"BACKBONE_HTTP__TRUSTED_PROXIES", "[a"}});
    REQUIRE_FALSE(problems.empty());
    CHECK(problems.front().starts_with("BACKBONE_HTTP__TRUSTED_PROXIES"));
    CHECK(problems.front().find("is not valid YAML") != std::string::npos);
}

TEST_CASE("A variable can name a file with the value", "[configuration]")
{
    const auto [content, value] = GENERATE(table<std::string, std::string>({
        {"secret", "secret"},
        {"secret\n", "secret"},
        {"secret\r\n", "secret"},
        {"two\nlines\n\n", "two\nlines\n"},
    }));
    const TemporaryFile file(content);
    const auto [configuration, options] = load(kMinimal, {{"BACKBONE_DATABASE__CONNECTION_FILE", file.path()},
                                                          {"BACKBONE_ADMIN__API_KEYS_FILE", file.path()}});
    CHECK(configuration.database.connection == value);
    CHECK(configuration.admin.api_keys.size() == 1);
}

TEST_CASE("The key of an operator can come from a file that a variable names", "[configuration]")
{
    const TemporaryFile file("key of alice\n");
    const auto [configuration, options] =
        load("landscape: dev\ndid_domain: localhost\nauthentication: {generated_key_folder: keys}\n",
             {{"BACKBONE_ADMIN__OPERATORS__ALICE__API_KEY_FILE", file.path()}});
    REQUIRE(configuration.admin.keys().size() == 1);
    CHECK(configuration.admin.keys().front().name == "alice");
    CHECK(configuration.admin.keys().front().key == "key of alice");
}

TEST_CASE("A signing key of several lines is read from a file", "[configuration]")
{
    const std::string pem = "-----BEGIN PRIVATE KEY-----\nAAAA\nBBBB\n-----END PRIVATE KEY-----";
    const TemporaryFile file(pem + "\n");
    const auto loaded = load(kMinimal, {{"BACKBONE_AUTHENTICATION__SIGNING_KEYS_FILE", file.path()}});
    CHECK(loaded.configuration.authentication.signing_keys == std::vector<std::string>{pem});
}

TEST_CASE("An option whose own name ends with file is no reference to one", "[configuration]")
{
    const auto loaded = load(kMinimal, {{"BACKBONE_HTTP__ADMIN__TLS__CERTIFICATE_FILE", "/etc/cert.pem"},
                                        {"BACKBONE_HTTP__ADMIN__TLS__KEY_FILE", "/etc/key.pem"}});
    CHECK(loaded.configuration.http.admin.tls_key_file == "/etc/key.pem");
}

TEST_CASE("A file that cannot be read is refused", "[configuration]")
{
    const auto [path, reason] = GENERATE(table<std::string, std::string>({
        {"/nowhere/secret", "No such file or directory"},
        {"/", "Is a directory"},
        {"", "No such file or directory"},
    }));
    CHECK(problems_of(kMinimal, {{"BACKBONE_DATABASE__CONNECTION_FILE", path}}) ==
          std::vector<std::string>{"BACKBONE_DATABASE__CONNECTION_FILE: database.connection: the file '" + path +
                                   "' cannot be read: " + reason});
}

TEST_CASE("A value and a file with the value are refused together", "[configuration]")
{
    CHECK(
        problems_of(kMinimal, {{"BACKBONE_DATABASE__CONNECTION", "a"}, {"BACKBONE_DATABASE__CONNECTION_FILE", "b"}}) ==
        std::vector<std::string>{
            "BACKBONE_DATABASE__CONNECTION_FILE: database.connection: BACKBONE_DATABASE__CONNECTION is set as well"});
}
