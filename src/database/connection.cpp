#include "database/connection.hpp"

#include <array>
#include <bit>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

#include <backbone/error.hpp>

#include "database/bulk.hpp"
#include "database/expansion.hpp"
#include "database/failures.hpp"
#include "database/observed.hpp"
#include "database/transaction.hpp"

namespace backbone::database {

namespace {

constexpr int kMaximumAttempts = 6;
constexpr std::chrono::microseconds kFirstPause{4'000};

}  // namespace

PooledConnection::PooledConnection(Pool& pool, const Surroundings& surroundings)
    : pool_(pool), surroundings_(surroundings), lease_(pool)
{}

PooledConnection::~PooledConnection()
{
    surroundings_.observer.session_returned();
}

void PooledConnection::refuse_inside_transaction() const
{
    if (in_transaction_) {
        throw std::logic_error("inside of a transaction, use the transaction and not its connection");
    }
}

void PooledConnection::pause_before_repetition(int attempt)
{
    surroundings_.observer.transaction_repeated();
    std::array<std::byte, 1> jitter{};
    surroundings_.random.fill(jitter);
    // Between a half and one and a half of a pause that doubles each time.
    const auto pause = kFirstPause * (1 << (attempt - 1));
    std::this_thread::sleep_for(pause / 2 + pause * std::to_integer<int>(jitter[0]) / 256);
}

/// Runs `work` again after a TransientFailure, until it has failed too often.
template <class Work>
auto PooledConnection::repeating(std::string_view name, Work&& work)
{
    for (int attempt = 1;; ++attempt) {
        try {
            return work();
        } catch (const TransientFailure& failure) {
            lease_.drop_lost();
            if (attempt == kMaximumAttempts) {
                throw Unavailable(std::string(name) + " failed again and again: " + failure.what());
            }
        }
        pause_before_repetition(attempt);
    }
}

std::int64_t PooledConnection::run(const Statement& statement, std::span<const Parameter> parameters,
                                   std::span<const ColumnKind> columns, const ReadRow& read)
{
    refuse_inside_transaction();
    const bool reads_only = only_reads(statement.sql);
    bool row_was_read = false;
    const auto read_and_note = [&](const Row& row) {
        row_was_read = true;
        read(row);
    };
    return repeating(statement.name, [&] {
        std::optional<Pool::WriteTurn> turn;
        if (!reads_only) turn.emplace(pool_);
        Session& session = lease_.session();
        try {
            return observed(surroundings_.observer, statement.name,
                            [&] { return session.run(statement, parameters, columns, read_and_note); });
        } catch (const ConnectionLost& lost) {
            if (reads_only && !row_was_read) throw;
            lease_.drop_lost();
            if (!reads_only) throw OutcomeUnknown(lost.what());
            throw Unavailable(lost.what());
        } catch (const TransientFailure& failure) {
            // Who has got some of the rows must not get them again.
            if (!row_was_read) throw;
            throw Unavailable(failure.what());
        }
    });
}

void PooledConnection::perform(const Statement& statement, std::span<const Parameter> parameters)
{
    run(statement, parameters, {}, nullptr);
}

void PooledConnection::run_bulk(const BulkInsert& insert, std::span<const Parameter> parameters)
{
    refuse_inside_transaction();
    const std::size_t rows = parameters.size() / insert.columns;
    if (rows == 0) return;
    if (std::has_single_bit(rows) && rows <= largest_bulk(pool_.options().backend, insert.columns)) {
        insert_at_once(insert, rows, parameters);
    } else {
        // Several statements, but all rows or none.
        run_transaction([&](Transaction& tx) { static_cast<RunningTransaction&>(tx).run_bulk(insert, parameters); });
    }
}

void PooledConnection::insert_at_once(const BulkInsert& insert, std::size_t rows, std::span<const Parameter> parameters)
{
    repeating(insert.name, [&] {
        const Pool::WriteTurn turn(pool_);
        Session& session = lease_.session();
        try {
            observed(surroundings_.observer, insert.name, [&] {
                session.insert(insert, rows, parameters);
                return static_cast<std::int64_t>(rows);
            });
        } catch (const ConnectionLost& lost) {
            lease_.drop_lost();
            throw OutcomeUnknown(lost.what());
        }
    });
}

void PooledConnection::run_transaction(const std::function<void(Transaction&)>& work)
{
    refuse_inside_transaction();
    repeating("transaction", [&] { try_transaction(work); });
}

void PooledConnection::try_transaction(const std::function<void(Transaction&)>& work)
{
    const Pool::WriteTurn turn(pool_);
    Session& session = lease_.session();
    observed(surroundings_.observer, "begin", [&] { session.begin(); });
    RunningTransaction transaction(session, pool_.options().backend, surroundings_);
    try {
        in_transaction_ = true;
        work(transaction);
        transaction.finish();
        in_transaction_ = false;
        observed(surroundings_.observer, "commit", [&] { session.commit(); });
    } catch (const ConnectionLost&) {
        if (std::exchange(in_transaction_, false)) throw;
        lease_.drop_lost();
        throw OutcomeUnknown("the connection was lost during a commit");
    } catch (...) {
        in_transaction_ = false;
        if (!session.was_lost()) observed(surroundings_.observer, "rollback", [&] { session.rollback(); });
        throw;
    }
    if (transaction.has_messages()) surroundings_.outbox.raise();
}

}  // namespace backbone::database
