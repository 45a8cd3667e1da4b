#include "push_registration_store.hpp"

namespace backbone::devices::push_registration_store {
namespace {

constexpr std::int64_t kBatch = 500;

constexpr Statement kUpdate{"push_registrations.update", R"(
    UPDATE push_registrations
    SET platform = :platform, handle = :handle, app_id = :app_id, environment = :environment, updated_at = :updated_at
    {output push_identifier}
    WHERE device_id = :device
    {returning push_identifier})"};

constexpr Statement kInsertIfAbsent{"push_registrations.insert_if_absent", R"(
    INSERT INTO push_registrations (device_id, identity_address, push_identifier, platform, handle, app_id, environment,
                                    updated_at)
    SELECT :device, :identity, :push_identifier, :platform, :handle, :app_id, :environment, :updated_at
    WHERE NOT EXISTS (SELECT 1 FROM push_registrations WHERE device_id = :device)
    {do_nothing})"};

constexpr Statement kRemove{"push_registrations.remove", R"(
    DELETE FROM push_registrations WHERE device_id = :device)"};

constexpr Statement kNextApp{"push_registrations.next_app", R"(
    SELECT MIN(app_id) FROM push_registrations WHERE platform = :platform AND app_id > :after)"};

constexpr Statement kDeleteOfIdentity{"push_registrations.delete_of_identity", R"(
    DELETE FROM push_registrations WHERE device_id IN (
        SELECT device_id FROM push_registrations WHERE identity_address = :identity
        ORDER BY device_id {limit :batch}))"};

}  // namespace

std::optional<PushIdentifier> update(Queries& queries, const PushRegistration& registration)
{
    return queries.find<PushIdentifier>(kUpdate, name_of(registration.platform), registration.handle,
                                        registration.app_id, registration.environment, registration.updated_at,
                                        registration.device);
}

bool insert_if_absent(Queries& queries, const PushRegistration& registration, const PushIdentifier& identifier)
{
    return queries.change(kInsertIfAbsent, registration.device, registration.identity, identifier,
                          name_of(registration.platform), registration.handle, registration.app_id,
                          registration.environment, registration.updated_at) > 0;
}

void remove(Queries& queries, const DeviceId& device)
{
    queries.execute(kRemove, device);
}

std::optional<std::string> next_app(Queries& queries, PushPlatform platform, const std::string& after)
{
    const auto found = queries.find<std::optional<std::string>>(kNextApp, name_of(platform), after);
    return found.value_or(std::nullopt);
}

bool delete_of_identity(Transaction& tx, const IdentityAddress& identity)
{
    return tx.change(kDeleteOfIdentity, identity, kBatch) == kBatch;
}

}  // namespace backbone::devices::push_registration_store
