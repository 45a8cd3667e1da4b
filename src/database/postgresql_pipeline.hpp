#pragma once

#include <libpq-fe.h>

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include <backbone/database.hpp>

namespace backbone::database {

/// Sends statements that SOCI has prepared for PostgreSQL, several at a time, while SOCI would wait for the answer to
/// each (https://www.postgresql.org/docs/15/libpq-pipeline-mode.html). The server does them in their order, and after a
/// failure none of those behind it. Functions throw soci::postgresql_soci_error.
class PostgresqlPipeline
{
  public:
    using ReadRow = Queries::ReadRow;

    /// The connection outlives it.
    explicit PostgresqlPipeline(PGconn* connection) : connection_(connection) {}

    /// What is to be sent with the next `wait`. `name` is for the messages of errors, and borrowed until then; `id` is
    /// the server's name of the prepared statement; a null pointer is a null.
    void send(std::string_view name, const char* id, const std::vector<const char*>& values);
    void send(const char* sql);

    /// Waits for the answers to all that was sent. Throws the first failure among them. Hands over the rows of the last
    /// one as they come, so that there is one in memory at a time, and answers how many there were, or were changed.
    /// Without `read`, rows are dropped.
    std::int64_t wait(const ReadRow& read = nullptr);

    /// As `wait`, if something was sent. Then the connection can be used without this object.
    void leave();

    /// Whether the server has said nothing that was not read. Costs no round trip, and neither do the others.
    bool is_silent() const;

    /// Throws when the server has ended the connection.
    void require_connection();

    /// Too much of an answer was left unread, since `read` had thrown: the connection is of no use any more.
    bool is_abandoned() const { return is_abandoned_; }

  private:
    struct Clear
    {
        void operator()(PGresult* result) const { PQclear(result); }
    };
    using Result = std::unique_ptr<PGresult, Clear>;

    /// The first one of those that were sent, if any.
    struct Failure
    {
        Result answer;
        std::string_view name;

        void note(Result new_answer, std::string_view new_name);
    };

    void enter();
    Result next_result();
    Result next_answer();
    void drop_rest_of_answer();
    void hand_over(const PGresult& row, const ReadRow& read);
    void read_in_vain() noexcept;
    [[noreturn]] void fail();
    [[noreturn]] void fail(const Failure& failure);

    PGconn* connection_;
    /// The names of what was sent and has not been answered.
    std::vector<std::string_view> sent_;
    bool is_abandoned_ = false;
};

}  // namespace backbone::database
