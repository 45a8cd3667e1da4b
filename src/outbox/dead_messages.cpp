#include "outbox/dead_messages.hpp"

namespace backbone::outbox {

namespace {

// In these statements 0 is State::waiting and 1 State::dead.

constexpr Statement kSelectDead{"outbox.select_dead", R"(
    SELECT id, topic, created_at, attempts, last_error, payload FROM outbox
    WHERE state = 1 ORDER BY created_at, id {limit :limit})"};

constexpr Statement kCount{"outbox.count", R"(
    SELECT (SELECT COUNT(*) FROM outbox WHERE state = 0), (SELECT COUNT(*) FROM outbox WHERE state = 1))"};

constexpr Statement kRevive{"outbox.revive", R"(
    UPDATE outbox SET state = 0, attempts = 0, due_at = :now WHERE id = :id AND state = 1)"};

constexpr Statement kReviveAll{"outbox.revive_all", R"(
    UPDATE outbox SET state = 0, attempts = 0, due_at = :now WHERE state = 1)"};

constexpr Statement kDrop{"outbox.drop", R"(
    DELETE FROM outbox WHERE id = :id AND state = 1)"};

constexpr Statement kDropAll{"outbox.drop_all", R"(
    DELETE FROM outbox WHERE state = 1)"};

}  // namespace

std::vector<DeadMessage> select_dead(Queries& queries, std::int64_t limit)
{
    return queries.select<DeadMessage>(kSelectDead, limit);
}

Counts count(Queries& queries)
{
    return queries.find<Counts>(kCount).value();
}

bool revive(Queries& queries, const MessageId& id, Timestamp now)
{
    return queries.change(kRevive, now, id) > 0;
}

std::int64_t revive_all(Queries& queries, Timestamp now)
{
    return queries.change(kReviveAll, now);
}

bool drop(Queries& queries, const MessageId& id)
{
    return queries.change(kDrop, id) > 0;
}

std::int64_t drop_all(Queries& queries)
{
    return queries.change(kDropAll);
}

}  // namespace backbone::outbox
