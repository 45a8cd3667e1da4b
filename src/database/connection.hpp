#pragma once

#include <functional>

#include <backbone/database.hpp>

#include "database/database.hpp"
#include "database/pool.hpp"

namespace backbone::database {

/// A leased session: statements that commit by themselves, and transactions, both with their repetitions.
class PooledConnection final : public Connection, private Queries
{
  public:
    PooledConnection(Pool& pool, const Surroundings& surroundings);
    ~PooledConnection() override;

    Queries& queries() override { return *this; }

  private:
    std::int64_t run(const Statement& statement, std::span<const Parameter> parameters,
                     std::span<const ColumnKind> columns, const ReadRow& read) override;
    void perform(const Statement& statement, std::span<const Parameter> parameters) override;
    void run_bulk(const BulkInsert& insert, std::span<const Parameter> parameters) override;
    void run_transaction(const std::function<void(Transaction&)>& work) override;

    void insert_at_once(const BulkInsert& insert, std::size_t rows, std::span<const Parameter> parameters);
    void try_transaction(const std::function<void(Transaction&)>& work);
    template <class Work>
    auto repeating(std::string_view name, Work&& work);
    void pause_before_repetition(int attempt);
    void refuse_inside_transaction() const;

    Pool& pool_;
    const Surroundings& surroundings_;
    Pool::Lease lease_;
    bool in_transaction_ = false;
};

}  // namespace backbone::database
