#include "program/application.hpp"

#include <admin/module.hpp>
#include <announcements/module.hpp>
#include <challenges/module.hpp>
#include <devices/clients.hpp>
#include <devices/module.hpp>
#include <devices/push.hpp>
#include <devices/tiers.hpp>
#include <files/module.hpp>
#include <messages/module.hpp>
#include <pages/module.hpp>
#include <push/module.hpp>
#include <quotas/module.hpp>
#include <quotas/quotas.hpp>
#include <relationships/module.hpp>
#include <synchronization/module.hpp>
#include <tags/module.hpp>
#include <tokens/module.hpp>

#include "security/discovery.hpp"

namespace backbone::program {
namespace {

constexpr Statement kPing{"database.ping", "SELECT 1"};

}  // namespace

Application::Application(const Configuration& configuration, const std::vector<SigningKeyPem>& signing_keys,
                         Registry& registry, const World& world)
    : configuration_(configuration),
      world_(world),
      installation_{configuration.did_domain, configuration.paging},
      registry_(registry),
      passwords_(world.random),
      access_tokens_(signing_keys, configuration.authentication.token_lifetime),
      operators_(configuration.admin.keys(), configuration.admin.wrong_key_limit)
{
    register_discovery(registry_.consumer, access_tokens_);
    register_modules();
}

void Application::register_modules()
{
    admin::register_admin(registry_,
                          {.operators = operators_, .audit_log = configuration_.modules.get<admin::AuditLogOptions>()});
    announcements::register_announcements(registry_);
    challenges::register_challenges(registry_);
    devices::register_devices(registry_, {.options = configuration_.modules.get<devices::DevicesOptions>(),
                                          .installation = installation_,
                                          .password_policy = configuration_.authentication.password_policy,
                                          .lockout = configuration_.authentication.lockout,
                                          .passwords = passwords_,
                                          .access_tokens = access_tokens_,
                                          .observer = world_.authentication,
                                          .write_quotas = quotas::write_quotas_of,
                                          .logger = Logger(world_.log, "devices")});
    files::register_files(registry_, world_.blobs);
    relationships::register_relationships(registry_, configuration_.modules.get<relationships::RelationshipsOptions>());
    // Before those that tell the quotas, in the transaction of an event, what is no longer there: who locks what is
    // counted waits for no sync state.
    synchronization::register_synchronization(registry_);
    messages::register_messages(
        registry_, {.options = configuration_.modules.get<messages::MessagesOptions>(), .installation = installation_});
    tokens::register_tokens(registry_);
    push::register_push(registry_, {.options = configuration_.modules.get<devices::DevicesOptions>(),
                                    .database = world_.database,
                                    .logger = Logger(world_.log, "push")});
    quotas::register_quotas(registry_);
    tags::register_tags(registry_, configuration_.modules.get<tags::TagsOptions>());
    pages::register_pages(registry_, configuration_.modules.get<pages::PagesOptions>());
}

void Application::seed()
{
    const auto connection = world_.database.connect();
    devices::seed_tiers(*connection);
    quotas::seed_quotas(*connection);
    for (const SeedClient& client : configuration_.seed.clients) {
        devices::seed_client(*connection, passwords_,
                             {.client_id = client.id,
                              .display_name = {},
                              .secret = client.secret,
                              .default_tier = client.default_tier,
                              .maximum_identities = {}});
    }
}

void Application::check_configuration() const
{
    devices::require_apps_in_use(*world_.database.connect(),
                                 configuration_.modules.get<devices::DevicesOptions>().push);
}

http::HandlerServices Application::services() const
{
    return {world_.database, world_.clock, world_.random, installation_};
}

http::Dispatcher Application::consumer_api() const
{
    return {registry_.consumer, http::guard_by_access_token(access_tokens_, world_.clock), services(),
            Logger(world_.log, "consumer")};
}

http::Dispatcher Application::admin_api()
{
    return {registry_.admin, http::guard_by_api_key(operators_, world_.clock), services(), Logger(world_.log, "admin")};
}

bool Application::is_database_up() const
{
    try {
        return world_.database.connect()->queries().find<std::int64_t>(kPing).has_value();
    } catch (const std::exception&) {
        return false;
    }
}

}  // namespace backbone::program
