#pragma once

#include <push/module.hpp>

namespace backbone::push {

Response send_notification(const devices::DevicesOptions& options, const Request& request, Context& context);
Response send_test_notification(const devices::DevicesOptions& options, const Request& request, Context& context);

}  // namespace backbone::push
