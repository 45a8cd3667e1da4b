#include <catch2/catch.hpp>

#include <string>

#include "support/databases.hpp"
#include "support/source_statements.hpp"

using namespace backbone;
using database::Backend;
using testing::TestDatabase;

TEST_ON_EACH_DATABASE("every statement of the program can be prepared on the migrated schema", "[database]", database)
{
    const auto connection = database.connect();
    const Backend backend = database.options().backend;
    int number = 0;
    for (const auto& statement : testing::source_statements()) {
        // These are of another database.
        if (statement.name.starts_with("migrations.")) continue;
        const std::string sql = testing::expand(backend, statement).sql;
        INFO(statement.file << ": " << statement.name << ":\n" << sql);
        const auto name = "tried_" + std::to_string(number++);
        const std::string attempt = backend == Backend::postgresql ? "PREPARE " + name + " AS " : "EXPLAIN ";
        CHECK_NOTHROW(connection->queries().execute(Statement{"test.prepare", attempt + sql}));
    }
}
