#pragma once

#include <memory>

#include <backbone/database.hpp>
#include <backbone/environment.hpp>
#include <backbone/registry.hpp>

#include "database/observer.hpp"
#include "database/options.hpp"
#include "outbox/signal.hpp"

namespace backbone::database {

/// What a Database uses of the rest of the program. All of it must outlive the Database.
struct Surroundings
{
    const EventHandlers& events;
    const Clock& clock;
    Random& random;
    Observer& observer;
    /// Raised after the commit of a transaction that enqueued messages.
    outbox::Signal& outbox;
};

/// Makes the pool. No session is opened before it is needed, except for `:memory:`. The schema is not looked at: see
/// migrations.hpp.
std::unique_ptr<Database> open(const Options& options, const Surroundings& surroundings);

}  // namespace backbone::database
