#include <push/module.hpp>

#include "announcement_push.hpp"
#include "dummy.hpp"
#include "use_cases.hpp"

namespace backbone::push {
namespace {

using UseCase = Response (*)(const devices::DevicesOptions&, const Request&, Context&);

/// A handler out of a use case and the options.
Handler with(const devices::DevicesOptions& options, UseCase use_case)
{
    return
        [&options, use_case](const Request& request, Context& context) { return use_case(options, request, context); };
}

}  // namespace

void register_push(Registry& registry, const Dependencies& push)
{
    Routes& routes = registry.consumer;
    routes.post("/api/v2/Notifications", identity_required, with(push.options, send_notification));
    routes.post("/api/v2/Devices/Self/PushNotifications/SendTestNotification", identity_required,
                with(push.options, send_test_notification));

    registry.events.on<announcements::AnnouncementCreated>(
        [&options = push.options.push](const announcements::AnnouncementCreated& event, Transaction& tx) {
            begin_to_push(options, event, tx);
        });
    registry.outbox_consumers.push_back(
        {std::string(kAnnouncementTopic),
         [&database = push.database](const OutboxMessage& message) { push_to_next_devices(database, message); }});
    registry.outbox_consumers.push_back(
        {std::string(kDummyTopic),
         [logger = push.logger](const OutboxMessage& message) { deliver_to_dummy(logger, message); }});
}

}  // namespace backbone::push
