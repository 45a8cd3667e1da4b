#pragma once

#include <libpq-fe.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace backbone::database {

/// Sends statements that SOCI has prepared for PostgreSQL, several at a time, while SOCI would wait for the answer to
/// each (https://www.postgresql.org/docs/15/libpq-pipeline-mode.html). The server does them in their order, and after a
/// failure none of those behind it. Functions throw soci::postgresql_soci_error.
class PostgresqlPipeline
{
  public:
    /// Gets a row as a result of one row.
    using VisitRow = std::function<void(const PGresult&)>;

    /// The connection outlives it.
    explicit PostgresqlPipeline(PGconn* connection) : connection_(connection) {}

    /// What is to be sent with the next `wait`. `name` is for the messages of errors, and borrowed until then; `id` is
    /// the server's name of the prepared statement; a null pointer is a null.
    void send(std::string_view name, const char* id, const std::vector<const char*>& values);
    void send(const char* sql);

    /// Waits for the answers to all that was sent. Hands over the rows of the last one as they come in, so that they
    /// are not all in memory; answers how many they were, or how many rows it changed. Throws the first failure among
    /// them.
    std::int64_t wait(const VisitRow& visit);

    /// As `wait`, if something was sent. Then the connection can be used without this object.
    void leave();

    /// Whether a visitor threw: the rows behind are still to come, so that the connection is of no use any more.
    bool is_abandoned() const { return is_abandoned_; }

    /// Whether the server has said nothing that was not read. Costs no round trip, and neither does the next.
    bool is_silent() const;

    /// Throws when the server has ended the connection.
    void require_connection();

  private:
    struct Clear
    {
        void operator()(PGresult* result) const { PQclear(result); }
    };
    using Result = std::unique_ptr<PGresult, Clear>;

    void enter();
    Result next_answer(const VisitRow& visit);
    Result hand_over_rows(const VisitRow& visit);
    [[noreturn]] void fail();
    [[noreturn]] void fail(const PGresult& answer, std::string_view name);

    PGconn* connection_;
    /// The names of what was sent and has not been answered.
    std::vector<std::string_view> sent_;
    bool is_abandoned_ = false;
};

}  // namespace backbone::database
