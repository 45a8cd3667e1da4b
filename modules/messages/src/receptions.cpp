#include "receptions.hpp"

#include <utility>

#include "message_store.hpp"

namespace backbone::messages {

void Receptions::receive(Message& message)
{
    for (Recipient& recipient : message.recipients) {
        if (recipient.address != reader_.identity || recipient.reception) continue;
        recipient.reception = {now_, reader_.device};
        messages_.push_back(message.id);
    }
}

bool Receptions::store(Queries& queries) const
{
    if (messages_.empty()) return true;
    const auto marked = message_store::mark_received(queries, messages_, reader_.identity, {now_, reader_.device});
    return std::cmp_equal(marked, messages_.size());
}

}  // namespace backbone::messages
