#pragma once

#include <string_view>
#include <typeindex>
#include <vector>

#include <backbone/database.hpp>

#include "database/database.hpp"
#include "database/session.hpp"

namespace backbone::database {

/// What work does inside of a transaction that has begun. Ends neither in a commit nor in a rollback: see `finish`.
class RunningTransaction final : public Transaction
{
  public:
    RunningTransaction(Session& session, Backend backend, const Surroundings& surroundings);

    void run_bulk(const BulkInsert& insert, std::span<const Parameter> parameters) override;
    void enqueue(const OutboxMessage& message) override;
    Timestamp now() const override { return now_; }
    Random& random() override { return surroundings_.random; }

    /// To be called before the commit. Throws std::logic_error when a statement had failed: not every database would
    /// refuse the commit.
    void finish();
    bool has_messages() const { return !messages_.empty(); }

  private:
    std::int64_t run(const Statement& statement, std::span<const Parameter> parameters,
                     std::span<const ColumnKind> columns, const ReadRow& read) override;
    void perform(const Statement& statement, std::span<const Parameter> parameters) override;
    void dispatch(std::type_index event_type, const void* event) override;

    template <class Work>
    auto marking_failure(std::string_view name, Work&& work);

    Session& session_;
    Backend backend_;
    const Surroundings& surroundings_;
    Timestamp now_;
    std::vector<OutboxMessage> messages_;
    bool failed_ = false;
};

}  // namespace backbone::database
