#include <messages/options.hpp>

namespace backbone::messages {

void describe(OptionSection& options, MessagesOptions& messages)
{
    // A list in a statement does not take many more.
    options.value("max_recipients", messages.max_recipients, {.minimum = 1, .maximum = 1000});
    options.value("max_unreceived_messages_from_one_sender", messages.max_unreceived_messages_from_one_sender,
                  {.minimum = 1, .maximum = 100});
}

}  // namespace backbone::messages
