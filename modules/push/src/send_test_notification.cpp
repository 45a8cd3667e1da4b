// POST /api/v2/Devices/Self/PushNotifications/SendTestNotification (docs/protocol/devices.md §9.3)
#include <backbone/binding.hpp>

#include "notification.hpp"
#include "use_cases.hpp"

namespace backbone::push {
namespace {

devices::NotificationTexts test_texts()
{
    return {{"en", {"Test", "This is a test notification."}},
            {"de", {"Test", "Das ist eine Testbenachrichtigung."}},
            {"it", {"Prova", "Questa è una notifica di prova."}},
            {"pt", {"Teste", "Esta é uma notificação de teste."}}};
}

}  // namespace

Response send_test_notification(const devices::DevicesOptions& options, const Request& request, Context& context)
{
    // Any value may be sent to oneself.
    if (input::is_null(*request.json())) throw input_cannot_be_parsed("$", "must not be null");
    send(context, options.push, {context.identity()}, {"Test", test_texts()});
    return no_content();
}

}  // namespace backbone::push
