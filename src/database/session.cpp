#include "database/session.hpp"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include <backbone/error.hpp>

#include "database/connecting.hpp"
#include "database/expansion.hpp"
#include "database/failures.hpp"
#include "database/postgresql_pipeline.hpp"
#include "database/prepared_statement.hpp"

namespace backbone::database {

namespace {

/// What makes two uses of a text need two prepared statements: the sizes of their lists and the types.
struct Shape
{
    std::uint64_t list_sizes = 0;
    std::uint64_t arguments = 1;
    std::uint64_t columns = 1;

    friend bool operator==(const Shape&, const Shape&) = default;
};

struct Key
{
    std::string_view sql;
    Shape shape;

    friend bool operator==(const Key&, const Key&) = default;
};

struct KeyHash
{
    std::size_t operator()(const Key& key) const noexcept
    {
        const auto mixed = key.shape.list_sizes * 31 + key.shape.arguments * 7 + key.shape.columns;
        return std::hash<std::string_view>{}(key.sql) ^ (mixed * 0x9e3779b97f4a7c15);
    }
};

Shape shape_of(std::span<const Parameter> arguments, std::span<const ColumnKind> columns)
{
    Shape shape;
    for (const Parameter& argument : arguments) {
        if (argument.list != nullptr)
            shape.list_sizes = (shape.list_sizes << 12) + padded_list_size(argument.list->size());
        shape.arguments = (shape.arguments << 1) | static_cast<std::uint64_t>(argument.kind);
    }
    for (const ColumnKind kind : columns) shape.columns = (shape.columns << 1) | static_cast<std::uint64_t>(kind);
    return shape;
}

/// Empties the pipeline before a rollback, which undoes what is done now, and does not care for what fails.
void discard(PostgresqlPipeline& pipeline)
{
    try {
        pipeline.leave();
    } catch (const soci::postgresql_soci_error&) {
        pipeline.leave();
    }
}

}  // namespace

class Session::Cache
{
  public:
    explicit Cache(Backend backend) : backend_(backend) {}

    soci::session& session() { return session_; }

    /// To be called on PostgreSQL when the session is open.
    void make_pipeline()
    {
        pipeline_.emplace(static_cast<soci::postgresql_session_backend*>(session_.get_backend())->conn_);
    }
    /// Absent on other databases.
    PostgresqlPipeline* pipeline() { return pipeline_ ? &*pipeline_ : nullptr; }

    PreparedStatement& statement(const Statement& statement, std::span<const Parameter> arguments,
                                 std::span<const ColumnKind> columns)
    {
        forget_passing();
        if (statement.is_composed) return only_once(statement, arguments, columns);
        const Key key{statement.sql, shape_of(arguments, columns)};
        if (const auto known = statements_.find(key); known != statements_.end()) return known->second->prepared;
        return add(key, statement.name, expanded(statement, arguments), arguments, columns);
    }

    PreparedStatement& insert(const BulkInsert& insert, std::size_t rows, std::span<const Parameter> values)
    {
        forget_passing();
        const Key key{insert.prefix, Shape{.list_sizes = rows}};
        if (const auto known = statements_.find(key); known != statements_.end()) return known->second->prepared;
        ExpandedStatement text;
        text.sql = std::string(insert.prefix) + ' ' + expand_values(backend_, rows, insert.columns);
        text.arguments = values.size();
        for (std::size_t i = 0; i < values.size(); ++i) text.placeholders.push_back({i, 0});
        return add(key, insert.name, std::move(text), values, {});
    }

  private:
    static constexpr std::size_t kMostPlaceholdersKept = 128;

    struct Entry
    {
        std::string sql;
        PreparedStatement prepared;

        Entry(std::string_view key, const PreparedStatement::Place& place, std::string_view name,
              ExpandedStatement text, std::span<const Parameter> arguments, std::span<const ColumnKind> columns)
            : sql(key), prepared(place, name, std::move(text), arguments, columns)
        {}
    };

    /// While statements are in the pipeline, SOCI would forget it without telling PostgreSQL.
    void forget_passing()
    {
        if (passing_ && pipeline_) pipeline_->leave();
        passing_.reset();
    }

    ExpandedStatement expanded(const Statement& statement, std::span<const Parameter> arguments) const
    {
        std::vector<std::size_t> list_sizes;
        for (const Parameter& argument : arguments) {
            if (argument.list == nullptr) continue;
            if (argument.list->size() > kMaximumListSize) throw std::logic_error("a list is too long");
            list_sizes.push_back(padded_list_size(argument.list->size()));
        }
        ExpandedStatement text = expand(backend_, statement.sql, list_sizes);
        if (text.arguments != arguments.size()) throw std::logic_error("the number of arguments is wrong");
        return text;
    }

    /// What strangers' texts compose must not pile up.
    PreparedStatement& only_once(const Statement& statement, std::span<const Parameter> arguments,
                                 std::span<const ColumnKind> columns)
    {
        const PreparedStatement::Place place{session_, backend_, pipeline()};
        passing_ = std::make_unique<Entry>(statement.sql, place, statement.name, expanded(statement, arguments),
                                           arguments, columns);
        return passing_->prepared;
    }

    PreparedStatement& add(const Key& key, std::string_view name, ExpandedStatement text,
                           std::span<const Parameter> arguments, std::span<const ColumnKind> columns)
    {
        const PreparedStatement::Place place{session_, backend_, pipeline()};
        // SQLite keeps its programs in our memory; one with hundreds of values takes more of it than it saves time.
        const bool is_large = backend_ == Backend::sqlite && text.placeholders.size() > kMostPlaceholdersKept;
        auto entry = std::make_unique<Entry>(key.sql, place, name, std::move(text), arguments, columns);
        if (is_large) {
            passing_ = std::move(entry);
            return passing_->prepared;
        }
        const Key kept{entry->sql, key.shape};
        return statements_.emplace(kept, std::move(entry)).first->second->prepared;
    }

    Backend backend_;
    soci::session session_;
    std::optional<PostgresqlPipeline> pipeline_;
    std::unordered_map<Key, std::unique_ptr<Entry>, KeyHash> statements_;
    /// A statement that is not kept beyond its use.
    std::unique_ptr<Entry> passing_;
};

/// Makes a statement ready. When that fails nothing has been done yet, so that it may be tried on another session.
template <class Work>
auto& Session::preparing(std::string_view name, Work&& work)
{
    try {
        return work();
    } catch (const soci::soci_error& error) {
        const FailureReport report = examine(error, backend_, cache_->session());
        if (report.failure != Failure::connection_lost) throw;
        lost_ = true;
        throw TransientFailure(std::string(name) + ": " + report.message);
    }
}

/// Turns SOCI's errors into ours, and notes the loss of the connection.
template <class Work>
auto Session::translating_failures(std::string_view name, Work&& work)
{
    if (running_) throw std::logic_error(std::string(name) + ": the rows of another statement are still being read");
    struct AtEnd
    {
        Session& session;
        ~AtEnd()
        {
            session.running_ = false;
            if (auto* pipeline = session.cache_->pipeline()) session.lost_ |= pipeline->is_abandoned();
        }
    };
    running_ = true;
    const AtEnd at_end{*this};
    try {
        return work();
    } catch (const soci::soci_error& error) {
        const FailureReport report = examine(error, backend_, cache_->session());
        if (report.failure == Failure::connection_lost || report.failure == Failure::session_outdated) lost_ = true;
        throw_failure(report, name);
    } catch (const std::logic_error& error) {
        throw std::logic_error(std::string(name) + ": " + error.what());
    }
}

Session::Session(const Options& options, const std::string& memory_name)
    : backend_(options.backend), cache_(std::make_unique<Cache>(options.backend))
{
    try {
        open_session(cache_->session(), options, memory_name);
        if (backend_ == Backend::postgresql) cache_->make_pipeline();
    } catch (const soci::soci_error& error) {
        std::string message = "connect: " + error.get_error_message();
        std::ranges::replace(message, '\n', ' ');
        throw Unavailable(std::move(message));
    }
}

Session::~Session() = default;

bool Session::seems_alive() const
{
    // A server that ends a session says so, or closes the connection: either way there is something to read.
    return !lost_ && (cache_->pipeline() == nullptr || cache_->pipeline()->is_silent());
}

std::int64_t Session::run(const Statement& statement, std::span<const Parameter> arguments,
                          std::span<const ColumnKind> columns, const Queries::ReadRow& read)
{
    return translating_failures(statement.name, [&]() -> std::int64_t {
        PreparedStatement& prepared = preparing(
            statement.name, [&]() -> auto& { return cache_->statement(statement, arguments, columns); });
        try {
            return prepared.run(arguments, read);
        } catch (const soci::soci_error& error) {
            const bool is_duplicate = examine(error, backend_, cache_->session()).failure == Failure::unique_violation;
            if (is_duplicate && prepared.ignores_unique_violation()) return 0;
            throw;
        }
    });
}

void Session::insert(const BulkInsert& insert, std::size_t rows, std::span<const Parameter> values)
{
    translating_failures(insert.name, [&] {
        preparing(
            insert.name, [&]() -> auto& { return cache_->insert(insert, rows, values); })
            .run(values, nullptr);
    });
}

void Session::run_with_next(const Statement& statement, std::span<const Parameter> arguments)
{
    if (cache_->pipeline() == nullptr) {
        run(statement, arguments, {}, nullptr);
        return;
    }
    translating_failures(statement.name, [&] {
        preparing(
            statement.name, [&]() -> auto& { return cache_->statement(statement, arguments, {}); })
            .run_with_next(arguments);
    });
}

void Session::insert_with_next(const BulkInsert& bulk, std::size_t rows, std::span<const Parameter> values)
{
    if (cache_->pipeline() == nullptr) {
        insert(bulk, rows, values);
        return;
    }
    translating_failures(bulk.name, [&] {
        preparing(
            bulk.name, [&]() -> auto& { return cache_->insert(bulk, rows, values); })
            .run_with_next(values);
    });
}

void Session::begin()
{
    translating_failures("begin", [&] {
        if (auto* pipeline = cache_->pipeline()) {
            pipeline->send("BEGIN");
        } else if (backend_ == Backend::sqlite) {
            // Takes the write lock at once: a transaction that reads first could not get it later.
            cache_->session() << "BEGIN IMMEDIATE";
        } else {
            cache_->session().begin();
        }
    });
}

void Session::require_connection()
{
    translating_failures("commit", [&] {
        if (auto* pipeline = cache_->pipeline()) pipeline->require_connection();
    });
}

void Session::commit()
{
    translating_failures("commit", [&] {
        if (auto* pipeline = cache_->pipeline()) {
            pipeline->send("COMMIT");
            pipeline->wait(nullptr);
        } else {
            cache_->session().commit();
        }
    });
}

void Session::rollback() noexcept
{
    try {
        translating_failures("rollback", [&] {
            if (auto* pipeline = cache_->pipeline()) discard(*pipeline);
            cache_->session().rollback();
        });
    } catch (const std::exception&) {
        lost_ = true;
    }
}

}  // namespace backbone::database
