#pragma once

#include <vector>

#include <backbone/access_tokens.hpp>
#include <backbone/authentication_observer.hpp>
#include <backbone/blobs.hpp>
#include <backbone/log.hpp>
#include <backbone/operators.hpp>
#include <backbone/passwords.hpp>
#include <backbone/registry.hpp>

#include "configuration/configuration.hpp"
#include "http/dispatcher.hpp"

namespace backbone::program {

/// What surrounds the program: the real world, or what a test puts in its place. All of it outlives the Application.
struct World
{
    Database& database;
    const Clock& clock;
    Random& random;
    LogSink& log;
    AuthenticationObserver& authentication;
    BlobStore& blobs;
};

/// Kernel and modules put together, without sockets and threads: the one place that names the modules.
class Application
{
  public:
    /// `configuration` must outlive it, and so must `registry`, which it fills and whose events the database
    /// dispatches.
    Application(const Configuration& configuration, const std::vector<SigningKeyPem>& signing_keys, Registry& registry,
                const World& world);

    /// Makes what must be there before the first request, where it is missing: tiers, and the clients that the
    /// configuration seeds. The schema must be up to date.
    void seed();

    /// Throws std::runtime_error when the configuration does not fit what is stored, so that nothing should be served.
    void check_configuration() const;

    Operators& operators() { return operators_; }
    const AccessTokens& access_tokens() const { return access_tokens_; }
    const Passwords& passwords() const { return passwords_; }
    const InstallationOptions& installation() const { return installation_; }

    /// The APIs, made from the routes that are registered by the time of the call.
    http::Dispatcher consumer_api() const;
    http::Dispatcher admin_api();

    /// True when the database answers.
    bool is_database_up() const;

  private:
    http::HandlerServices services() const;
    void register_modules();

    const Configuration& configuration_;
    World world_;
    InstallationOptions installation_;
    Registry& registry_;
    Passwords passwords_;
    AccessTokens access_tokens_;
    Operators operators_;
};

}  // namespace backbone::program
