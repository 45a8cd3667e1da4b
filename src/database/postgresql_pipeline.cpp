#include "database/postgresql_pipeline.hpp"

#include <poll.h>

#include <soci/postgresql/soci-postgresql.h>

#include <charconv>
#include <cstring>
#include <utility>

namespace backbone::database {

namespace {

/// The SQLSTATE of what libpq reports without one.
constexpr const char* kConnectionFailure = "08006";

bool is_failure(const PGresult* answer)
{
    const ExecStatusType status = PQresultStatus(answer);
    return status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK;
}

/// How many rows a statement has returned or changed.
std::int64_t rows_of(PGresult* answer)
{
    const char* text = PQcmdTuples(answer);
    std::int64_t rows = 0;
    std::from_chars(text, text + std::strlen(text), rows);
    return rows;
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

std::int64_t PostgresqlPipeline::wait(const VisitRow& visit)
{
    if (PQpipelineSync(connection_) == 0) fail();
    std::int64_t rows = 0;
    Result failure;
    std::string_view failed;
    for (const std::string_view& name : sent_) {
        const bool has_rows = &name == &sent_.back() && !failure;
        Result answer = next_answer(has_rows ? visit : nullptr);
        rows = rows_of(answer.get());
        if (failure || !is_failure(answer.get())) continue;
        failure = std::move(answer);
        failed = name;
    }
    const Result synchronized(PQgetResult(connection_));
    if (failure) fail(*failure, failed);
    if (PQresultStatus(synchronized.get()) != PGRES_PIPELINE_SYNC) fail();
    sent_.clear();
    return rows;
}

void PostgresqlPipeline::leave()
{
    if (!sent_.empty()) wait(nullptr);
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

PostgresqlPipeline::Result PostgresqlPipeline::next_answer(const VisitRow& visit)
{
    Result answer = visit ? hand_over_rows(visit) : Result(PQgetResult(connection_));
    if (!answer) fail();
    // A null ends each answer. Of a lost connection, it is all that is left to come.
    while (Result(PQgetResult(connection_))) {
    }
    return answer;
}

/// Answers what comes behind the rows.
PostgresqlPipeline::Result PostgresqlPipeline::hand_over_rows(const VisitRow& visit)
{
    if (PQsetSingleRowMode(connection_) == 0) fail();
    is_abandoned_ = true;
    Result answer(PQgetResult(connection_));
    while (answer && PQresultStatus(answer.get()) == PGRES_SINGLE_TUPLE) {
        visit(*answer);
        answer.reset(PQgetResult(connection_));
    }
    is_abandoned_ = false;
    return answer;
}

/// Of the connection.
void PostgresqlPipeline::fail()
{
    sent_.clear();
    throw soci::postgresql_soci_error(PQerrorMessage(connection_), kConnectionFailure);
}

/// Of a statement. What is run last is named by the caller.
void PostgresqlPipeline::fail(const PGresult& answer, std::string_view name)
{
    std::string message;
    if (name != sent_.back()) message.append(name).append(": ");
    message += PQresultErrorMessage(&answer);
    const char* state = PQresultErrorField(&answer, PG_DIAG_SQLSTATE);
    sent_.clear();
    throw soci::postgresql_soci_error(message, state != nullptr ? state : kConnectionFailure);
}

}  // namespace backbone::database
