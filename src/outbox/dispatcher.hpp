#pragma once

#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <backbone/environment.hpp>
#include <backbone/registry.hpp>

#include "outbox/observer.hpp"
#include "outbox/options.hpp"
#include "outbox/signal.hpp"
#include "outbox/store.hpp"

namespace backbone::outbox {

/// What a Dispatcher uses of the rest of the program. All of it must outlive the Dispatcher.
struct Surroundings
{
    Database& database;
    const Clock& clock;
    Random& random;
    Signal& signal;
    Observer& observer;
};

/// Delivers the messages that transactions have left in the outbox. Each topic has a thread of its own, so that a slow
/// consumer delays nobody else's messages.
///
/// A message is claimed for the time of a lease, and delivered outside of any transaction: each one at least once, also
/// when the process is killed in between, and by one instance only as long as a delivery takes less than the lease.
class Dispatcher
{
  public:
    /// Starts to deliver. The consumers' topics differ.
    Dispatcher(const Options& options, std::vector<OutboxConsumer> consumers, const Surroundings& surroundings);
    /// Ends after the deliveries that are under way.
    ~Dispatcher();
    Dispatcher(const Dispatcher&) = delete;
    Dispatcher& operator=(const Dispatcher&) = delete;

    /// Stops at once to take up messages, without waiting for the deliveries that are under way.
    void request_stop();

  private:
    struct Batch
    {
        std::vector<ClaimedMessage> messages;
        Timestamp leased_until;

        std::vector<MessageId> ids_from(std::size_t first) const;
    };

    void serve(const OutboxConsumer& consumer, const std::stop_token& stop);
    bool deliver_due(const OutboxConsumer& consumer, const std::stop_token& stop);
    Batch claim_due(const std::string& topic);
    void extend_lease_if_short(Batch& batch, std::size_t next);
    void release(const Batch& batch, std::size_t first);
    void deliver(const OutboxConsumer& consumer, const ClaimedMessage& message, Timestamp leased_until);
    void note_failure(const OutboxConsumer& consumer, const ClaimedMessage& message, Timestamp leased_until,
                      std::string_view error);
    Duration delay_after(int attempts) const;

    Options options_;
    std::vector<OutboxConsumer> consumers_;
    Surroundings surroundings_;
    std::vector<std::jthread> threads_;
};

}  // namespace backbone::outbox
