#include "outbox/store.hpp"

#include <cstdint>
#include <tuple>

namespace backbone::outbox {

namespace {

enum class State : std::uint8_t { waiting = 0, dead = 1 };

constexpr BulkInsert kInsert{"outbox.insert",
                             "INSERT INTO outbox (id, topic, payload, created_at, due_at, attempts, state)", 7};

constexpr Statement kSelectDue{"outbox.select_due", R"(
    SELECT id, payload, attempts FROM outbox {lock_free}
    WHERE topic = :topic AND state = 0 AND due_at <= :now
    ORDER BY due_at, id {limit :limit} {skip_locked})"};

constexpr Statement kClaim{"outbox.claim", R"(
    UPDATE outbox SET due_at = :leased_until, attempts = attempts + 1 WHERE id IN ({list ids}))"};

constexpr Statement kExtendLease{"outbox.extend_lease", R"(
    UPDATE outbox SET due_at = :extended_until WHERE id IN ({list ids}) AND due_at = :leased_until)"};

constexpr Statement kRelease{"outbox.release", R"(
    UPDATE outbox SET due_at = :now, attempts = attempts - 1 WHERE id IN ({list ids}) AND due_at = :leased_until)"};

constexpr Statement kRemove{"outbox.remove", R"(
    DELETE FROM outbox WHERE id = :id)"};

constexpr Statement kFail{"outbox.fail", R"(
    UPDATE outbox SET due_at = :due_at, state = :state, last_error = :error
    WHERE id = :id AND due_at = :leased_until)"};

}  // namespace

void insert(Transaction& tx, const std::vector<OutboxMessage>& messages)
{
    using Row = std::tuple<MessageId, std::string_view, std::string_view, Timestamp, Timestamp, int, State>;
    std::vector<Row> rows;
    rows.reserve(messages.size());
    for (const OutboxMessage& message : messages) {
        rows.emplace_back(MessageId::generate(tx.random()), message.topic, message.payload, tx.now(), tx.now(), 0,
                          State::waiting);
    }
    tx.insert_all(kInsert, rows);
}

std::vector<ClaimedMessage> claim(Transaction& tx, const std::string& topic, std::size_t limit, Timestamp leased_until)
{
    auto messages = tx.select<ClaimedMessage>(kSelectDue, topic, tx.now(), limit);
    if (messages.empty()) return messages;
    std::vector<MessageId> ids;
    for (ClaimedMessage& message : messages) {
        ids.push_back(message.id);
        ++message.attempts;
    }
    tx.execute(kClaim, leased_until, List(ids));
    return messages;
}

void extend_lease(Queries& queries, const std::vector<MessageId>& ids, Timestamp leased_until, Timestamp extended_until)
{
    queries.execute(kExtendLease, extended_until, List(ids), leased_until);
}

void release(Queries& queries, const std::vector<MessageId>& ids, Timestamp leased_until, Timestamp now)
{
    queries.execute(kRelease, now, List(ids), leased_until);
}

void remove_delivered(Queries& queries, const MessageId& id)
{
    queries.execute(kRemove, id);
}

void try_again(Queries& queries, const MessageId& id, Timestamp leased_until, Timestamp due_at,
               const std::string& error)
{
    queries.execute(kFail, due_at, State::waiting, error, id, leased_until);
}

void put_aside(Queries& queries, const MessageId& id, Timestamp leased_until, const std::string& error)
{
    queries.execute(kFail, leased_until, State::dead, error, id, leased_until);
}

}  // namespace backbone::outbox
