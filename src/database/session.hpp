#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <backbone/columns.hpp>
#include <backbone/database.hpp>

#include "database/options.hpp"

namespace backbone::database {

/// One session with the database and the statements that it has prepared. Used by one thread at a time. Its functions
/// throw what database.hpp promises, ConnectionLost, and std::runtime_error for all else. After ConnectionLost a
/// session is of no use.
class Session
{
  public:
    /// Throws Unavailable when the database cannot be reached.
    Session(const Options& options, const std::string& memory_name);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// False when the database has ended the session while it was idle; costs no round trip. Not every driver can tell.
    bool seems_alive() const;

    std::int64_t run(const Statement& statement, std::span<const Parameter> arguments,
                     std::span<const ColumnKind> columns, const Queries::ReadRow& read);

    /// Inserts `rows` rows with one statement.
    void insert(const BulkInsert& insert, std::size_t rows, std::span<const Parameter> values);

    /// The same inside of a transaction, for who need not wait for the answer. On PostgreSQL they are sent with the
    /// statement that runs next, or the commit, which then throws their failures.
    void run_with_next(const Statement& statement, std::span<const Parameter> arguments);
    void insert_with_next(const BulkInsert& insert, std::size_t rows, std::span<const Parameter> values);

    /// On PostgreSQL it is sent with the first statement.
    void begin();
    /// Before a commit. On PostgreSQL, throws ConnectionLost when the session has been ended, so that it is certain
    /// that nothing was committed.
    void require_connection();
    void commit();
    /// Does not throw: a rollback that fails ends the session, and `was_lost` tells so.
    void rollback() noexcept;

    /// The connection is gone: the session must be closed.
    bool was_lost() const { return lost_; }

  private:
    class Cache;

    template <class Work>
    auto& preparing(std::string_view name, Work&& work);
    template <class Work>
    auto translating_failures(std::string_view name, Work&& work);

    Backend backend_;
    bool lost_ = false;
    bool running_ = false;
    std::unique_ptr<Cache> cache_;
};

}  // namespace backbone::database
