#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <backbone/database.hpp>

#include "outbox/store.hpp"

/// Messages that were given up, for an operator to look at.
namespace backbone::outbox {

/// The members stand in the order of the statement's columns.
struct DeadMessage
{
    MessageId id;
    std::string topic;
    Timestamp created_at;
    int attempts;
    std::optional<std::string> last_error;
    std::string payload;
};

/// The oldest ones.
std::vector<DeadMessage> select_dead(Queries& queries, std::int64_t limit);

struct Counts
{
    std::int64_t waiting;
    std::int64_t dead;
};
Counts count(Queries& queries);

/// Lets it be delivered again, as if it were new; false when there is no dead message with this id.
bool revive(Queries& queries, const MessageId& id, Timestamp now);
/// Answers how many there were.
std::int64_t revive_all(Queries& queries, Timestamp now);

/// Deletes it; false when there is no dead message with this id.
bool drop(Queries& queries, const MessageId& id);
/// Answers how many there were.
std::int64_t drop_all(Queries& queries);

}  // namespace backbone::outbox
