#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <typeindex>
#include <utility>
#include <vector>

#include <backbone/columns.hpp>
#include <backbone/records.hpp>

namespace backbone {

/// A named SQL text, prepared once per database session; metrics and logs show the name. Parameters, `:first`, …, are
/// bound in the order in which they first occur. What the dialects write differently is a macro
/// (src/database/README.md):
///   {page :offset :size} {limit :n}  the rows of one page, or the first n rows; both need ORDER BY
///   {lock}  and  {for_update}        behind the table's name, and at the end of a SELECT: locks the rows read
///   {lock_free} and {skip_locked}    the same two places: locks the rows which nobody else has locked
///   {output col, …} {returning col, …}   before VALUES/WHERE/SELECT, and at the end: columns of the changed rows
///   {do_nothing}                     at the end of INSERT … SELECT … WHERE NOT EXISTS: no error if another was first
///   {not_durable}                    at the end of INSERT … SELECT without FROM: need not survive a power cut
///   {nulls_first} and {nulls_last}   behind a column in ORDER BY
///   {octets col}                     the length of a text of ASCII characters, without reading it
///   {list ids}                       the elements of a List parameter, as in `id IN ({list ids})`
struct Statement
{
    std::string_view name;
    std::string_view sql;
    /// See ComposedStatement.
    bool is_composed = false;
};

/// A statement that reads rows, and whose text was put together for one use, such as from the filter of a request. It
/// is forgotten after it has run. Its text is made of fixed parts alone: each value of a request is a parameter, which
/// has a name of its own in the text.
struct ComposedStatement
{
    std::string_view name;
    std::string sql;
    std::vector<Parameter> parameters;
};

/// `INSERT INTO table (columns) VALUES …` for several rows in few statements.
/// `prefix` is everything before VALUES.
struct BulkInsert
{
    std::string_view name;
    std::string_view prefix;
    std::size_t columns;
};

/// A unique or primary key already holds the value.
class UniqueViolation : public std::runtime_error
{
  public:
    using std::runtime_error::runtime_error;
};

/// A row that others refer to cannot go, or the row referred to is missing.
class ForeignKeyViolation : public std::runtime_error
{
  public:
    using std::runtime_error::runtime_error;
};

/// The statement failed for a reason that running the transaction again may cure (deadlock, serialization failure).
class TransientFailure : public std::runtime_error
{
  public:
    using std::runtime_error::runtime_error;
};

/// What can be asked of a database session, in a transaction or outside of one. Outside, each statement commits by
/// itself. Rows are read into records (see records.hpp).
class Queries
{
  public:
    using ReadRow = std::function<void(const Row&)>;

    virtual ~Queries() = default;

    /// Runs a statement for its effect. In a transaction on PostgreSQL it is sent together with the next statement
    /// whose answer somebody needs, or with the commit; that one then throws the failure of this one.
    template <class... Arguments>
    void execute(const Statement& statement, const Arguments&... arguments)
    {
        const std::array<Parameter, sizeof...(Arguments)> parameters{to_parameter(arguments)...};
        perform(statement, parameters);
    }

    /// Runs a statement that returns no rows; answers how many rows it changed.
    template <class... Arguments>
    [[nodiscard]] std::int64_t change(const Statement& statement, const Arguments&... arguments)
    {
        const std::array<Parameter, sizeof...(Arguments)> parameters{to_parameter(arguments)...};
        return run(statement, parameters, {}, nullptr);
    }

    /// The first row, if there is one. A row of one column is read as its type: `find<std::int64_t>(kCount)`.
    template <class Record, class... Arguments>
    std::optional<Record> find(const Statement& statement, const Arguments&... arguments)
    {
        std::optional<Record> found;
        for_each<Record>(
            statement,
            [&](Record&& record) {
                if (!found) found.emplace(std::move(record));
            },
            arguments...);
        return found;
    }

    /// All rows, in the order of the statement.
    template <class Record, class... Arguments>
    std::vector<Record> select(const Statement& statement, const Arguments&... arguments)
    {
        std::vector<Record> records;
        for_each<Record>(
            statement, [&](Record&& record) { records.push_back(std::move(record)); }, arguments...);
        return records;
    }

    /// Hands over row by row, without keeping them.
    template <class Record, class Visit, class... Arguments>
    void for_each(const Statement& statement, Visit&& visit, const Arguments&... arguments)
    {
        const std::array<Parameter, sizeof...(Arguments)> parameters{to_parameter(arguments)...};
        run(statement, parameters, column_kinds_of<Record>(), [&](const Row& row) {
            std::size_t column = 0;
            visit(read_record<Record>(row, column));
        });
    }

    /// The same for a statement that was put together for this use.
    template <class Record, class Visit>
    void for_each(const ComposedStatement& statement, Visit&& visit)
    {
        const Statement text{statement.name, statement.sql, true};
        run(text, statement.parameters, column_kinds_of<Record>(), [&](const Row& row) {
            std::size_t column = 0;
            visit(read_record<Record>(row, column));
        });
    }

    /// Inserts `rows` (each a tuple of `insert.columns` values) with as few statements as possible, each as `execute`.
    template <class... Columns>
    void insert_all(const BulkInsert& insert, const std::vector<std::tuple<Columns...>>& rows)
    {
        std::vector<Parameter> parameters;
        parameters.reserve(rows.size() * sizeof...(Columns));
        for (const auto& row : rows) {
            std::apply([&](const Columns&... columns) { (parameters.push_back(to_parameter(columns)), ...); }, row);
        }
        run_bulk(insert, parameters);
    }

  protected:
    virtual std::int64_t run(const Statement& statement, std::span<const Parameter> parameters,
                             std::span<const ColumnKind> columns, const ReadRow& read) = 0;
    virtual void perform(const Statement& statement, std::span<const Parameter> parameters) = 0;
    virtual void run_bulk(const BulkInsert& insert, std::span<const Parameter> parameters) = 0;

  private:
    template <class Record>
    static std::span<const ColumnKind> column_kinds_of()
    {
        static constexpr auto kKinds = column_kinds<Record>();
        return kKinds;
    }
};

/// Something for the world outside of the database: `topic` names the consumer, `payload` is its text (mostly JSON).
struct OutboxMessage
{
    std::string topic;
    std::string payload;
};

/// A running transaction: its statements commit together, with all that its events' handlers wrote.
class Transaction : public Queries
{
  public:
    /// Runs the handlers of this event at once, inside of this transaction, in the order of their registration.
    template <class Event>
    void raise(const Event& event)
    {
        dispatch(typeid(Event), &event);
    }

    /// Leaves a message for a consumer; it is delivered after the commit, at least once.
    virtual void enqueue(const OutboxMessage& message) = 0;

    virtual Timestamp now() const = 0;
    virtual Random& random() = 0;

  protected:
    virtual void dispatch(std::type_index event_type, const void* event) = 0;
};

/// A database session borrowed from the pool; goes back when it is destroyed.
class Connection
{
  public:
    virtual ~Connection() = default;

    /// Statements that each commit by themselves.
    virtual Queries& queries() = 0;

    /// Runs `work(Transaction&)` and commits; answers what it returned. Rolls back when it throws, so a write that must
    /// stay although the request fails is followed by an answer, and the error is thrown outside. Runs it again, from
    /// its start, after a TransientFailure, so `work` must not change anything but the database. Inside of it only the
    /// Transaction is used, and a UniqueViolation is caught outside, since it ends the transaction.
    template <class Work>
    auto transaction(Work&& work)
    {
        using Result = std::invoke_result_t<Work&, Transaction&>;
        if constexpr (std::is_void_v<Result>) {
            run_transaction([&](Transaction& tx) { work(tx); });
        } else {
            std::optional<Result> result;
            run_transaction([&](Transaction& tx) { result.emplace(work(tx)); });
            return std::move(*result);
        }
    }

  protected:
    virtual void run_transaction(const std::function<void(Transaction&)>& work) = 0;
};

/// The pool of database sessions. Safe to use from any thread.
class Database
{
  public:
    virtual ~Database() = default;

    /// Waits a bounded time for a free session; throws Unavailable when there is none, or the database is away.
    virtual std::unique_ptr<Connection> connect() = 0;
};

}  // namespace backbone
