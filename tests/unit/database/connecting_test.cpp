#include <catch2/catch.hpp>

#include "database/connecting.hpp"

using namespace backbone::database;

namespace {

std::string connection_for(std::string connection)
{
    Options options;
    options.backend = Backend::postgresql;
    options.connection = std::move(connection);
    return postgresql_connection(options);
}

}  // namespace

TEST_CASE("a connection string gets time limits", "[database]")
{
    CHECK(connection_for("host=a dbname=b") ==
          "host=a dbname=b connect_timeout=5 keepalives_idle=30 keepalives_interval=5 keepalives_count=3 "
          "tcp_user_timeout=25000");
    CHECK(connection_for("postgresql://a/b") ==
          "postgresql://a/b?connect_timeout=5&keepalives_idle=30&keepalives_interval=5&keepalives_count=3"
          "&tcp_user_timeout=25000");
}

TEST_CASE("the user's own time limits stay", "[database]")
{
    CHECK(connection_for("postgres://a/b?connect_timeout=1&keepalives_idle=2&tcp_user_timeout=3") ==
          "postgres://a/b?connect_timeout=1&keepalives_idle=2&tcp_user_timeout=3&keepalives_interval=5"
          "&keepalives_count=3");
}
