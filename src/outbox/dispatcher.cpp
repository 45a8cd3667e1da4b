#include "outbox/dispatcher.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <utility>

namespace backbone::outbox {

namespace {

/// An error's text is kept for an operator, who needs no more of it.
constexpr std::size_t kMaximumErrorLength = 1000;

}  // namespace

Dispatcher::Dispatcher(const Options& options, std::vector<OutboxConsumer> consumers, const Surroundings& surroundings)
    : options_(options), consumers_(std::move(consumers)), surroundings_(surroundings)
{
    for (const OutboxConsumer& consumer : consumers_) {
        threads_.emplace_back([this, &consumer](const std::stop_token& stop) { serve(consumer, stop); });
    }
}

Dispatcher::~Dispatcher()
{
    // All at once, before the first one is waited for.
    request_stop();
}

void Dispatcher::request_stop()
{
    for (std::jthread& thread : threads_) thread.request_stop();
}

void Dispatcher::serve(const OutboxConsumer& consumer, const std::stop_token& stop)
{
    while (!stop.stop_requested()) {
        const auto seen = surroundings_.signal.count();
        bool more = false;
        try {
            more = deliver_due(consumer, stop);
        } catch (const std::exception& error) {
            surroundings_.observer.dispatcher_failed(consumer.topic, error.what());
        }
        if (!more) surroundings_.signal.wait_beyond(seen, options_.poll_interval, stop);
    }
}

/// Delivers one batch; answers whether there may be more.
bool Dispatcher::deliver_due(const OutboxConsumer& consumer, const std::stop_token& stop)
{
    Batch batch = claim_due(consumer.topic);
    for (std::size_t i = 0; i < batch.messages.size(); ++i) {
        if (stop.stop_requested()) {
            release(batch, i);
            return false;
        }
        extend_lease_if_short(batch, i);
        deliver(consumer, batch.messages[i], batch.leased_until);
    }
    return batch.messages.size() == options_.batch;
}

std::vector<MessageId> Dispatcher::Batch::ids_from(std::size_t first) const
{
    std::vector<MessageId> ids;
    for (std::size_t i = first; i < messages.size(); ++i) ids.push_back(messages[i].id);
    return ids;
}

Dispatcher::Batch Dispatcher::claim_due(const std::string& topic)
{
    const Timestamp leased_until = surroundings_.clock.now() + options_.lease;
    const auto connection = surroundings_.database.connect();
    return {connection->transaction([&](Transaction& tx) { return claim(tx, topic, options_.batch, leased_until); }),
            leased_until};
}

/// Extends the lease of the messages from `next` on when half of it is over.
void Dispatcher::extend_lease_if_short(Batch& batch, std::size_t next)
{
    const Timestamp now = surroundings_.clock.now();
    if (batch.leased_until - now > options_.lease / 2) return;
    const Timestamp extended_until = now + options_.lease;
    const auto connection = surroundings_.database.connect();
    extend_lease(connection->queries(), batch.ids_from(next), batch.leased_until, extended_until);
    batch.leased_until = extended_until;
}

/// So that others need not wait for the end of the lease.
void Dispatcher::release(const Batch& batch, std::size_t first)
{
    const auto connection = surroundings_.database.connect();
    outbox::release(connection->queries(), batch.ids_from(first), batch.leased_until, surroundings_.clock.now());
}

void Dispatcher::deliver(const OutboxConsumer& consumer, const ClaimedMessage& message, Timestamp leased_until)
{
    const auto begun = std::chrono::steady_clock::now();
    try {
        consumer.deliver({consumer.topic, message.payload});
    } catch (const std::exception& error) {
        note_failure(consumer, message, leased_until, error.what());
        return;
    }
    surroundings_.observer.message_delivered(consumer.topic, std::chrono::steady_clock::now() - begun);
    remove_delivered(surroundings_.database.connect()->queries(), message.id);
}

void Dispatcher::note_failure(const OutboxConsumer& consumer, const ClaimedMessage& message, Timestamp leased_until,
                              std::string_view error)
{
    const bool is_dead = message.attempts >= options_.maximum_attempts;
    surroundings_.observer.message_failed(consumer.topic, message.attempts, is_dead, error);
    const std::string text(error.substr(0, kMaximumErrorLength));
    const auto connection = surroundings_.database.connect();
    if (is_dead) {
        put_aside(connection->queries(), message.id, leased_until, text);
    } else {
        const Timestamp due_at = surroundings_.clock.now() + delay_after(message.attempts);
        try_again(connection->queries(), message.id, leased_until, due_at, text);
    }
}

Duration Dispatcher::delay_after(int attempts) const
{
    Duration delay = options_.first_delay;
    for (int i = 1; i < attempts && delay < options_.maximum_delay; ++i) delay *= 2;
    delay = std::min<Duration>(delay, options_.maximum_delay);
    std::array<std::byte, 1> jitter{};
    surroundings_.random.fill(jitter);
    // Between three and five quarters.
    return delay * 3 / 4 + delay * std::to_integer<int>(jitter[0]) / 510;
}

}  // namespace backbone::outbox
