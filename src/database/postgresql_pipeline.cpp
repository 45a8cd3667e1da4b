#include "database/postgresql_pipeline.hpp"

#include <poll.h>

#include <soci/postgresql/soci-postgresql.h>

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

PostgresqlPipeline::Result PostgresqlPipeline::wait()
{
    if (PQpipelineSync(connection_) == 0) fail();
    Result last;
    Result failure;
    std::string_view failed;
    for (const std::string_view name : sent_) {
        last = next_answer();
        if (failure || !is_failure(last.get())) continue;
        failure = std::move(last);
        failed = name;
    }
    const Result synchronized(PQgetResult(connection_));
    if (failure) fail(*failure, failed);
    if (PQresultStatus(synchronized.get()) != PGRES_PIPELINE_SYNC) fail();
    sent_.clear();
    return last;
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

PostgresqlPipeline::Result PostgresqlPipeline::next_answer()
{
    Result answer(PQgetResult(connection_));
    if (!answer) fail();
    // A null ends each answer. Of a lost connection, it is all that is left to come.
    while (Result(PQgetResult(connection_))) {
    }
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
