#include "database/database.hpp"

#include <chrono>

#include "database/connection.hpp"
#include "database/pool.hpp"

namespace backbone::database {

namespace {

class PooledDatabase final : public Database
{
  public:
    PooledDatabase(const Options& options, const Surroundings& surroundings)
        : surroundings_(surroundings), pool_(options)
    {}

    std::unique_ptr<Connection> connect() override
    {
        const auto begun = std::chrono::steady_clock::now();
        auto connection = std::make_unique<PooledConnection>(pool_, surroundings_);
        surroundings_.observer.session_leased(std::chrono::steady_clock::now() - begun);
        return connection;
    }

  private:
    Surroundings surroundings_;
    Pool pool_;
};

}  // namespace

std::unique_ptr<Database> open(const Options& options, const Surroundings& surroundings)
{
    return std::make_unique<PooledDatabase>(options, surroundings);
}

}  // namespace backbone::database
