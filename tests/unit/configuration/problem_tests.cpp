#include "unit/configuration/loading.hpp"

#include <catch2/catch.hpp>

using namespace backbone::configuration::test;

namespace {

struct Case
{
    const char* what;
    /// Put behind kMinimal, so that it begins in line 5.
    const char* yaml;
    const char* problem;
};

}  // namespace

TEST_CASE("A wrong value is refused with its place, its option and what was expected", "[configuration]")
{
    const auto [what, yaml, problem] = GENERATE(values<Case>({
        {"text for a number", "paging: {default_size: many}\n",
         "backbone.yaml:5: paging.default_size: expected a whole number from 1 to 1000, found 'many'"},
        {"number with a unit", "paging:\n  default_size: 50s\n",
         "backbone.yaml:6: paging.default_size: expected a whole number from 1 to 1000, found '50s'"},
        {"fraction for a whole number", "paging: {default_size: 1.5}\n",
         "backbone.yaml:5: paging.default_size: expected a whole number from 1 to 1000, found '1.5'"},
        {"number below the range", "paging: {default_size: 0}\n",
         "backbone.yaml:5: paging.default_size: expected a whole number from 1 to 1000, found '0'"},
        {"number above the range", "\n\npaging:\n  maximum_size: 1001\n",
         "backbone.yaml:8: paging.maximum_size: expected a whole number from 1 to 1000, found '1001'"},
        {"port that does not fit", "http: {consumer: {port: 65536}}\n",
         "backbone.yaml:5: http.consumer.port: expected a whole number from 0 to 65535, found '65536'"},
        {"number that does not fit into 64 bits", "outbox: {batch: 99999999999999999999}\n",
         "backbone.yaml:5: outbox.batch: expected a whole number from 1 to 10000, found '99999999999999999999'"},
        {"limit in one direction", "modules: {devices: {max_number_of_feature_flags_per_identity: 0}}\n",
         "backbone.yaml:5: modules.devices.max_number_of_feature_flags_per_identity: expected a whole number of at "
         "least 1, found '0'"},
        {"number above the range of a module", "modules: {messages: {max_unreceived_messages_from_one_sender: 101}}\n",
         "backbone.yaml:5: modules.messages.max_unreceived_messages_from_one_sender: expected a whole number from 1 to "
         "100, found '101'"},
        {"yes for true", "metrics: {enabled: yes}\n",
         "backbone.yaml:5: metrics.enabled: expected true or false, found 'yes'"},
        {"unknown word", "logging: {level: verbose}\n",
         "backbone.yaml:5: logging.level: expected one of debug, info, warning, error, off, found 'verbose'"},
        {"unknown word in a list", "logging:\n  masks:\n    - usernames\n    - addresses\n",
         "backbone.yaml:8: logging.masks: expected one of identity_addresses, device_ids, usernames, email_addresses, "
         "found 'addresses'"},
        {"duration without unit", "outbox: {lease: 30}\n",
         "backbone.yaml:5: outbox.lease: expected a duration such as 30s from 1s to 1d, a multiple of 1ms, found '30'"},
        {"duration with an unknown unit", "outbox: {lease: 3w}\n",
         "backbone.yaml:5: outbox.lease: expected a duration such as 30s from 1s to 1d, a multiple of 1ms, found '3w'"},
        {"negative duration", "outbox: {lease: -3s}\n",
         "backbone.yaml:5: outbox.lease: expected a duration such as 30s from 1s to 1d, a multiple of 1ms, found "
         "'-3s'"},
        {"duration finer than its unit", "outbox: {lease: 1000500us}\n",
         "backbone.yaml:5: outbox.lease: expected a duration such as 30s from 1s to 1d, a multiple of 1ms, found "
         "'1000500us'"},
        {"size without unit", "http: {limits: {body_bytes: 1000}}\n",
         "backbone.yaml:5: http.limits.body_bytes: expected a size such as 20MiB from 1KiB to 1GiB, found '1000'"},
        {"empty text", "http: {admin: {address: ''}}\n",
         "backbone.yaml:5: http.admin.address: expected a text that is not empty, found nothing"},
        {"no value", "paging:\n  default_size:\n",
         "backbone.yaml:6: paging.default_size: expected a whole number from 1 to 1000, found nothing"},
        {"list for a single value", "paging: {default_size: [1]}\n",
         "backbone.yaml:5: paging.default_size: expected a whole number from 1 to 1000, found a list"},
        {"section for a single value", "paging: {default_size: {a: 1}}\n",
         "backbone.yaml:5: paging.default_size: expected a whole number from 1 to 1000, found a section"},
        {"single value for a section", "paging: 50\n",
         "backbone.yaml:5: paging: expected a section, found a single value"},
        {"list for a section", "paging: [50]\n", "backbone.yaml:5: paging: expected a section, found a list"},
        {"single value for a list", "http: {trusted_proxies: 10.0.0.0/8}\n",
         "backbone.yaml:5: http.trusted_proxies: expected a list, found a single value"},
        {"section in a list of texts", "http: {trusted_proxies: [{a: b}]}\n",
         "backbone.yaml:5: http.trusted_proxies: expected a text that is not empty, found a section"},
        {"single value in a list of sections", "seed: {clients: [test]}\n",
         "backbone.yaml:5: seed.clients: expected a section, found a single value"},
        {"missing option of a list's element", "seed:\n  clients:\n    - id: test\n",
         "backbone.yaml:7: seed.clients[0].secret: is required: a text that is not empty"},
        {"wrong map", "modules: {devices: {notification_texts: [a]}}\n",
         "backbone.yaml:5: modules.devices.notification_texts: expected a section, found a list"},
        {"options that contradict each other", "paging:\n  default_size: 100\n  maximum_size: 50\n",
         "backbone.yaml:6: paging.default_size: must not be above maximum_size"},
        {"a server's address for a file", "database: {connection: 'postgresql://a:s3cr3t@b/c'}\n",
         "backbone.yaml:5: database.connection: must be the path of a file, without '=' and '://', for the backend "
         "sqlite"},
        {"no address of a server", "database: {backend: postgresql}\n",
         "backbone.yaml:5: database.connection: must tell how to reach the server, such as by a URL, for a backend "
         "other "
         "than sqlite"},
        {"a name for an address", "http: {consumer: {address: localhost}}\n",
         "backbone.yaml:5: http.consumer.address: must be an IPv4 or IPv6 address"},
        {"a range that is none", "http:\n  trusted_proxies: [10.0.0.1, 10.0.0.0/33]\n",
         "backbone.yaml:6: http.trusted_proxies: '10.0.0.0/33' is neither an address nor a range like 10.0.0.0/8"},
        {"any origin beside others", "http: {admin: {cors: {allowed_origins: [https://a.example, '*']}}}\n",
         "backbone.yaml:5: http.admin.cors.allowed_origins: must hold * alone or not at all"},
        {"a key without a certificate", "http:\n  admin:\n    tls:\n      key_file: a.pem\n",
         "backbone.yaml:8: http.admin.tls.key_file: is needed together with certificate_file"},
        {"a text without English", "modules:\n  devices:\n    notification_texts: {Abc: {de: {title: a, body: b}}}\n",
         "backbone.yaml:7: modules.devices.notification_texts: has no 'en' for the code 'Abc'"},
        {"a platform without apps", "modules: {devices: {push: {fcm: {enabled: true}}}}\n",
         "backbone.yaml:5: modules.devices.push.fcm.apps: must not be empty when the platform is enabled"},
    }));
    INFO(what);
    CHECK(problems_of(kMinimal + yaml) == std::vector<std::string>{problem});
}

TEST_CASE("A domain that makes no valid address is refused", "[configuration]")
{
    const std::string domain = GENERATE("localhost1", "Localhost", "a..example", ".example", "a.b", "a_b.example");
    const std::string yaml =
        "landscape: dev\nauthentication: {generated_key_folder: keys}\nadmin: {api_keys: [test]}\n";
    CHECK(
        problems_of(yaml + "did_domain: " + domain + "\n") ==
        std::vector<std::string>{"backbone.yaml:4: did_domain: must be a domain name in lower case that ends in two or "
                                 "more letters"});
    CHECK(problems_of(yaml + "did_domain: a-1.2.example\n").empty());
}

TEST_CASE("An unknown name is refused, with the one that was probably meant", "[configuration]")
{
    const auto [what, yaml, problem] = GENERATE(values<Case>({
        {"nothing like it", "colour: blue\n", "backbone.yaml:5: colour: no option has this name"},
        {"swapped letters", "loggign: {level: info}\n",
         "backbone.yaml:5: loggign: no option has this name; did you mean 'logging'?"},
        {"other case", "http: {ioThreads: 2}\n",
         "backbone.yaml:5: http.ioThreads: no option has this name; did you mean 'io_threads'?"},
        {"other separator", "http:\n  io-threads: 2\n",
         "backbone.yaml:6: http.io-threads: no option has this name; did you mean 'io_threads'?"},
        {"in an element of a list", "seed: {clients: [{id: a, secret: b, tier: c}]}\n",
         "backbone.yaml:5: seed.clients[0].tier: no option has this name"},
        {"in a map's value", "modules: {devices: {notification_texts: {Abc: {en: {title: a, body: b, boddy: c}}}}}\n",
         "backbone.yaml:5: modules.devices.notification_texts.Abc.en.boddy: no option has this name; did you mean "
         "'body'?"},
        {"a module without options", "modules: {tokens: {}}\n",
         "backbone.yaml:5: modules.tokens: no option has this name"},
    }));
    INFO(what);
    CHECK(problems_of(kMinimal + yaml) == std::vector<std::string>{problem});
}

TEST_CASE("A document that is no configuration at all is refused with its place", "[configuration]")
{
    const auto [what, yaml, problem] = GENERATE(values<Case>({
        {"broken grammar", "landscape: dev\nhttp: {consumer: [}\n", "backbone.yaml:2: is not valid YAML: "},
        {"broken indentation", "http:\n  admin: {}\n consumer: {}\n", "backbone.yaml:3: is not valid YAML: "},
        {"a list", "- landscape: dev\n", "backbone.yaml: expected sections, found a list or a single value"},
        {"a name that stands twice", "landscape: dev\nhttp: {}\nhttp: {}\n",
         "backbone.yaml:3: 'http' stands here for the second time; the first is in line 2"},
        {"a list as a name", "[a, b]: dev\n", "backbone.yaml:1: a name must be a text"},
        {"two documents", "landscape: dev\n---\nlandscape: prod\n", "backbone.yaml: holds more than one YAML document"},
        {"an unknown alias", "landscape: *dev\n", "backbone.yaml:1: is not valid YAML: "},
    }));
    INFO(what);
    const auto problems = problems_of(yaml);
    REQUIRE(problems.size() == 1);
    CHECK(problems.front().starts_with(problem));
}

TEST_CASE("A document of endless aliases is refused", "[configuration]")
{
    std::string yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 10; ++i) {
        yaml += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
        for (int j = 0; j < 10; ++j) yaml += (j == 0 ? "*a" : ", *a") + std::to_string(i - 1);
        yaml += "]\n";
    }
    const auto problems = problems_of(yaml);
    REQUIRE(problems.size() == 1);
    CHECK(problems.front().ends_with("the document is too large"));
}

TEST_CASE("All problems are reported at once, in the order of the options", "[configuration]")
{
    const auto problems =
        problems_of("landscape: dev\nhttp: {io_threads: x, colour: blue}\npaging:\n  default_size: -1\n",
                    {{"BACKBONE_LOGGING__LEVEL", "loud"}, {"BACKBONE_LOGING__LEVEL", "info"}});
    CHECK(problems == std::vector<std::string>{
                          "backbone.yaml: did_domain: is required: a text from 3 to 45 characters",
                          "backbone.yaml:2: http.io_threads: expected a whole number from 1 to 256, found 'x'",
                          "backbone.yaml:2: http.colour: no option has this name",
                          "backbone.yaml: authentication.signing_keys: or signing_key_files or generated_key_folder "
                          "must be set",
                          "backbone.yaml: admin.api_keys: must hold at least one key",
                          "backbone.yaml:4: paging.default_size: expected a whole number from 1 to 1000, found '-1'",
                          "BACKBONE_LOGGING__LEVEL: logging.level: expected one of debug, info, warning, error, off, "
                          "found 'loud'",
                          "BACKBONE_LOGING__LEVEL: no option has this name; did you mean 'BACKBONE_LOGGING__LEVEL'?",
                      });
}

TEST_CASE("A long wrong value is shown in part", "[configuration]")
{
    const auto problems = problems_of(kMinimal + "logging: {level: " + std::string(1000, 'x') + "}\n");
    REQUIRE(problems.size() == 1);
    CHECK(problems.front().size() < 200);
}

TEST_CASE("A file that cannot be read is reported with the reason", "[configuration]")
{
    backbone::Configuration configuration;
    try {
        backbone::configuration::load(configuration, "/nowhere/backbone.yaml", {});
        FAIL("the file was read");
    } catch (const backbone::configuration::InvalidConfiguration& invalid) {
        CHECK(invalid.what() == std::string("/nowhere/backbone.yaml: cannot be read: No such file or directory"));
    }
}
