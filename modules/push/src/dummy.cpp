#include "dummy.hpp"

namespace backbone::push {

void deliver_to_dummy(const Logger& logger, const OutboxMessage& message)
{
    logger.info("accepted a push for the platform dummy, which sends nothing", {{"push", message.payload}});
}

}  // namespace backbone::push
