#include "database/transaction.hpp"

#include <stdexcept>
#include <string>

#include "database/bulk.hpp"
#include "database/observed.hpp"
#include "outbox/store.hpp"

namespace backbone::database {

RunningTransaction::RunningTransaction(Session& session, Backend backend, const Surroundings& surroundings)
    : session_(session), backend_(backend), surroundings_(surroundings), now_(surroundings.clock.now())
{}

void RunningTransaction::enqueue(const OutboxMessage& message)
{
    messages_.push_back(message);
}

void RunningTransaction::finish()
{
    if (!messages_.empty()) outbox::insert(*this, messages_);
    if (failed_) throw std::logic_error("the work of a transaction went on after a statement had failed");
    session_.require_connection();
}

template <class Work>
auto RunningTransaction::marking_failure(std::string_view name, Work&& work)
{
    if (failed_) throw std::logic_error(std::string(name) + ": a statement of this transaction has failed before");
    failed_ = true;
    const auto rows = observed(surroundings_.observer, name, std::forward<Work>(work));
    failed_ = false;
    return rows;
}

std::int64_t RunningTransaction::run(const Statement& statement, std::span<const Parameter> parameters,
                                     std::span<const ColumnKind> columns, const ReadRow& read)
{
    return marking_failure(statement.name, [&] { return session_.run(statement, parameters, columns, read); });
}

void RunningTransaction::perform(const Statement& statement, std::span<const Parameter> parameters)
{
    marking_failure(statement.name, [&] { session_.run_with_next(statement, parameters); });
}

void RunningTransaction::run_bulk(const BulkInsert& insert, std::span<const Parameter> parameters)
{
    for_each_bulk(backend_, insert, parameters, [&](std::size_t rows, std::span<const Parameter> values) {
        marking_failure(insert.name, [&] { session_.insert_with_next(insert, rows, values); });
    });
}

void RunningTransaction::dispatch(std::type_index event_type, const void* event)
{
    surroundings_.events.dispatch(event_type, event, *this);
}

}  // namespace backbone::database
