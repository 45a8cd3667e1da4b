#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "database/expansion.hpp"

namespace backbone::testing {

/// A `constexpr Statement` or `constexpr BulkInsert` as it stands in the sources.
struct SourceStatement
{
    std::string file;
    std::string name;
    std::string sql;
    /// 0 for a Statement.
    std::size_t bulk_columns = 0;
};

/// The root of the project's sources.
std::filesystem::path source_root();

/// All of them in src/ and modules/. Throws std::runtime_error when one is not written as a name and one literal, since
/// it could not be checked then.
std::vector<SourceStatement> source_statements();

/// In the language of one database; lists get two elements, bulk inserts two rows.
database::ExpandedStatement expand(database::Backend backend, const SourceStatement& statement);

std::string read_file(const std::filesystem::path& path);

}  // namespace backbone::testing
