#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include <backbone/access_tokens.hpp>
#include <backbone/operators.hpp>
#include <backbone/options.hpp>
#include <backbone/paging.hpp>
#include <backbone/passwords.hpp>

#include "blobs/options.hpp"
#include "configuration/module_options.hpp"
#include "database/options.hpp"
#include "http/options.hpp"
#include "jobs/options.hpp"
#include "logging/options.hpp"
#include "outbox/options.hpp"

namespace backbone {

/// How devices log in, and how their access tokens are signed. The first key signs, all of them verify: those in files
/// come before those given as text, and one in `generated_key_folder` is made when there is no other.
struct AuthenticationOptions
{
    std::vector<std::string> signing_key_files;
    std::vector<SigningKeyPem> signing_keys;
    /// Empty: none is generated.
    std::string generated_key_folder;
    std::chrono::seconds token_lifetime{300};
    LockoutOptions lockout;
    PasswordPolicy password_policy;
};

struct OperatorOptions
{
    std::string api_key;
};

struct AdminOptions
{
    /// Each of them is accepted, so that a key can be replaced without an interruption. Their operator has no name of
    /// his own.
    std::vector<std::string> api_keys;
    /// By name.
    std::map<std::string, OperatorOptions> operators;
    WrongKeyLimit wrong_key_limit;

    /// All of them, with names.
    std::vector<OperatorKey> keys() const;
};

struct MetricsOptions
{
    /// Offers `GET /metrics` on the admin listener.
    bool enabled = true;
};

/// A client that exists from the start; for development only.
struct SeedClient
{
    std::string id;
    std::string secret;
    /// Name of a tier.
    std::string default_tier = "Basic";
};

struct SeedOptions
{
    std::vector<SeedClient> clients;
};

/// All options. Their default values are those of the landscape `prod`.
struct Configuration
{
    Landscape landscape = Landscape::prod;
    /// The domain in all identity addresses; required.
    std::string did_domain;
    http::HttpOptions http;
    database::Options database;
    bool migrate_at_start = false;
    blobs::Options blob_storage;
    AuthenticationOptions authentication;
    AdminOptions admin;
    PageSizes paging;
    logging::Options logging;
    MetricsOptions metrics;
    outbox::Options outbox;
    jobs::Options jobs;
    SeedOptions seed;
    ModuleOptions modules;
};

/// Declares all options; the defaults of the landscape `dev` are set here.
void describe(OptionSection& options, Configuration& configuration);

}  // namespace backbone
