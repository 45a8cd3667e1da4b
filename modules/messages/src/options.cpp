#include <messages/options.hpp>

namespace backbone::messages {

void describe(OptionSection& options, MessagesOptions& messages)
{
    options.value("max_recipients", messages.max_recipients, {.minimum = 1});
}

}  // namespace backbone::messages
