#include "database/postgresql_pipeline.hpp"

#include <poll.h>

#include <soci/postgresql/soci-postgresql.h>

#include <charconv>
#include <stdexcept>
#include <string>
#include <utility>

namespace backbone::database {

namespace {

/// The SQLSTATE of what libpq reports without one.
constexpr const char* kConnectionFailure = "08006";
/// To read so much in vain is quicker than to connect anew.
constexpr std::size_t kReadInVain = 1024 * 1024;

std::int64_t integer_in(std::string_view text)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) {
        throw std::logic_error("a column that should hold an integer does not");
    }
    return value;
}

/// The only row of a result.
class ResultRow final : public Row
{
  public:
    explicit ResultRow(const PGresult& result) : result_(result) {}

    bool is_null(std::size_t column) const override { return PQgetisnull(&result_, 0, static_cast<int>(column)) != 0; }
    std::string_view text(std::size_t column) const override
    {
        if (is_null(column)) throw std::logic_error("column " + std::to_string(column) + " is null");
        const auto number = static_cast<int>(column);
        return {PQgetvalue(&result_, 0, number), static_cast<std::size_t>(PQgetlength(&result_, 0, number))};
    }
    std::int64_t integer(std::size_t column) const override { return integer_in(text(column)); }

  private:
    const PGresult& result_;
};

std::int64_t rows_changed(PGresult& answer)
{
    // Empty for what changes no rows, such as BEGIN.
    const std::string_view count = PQcmdTuples(&answer);
    return count.empty() ? 0 : integer_in(count);
}

}  // namespace

void PostgresqlPipeline::send(std::string_view name, const char* id, const std::vector<const char*>& values)
{
    enter();
    const auto count = static_cast<int>(values.size());
    if (PQsendQueryPrepared(connection_, id, count, values.data(), nullptr, nullptr, 0) == 0) fail();
    sent_.push_back(name);
}

void PostgresqlPipeline::send(const char* sql)
{
    enter();
    if (PQsendQueryParams(connection_, sql, 0, nullptr, nullptr, nullptr, nullptr, 0) == 0) fail();
    sent_.emplace_back(sql);
}

std::int64_t PostgresqlPipeline::wait(const ReadRow& read)
{
    if (PQpipelineSync(connection_) == 0) fail();
    Failure failure;
    for (std::size_t i = 0; i + 1 < sent_.size(); ++i) failure.note(next_answer(), sent_[i]);
    if (read) PQsetSingleRowMode(connection_);

    std::int64_t rows = 0;
    Result answer = next_result();
    for (; PQresultStatus(answer.get()) == PGRES_SINGLE_TUPLE; answer = next_result(), ++rows) hand_over(*answer, read);
    if (PQresultStatus(answer.get()) == PGRES_COMMAND_OK) rows = rows_changed(*answer);
    failure.note(std::move(answer), sent_.back());
    drop_rest_of_answer();

    const Result synchronized(PQgetResult(connection_));
    if (failure.answer) fail(failure);
    if (PQresultStatus(synchronized.get()) != PGRES_PIPELINE_SYNC) fail();
    sent_.clear();
    return rows;
}

void PostgresqlPipeline::leave()
{
    if (!sent_.empty()) wait();
    if (PQexitPipelineMode(connection_) == 0) fail();
}

bool PostgresqlPipeline::is_silent() const
{
    pollfd descriptor{PQsocket(connection_), POLLIN, 0};
    return descriptor.fd >= 0 && poll(&descriptor, 1, 0) == 0;
}

void PostgresqlPipeline::require_connection()
{
    // The end of a connection stands behind whatever there still is to read.
    while (!is_silent()) {
        if (PQconsumeInput(connection_) == 0) fail();
    }
}

void PostgresqlPipeline::enter()
{
    if (PQpipelineStatus(connection_) == PQ_PIPELINE_OFF && PQenterPipelineMode(connection_) == 0) fail();
}

PostgresqlPipeline::Result PostgresqlPipeline::next_result()
{
    Result result(PQgetResult(connection_));
    if (!result) fail();
    return result;
}

PostgresqlPipeline::Result PostgresqlPipeline::next_answer()
{
    Result answer = next_result();
    drop_rest_of_answer();
    return answer;
}

/// A null ends each answer. Of a lost connection, it is all that is left to come.
void PostgresqlPipeline::drop_rest_of_answer()
{
    while (Result(PQgetResult(connection_))) {
    }
}

void PostgresqlPipeline::hand_over(const PGresult& row, const ReadRow& read)
{
    try {
        read(ResultRow(row));
    } catch (...) {
        read_in_vain();
        throw;
    }
}

/// Nobody wants the rest of the last answer.
void PostgresqlPipeline::read_in_vain() noexcept
{
    std::size_t bytes = 0;
    Result result;
    do {
        result.reset(PQgetResult(connection_));
        bytes += PQresultMemorySize(result.get());
    } while (result && bytes <= kReadInVain);
    const Result synchronized(result ? nullptr : PQgetResult(connection_));
    is_abandoned_ = PQresultStatus(synchronized.get()) != PGRES_PIPELINE_SYNC;
    sent_.clear();
}

void PostgresqlPipeline::Failure::note(Result new_answer, std::string_view new_name)
{
    const ExecStatusType status = PQresultStatus(new_answer.get());
    if (answer || status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return;
    answer = std::move(new_answer);
    name = new_name;
}

/// Of the connection.
void PostgresqlPipeline::fail()
{
    sent_.clear();
    throw soci::postgresql_soci_error(PQerrorMessage(connection_), kConnectionFailure);
}

/// Of a statement. What was sent last is named by the caller.
void PostgresqlPipeline::fail(const Failure& failure)
{
    std::string message;
    if (failure.name != sent_.back()) message.append(failure.name).append(": ");
    message += PQresultErrorMessage(failure.answer.get());
    const char* state = PQresultErrorField(failure.answer.get(), PG_DIAG_SQLSTATE);
    sent_.clear();
    throw soci::postgresql_soci_error(message, state != nullptr ? state : kConnectionFailure);
}

}  // namespace backbone::database
