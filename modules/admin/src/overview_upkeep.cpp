#include "overview_upkeep.hpp"

#include <devices/events.hpp>
#include <synchronization/events.hpp>

namespace backbone::admin {
namespace {

constexpr Statement kInsert{"overviews.insert", R"(
    INSERT INTO identity_overviews (address, created_at, client_id, identity_version, tier_id, number_of_devices)
    SELECT address, created_at, client_id, identity_version, :tier_id, 1 FROM identities WHERE address = :address)"};

constexpr Statement kChangeTier{"overviews.change_tier", R"(
    UPDATE identity_overviews SET tier_id = :tier_id WHERE address = :address)"};

constexpr Statement kAddDevices{"overviews.add_devices", R"(
    UPDATE identity_overviews SET number_of_devices = number_of_devices + :number WHERE address = :address)"};

constexpr Statement kRecordLogin{"overviews.record_login", R"(
    UPDATE identity_overviews SET last_login_at = :at
    WHERE address = :address AND (last_login_at IS NULL OR last_login_at < :at))"};

constexpr Statement kChangeDatawalletVersion{"overviews.change_datawallet_version", R"(
    UPDATE identity_overviews SET datawallet_version = :version WHERE address = :address)"};

}  // namespace

void keep_overviews(EventHandlers& events)
{
    events.on<devices::IdentityCreated>(
        [](const auto& event, Transaction& tx) { tx.execute(kInsert, event.tier, event.address); });
    events.on<devices::TierOfIdentityChanged>(
        [](const auto& event, Transaction& tx) { tx.execute(kChangeTier, event.new_tier, event.address); });
    events.on<devices::DeviceRegistered>(
        [](const auto& event, Transaction& tx) { tx.execute(kAddDevices, 1, event.identity); });
    events.on<devices::DeviceDeleted>(
        [](const auto& event, Transaction& tx) { tx.execute(kAddDevices, -1, event.identity); });
    events.on<devices::DeviceLoggedIn>(
        [](const auto& event, Transaction& tx) { tx.execute(kRecordLogin, event.at, event.identity); });
    events.on<synchronization::DatawalletVersionChanged>(
        [](const auto& event, Transaction& tx) { tx.execute(kChangeDatawalletVersion, event.version, event.owner); });
}

}  // namespace backbone::admin
