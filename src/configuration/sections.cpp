#include <algorithm>
#include <set>
#include <string_view>

#include <backbone/identity_address.hpp>
#include <backbone/options.hpp>

#include "configuration/configuration.hpp"
#include "http/ip_address.hpp"

// What stands where in the configuration file. config/backbone.yaml explains the options to the operator.

namespace backbone {

using namespace std::chrono_literals;

template <>
inline constexpr auto kNames<database::Backend> =
    std::to_array<Named<database::Backend>>({{database::Backend::sqlite, "sqlite"},
                                             {database::Backend::postgresql, "postgresql"},
                                             {database::Backend::sqlserver, "sqlserver"}});

template <>
inline constexpr auto kNames<database::SqliteSynchronous> =
    std::to_array<Named<database::SqliteSynchronous>>({{database::SqliteSynchronous::off, "off"},
                                                       {database::SqliteSynchronous::normal, "normal"},
                                                       {database::SqliteSynchronous::full, "full"}});

template <>
inline constexpr auto kNames<logging::Format> =
    std::to_array<Named<logging::Format>>({{logging::Format::json, "json"}, {logging::Format::text, "text"}});

template <>
inline constexpr auto kNames<logging::Mask> =
    std::to_array<Named<logging::Mask>>({{logging::Mask::identity_addresses, "identity_addresses"},
                                         {logging::Mask::device_ids, "device_ids"},
                                         {logging::Mask::usernames, "usernames"},
                                         {logging::Mask::email_addresses, "email_addresses"}});

namespace http {

void describe(OptionSection& options, CorsOptions& cors)
{
    options.list("allowed_origins", cors.allowed_origins);
    options.check("allowed_origins",
                  cors.allowed_origins.size() < 2 || std::ranges::count(cors.allowed_origins, "*") == 0,
                  "must hold * alone or not at all");
    options.list("exposed_headers", cors.exposed_headers);
    options.value("allow_credentials", cors.allow_credentials);
}

void describe(OptionSection& options, ListenerOptions& listener)
{
    options.value("address", listener.address, kNotEmpty);
    options.check("address", IpAddress::parse(listener.address).has_value(), "must be an IPv4 or IPv6 address");
    options.value("port", listener.port);
    options.section("tls", [&](OptionSection& tls) {
        tls.value("certificate_file", listener.tls_certificate_file);
        tls.value("key_file", listener.tls_key_file);
        tls.check("key_file", listener.tls_certificate_file.empty() == listener.tls_key_file.empty(),
                  "is needed together with certificate_file");
    });
    options.section("cors", listener.cors);
}

void describe(OptionSection& options, LimitOptions& limits)
{
    options.size("request_line_bytes", limits.request_line_bytes, {1 << 10, 1 << 20});
    options.size("header_bytes", limits.header_bytes, {1 << 10, 1 << 20});
    options.value("header_fields", limits.header_fields, {10, 10'000});
    options.size("body_bytes", limits.body_bytes, {1 << 10, 1 << 30});
    options.size("drained_bytes", limits.drained_bytes, {.maximum = 1 << 30});
    options.size("buffered_body_bytes", limits.buffered_body_bytes, {.minimum = 1 << 20});
    options.check("buffered_body_bytes", limits.buffered_body_bytes / 2 >= limits.body_bytes,
                  "must be at least twice body_bytes");
    options.value("connections", limits.connections, {1, 1'000'000});
    options.value("connections_per_address", limits.connections_per_address, {1, 1'000'000});
    options.value("header_timeout", limits.header_timeout, {1ms, 1h});
    options.value("body_timeout", limits.body_timeout, {1ms, 24h});
    options.value("keep_alive_timeout", limits.keep_alive_timeout, {1ms, 1h});
    options.value("write_timeout", limits.write_timeout, {1ms, 1h});
    options.size("minimum_rate", limits.minimum_rate, {.maximum = 1 << 30});
    options.value("minimum_rate_grace", limits.minimum_rate_grace, {0ms, 1h});
}

void describe(OptionSection& options, WorkerOptions& workers)
{
    options.value("fast_workers", workers.fast_workers, {1, 1'000});
    options.value("fast_queue", workers.fast_queue, {1, 1'000'000});
    options.value("slow_workers", workers.slow_workers, {0, 1'000});
    options.value("slow_queue", workers.slow_queue, {1, 1'000'000});
}

void check_address_ranges(OptionSection& options, std::string_view key, const std::vector<std::string>& ranges)
{
    try {
        const AddressRanges read(ranges);
    } catch (const std::runtime_error& error) {
        options.check(key, false, error.what());
    }
}

void describe(OptionSection& options, HttpOptions& http)
{
    options.section("consumer", http.consumer);
    options.section("admin", http.admin);
    options.section("limits", http.limits);
    options.section("workers", http.workers);
    options.value("io_threads", http.io_threads, {1, 256});
    options.list("trusted_proxies", http.trusted_proxies);
    check_address_ranges(options, "trusted_proxies", http.trusted_proxies);
    options.value("stop_timeout", http.stop_timeout, {0ms, 1h});
}

}  // namespace http

namespace database {

namespace {

/// What tells a server's connection string or URL from the path of a file, which nobody may take it for: messages name
/// the path, and would show the password.
bool is_for_a_server(std::string_view connection)
{
    return connection.find('=') != std::string_view::npos || connection.find("://") != std::string_view::npos;
}

}  // namespace

void describe(OptionSection& options, Options& database)
{
    options.value("backend", database.backend);
    options.secret("connection", database.connection, kNotEmpty);
    const bool needs_file = database.backend == Backend::sqlite;
    options.check("connection", is_for_a_server(database.connection) != needs_file,
                  needs_file ? "must be the path of a file, without '=' and '://', for the backend sqlite"
                             : "must tell how to reach the server, such as by a URL, for a backend other than sqlite");
    options.value("sessions", database.sessions, {1, 1'000});
    options.value("connect_timeout", database.connect_timeout, {1ms, 10min});
    options.value("acquire_timeout", database.acquire_timeout, {1ms, 10min});
    options.value("statement_timeout", database.statement_timeout, {1ms, 1h});
    options.section("sqlite", [&](OptionSection& sqlite) { sqlite.value("synchronous", database.sqlite_synchronous); });
}

}  // namespace database

namespace blobs {

void describe(OptionSection& options, Options& blobs)
{
    options.value("folder", blobs.folder, kNotEmpty);
}

}  // namespace blobs

namespace logging {

void describe(OptionSection& options, Options& logging)
{
    options.value("level", logging.level);
    options.value("format", logging.format);
    options.list("masks", logging.masks);
}

}  // namespace logging

namespace outbox {

void describe(OptionSection& options, Options& outbox)
{
    options.value("poll_interval", outbox.poll_interval, {10ms, 1h});
    options.value("batch", outbox.batch, {1, 10'000});
    options.value("maximum_attempts", outbox.maximum_attempts, {1, 1'000});
    options.value("first_delay", outbox.first_delay, {1ms, 24h});
    options.value("maximum_delay", outbox.maximum_delay, {1ms, 24h});
    options.check("maximum_delay", outbox.maximum_delay >= outbox.first_delay, "must not be below first_delay");
    options.value("lease", outbox.lease, {1s, 24h});
}

}  // namespace outbox

namespace jobs {

void describe(OptionSection& options, Options& jobs)
{
    options.value("poll_interval", jobs.poll_interval, {10ms, 1h});
    options.value("lease", jobs.lease, {1s, 24h});
    options.value("retry_delay", jobs.retry_delay, {1s, 24h});
}

}  // namespace jobs

namespace {

/// Whether a secret could be guessed: it is short, or made of few different characters.
bool is_weak(std::string_view secret)
{
    constexpr std::size_t kMinimumLength = 16;
    constexpr std::size_t kMinimumVariety = 6;
    return secret.size() < kMinimumLength || std::set<char>(secret.begin(), secret.end()).size() < kMinimumVariety;
}

bool is_prod(const OptionSection& options)
{
    return options.landscape() == Landscape::prod;
}

void set_defaults_of_dev(Configuration& configuration)
{
    configuration.migrate_at_start = true;
    configuration.authentication.lockout.duration = 1min;
    configuration.authentication.password_policy = {.minimum_length = 1, .needs_all_classes = false};
}

/// Whether addresses with this domain are valid addresses.
bool is_did_domain(std::string_view domain)
{
    return IdentityAddress::parse(IdentityAddress::of_deleted_identity(domain).text()).has_value();
}

}  // namespace

void describe(OptionSection& options, LockoutOptions& lockout)
{
    options.value("failures", lockout.failures, {1, 1'000});
    options.value("duration", lockout.duration, {1s, 24h * 365});
    if (is_prod(options)) {
        options.check("failures", lockout.failures <= 10, "must be at most 10 in the landscape prod");
        options.check("duration", lockout.duration >= 1min, "must be at least 1m in the landscape prod");
    }
}

void describe(OptionSection& options, PasswordPolicy& policy)
{
    constexpr PasswordPolicy kStrict;
    options.value("minimum_length", policy.minimum_length, {1, 200});
    options.value("needs_all_classes", policy.needs_all_classes);
    if (is_prod(options)) {
        options.check("minimum_length", policy.minimum_length >= kStrict.minimum_length,
                      "must be at least 10 in the landscape prod");
        options.check("needs_all_classes", policy.needs_all_classes, "must be true in the landscape prod");
    }
}

void describe(OptionSection& options, AuthenticationOptions& authentication)
{
    options.list("signing_key_files", authentication.signing_key_files);
    options.secrets("signing_keys", authentication.signing_keys);
    options.value("generated_key_folder", authentication.generated_key_folder);
    const bool has_keys = !authentication.signing_key_files.empty() || !authentication.signing_keys.empty();
    if (is_prod(options)) {
        options.check("signing_keys", has_keys, "or signing_key_files must be set in the landscape prod");
        options.check("generated_key_folder", authentication.generated_key_folder.empty(),
                      "must not be set in the landscape prod");
    } else {
        options.check("signing_keys", has_keys || !authentication.generated_key_folder.empty(),
                      "or signing_key_files or generated_key_folder must be set");
    }
    options.value("token_lifetime", authentication.token_lifetime, {60s, 1h});
    options.section("lockout", authentication.lockout);
    options.section("password_policy", authentication.password_policy);
}

std::vector<OperatorKey> AdminOptions::keys() const
{
    std::vector<OperatorKey> keys;
    for (const std::string& key : api_keys) keys.push_back({"operator", key});
    for (const auto& [name, options] : operators) keys.push_back({name, options.api_key});
    return keys;
}

void describe(OptionSection& options, OperatorOptions& one)
{
    options.secret("api_key", one.api_key, kNotEmpty);
    if (is_prod(options)) {
        options.check("api_key", !is_weak(one.api_key),
                      "must have at least 16 characters, 6 of them different, in the landscape prod");
    }
}

void describe(OptionSection& options, WrongKeyLimit& limit)
{
    options.value("attempts", limit.attempts, {1, 1'000'000});
    options.value("window", limit.window, {1s, 24h});
}

void describe(OptionSection& options, AdminOptions& admin)
{
    options.secrets("api_keys", admin.api_keys);
    options.map("operators", admin.operators);
    options.check("api_keys", !admin.api_keys.empty() || !admin.operators.empty(), "must hold at least one key");
    if (is_prod(options)) {
        options.check("api_keys", std::ranges::none_of(admin.api_keys, is_weak),
                      "must hold only keys of at least 16 characters, 6 of them different, in the landscape prod");
    }
    constexpr std::size_t kMaximumName = 100;
    options.check(
        "operators",
        std::ranges::all_of(admin.operators, [](const auto& entry) { return entry.first.size() <= kMaximumName; }),
        "must have names of at most 100 characters");
    options.section("wrong_key_limit", admin.wrong_key_limit);
}

void describe(OptionSection& options, PageSizes& paging)
{
    options.value("default_size", paging.default_size, {1, 1'000});
    options.value("maximum_size", paging.maximum, {1, 1'000});
    options.check("default_size", paging.default_size <= paging.maximum, "must not be above maximum_size");
}

void describe(OptionSection& options, MetricsOptions& metrics)
{
    options.value("enabled", metrics.enabled);
}

void describe(OptionSection& options, SeedClient& client)
{
    options.value("id", client.id, {1, 100});
    options.secret("secret", client.secret, kNotEmpty);
    options.value("default_tier", client.default_tier, kNotEmpty);
}

void describe(OptionSection& options, SeedOptions& seed)
{
    options.list("clients", seed.clients);
    if (is_prod(options)) {
        options.check("clients", seed.clients.empty(),
                      "must be empty in the landscape prod; use 'backbone client create'");
    }
}

void describe(OptionSection& options, ModuleOptions& modules)
{
    for (auto& part : modules.parts_) {
        options.section(part.module, [&](OptionSection& inner) { part.describe_values(inner, part.values); });
    }
}

void describe(OptionSection& options, Configuration& configuration)
{
    options.value("landscape", configuration.landscape);
    if (configuration.landscape == Landscape::dev) set_defaults_of_dev(configuration);

    options.value("did_domain", configuration.did_domain, {3, 45});
    options.check("did_domain", is_did_domain(configuration.did_domain),
                  "must be a domain name in lower case that ends in two or more letters");
    options.section("http", configuration.http);
    options.section("database", [&](OptionSection& database) {
        describe(database, configuration.database);
        database.value("migrate_at_start", configuration.migrate_at_start);
    });
    options.section("blob_storage", configuration.blob_storage);
    options.section("authentication", configuration.authentication);
    options.section("admin", configuration.admin);
    options.section("paging", configuration.paging);
    options.section("logging", configuration.logging);
    options.section("metrics", configuration.metrics);
    options.section("outbox", configuration.outbox);
    options.section("jobs", configuration.jobs);
    options.section("seed", configuration.seed);
    options.section("modules", configuration.modules);
}

}  // namespace backbone
