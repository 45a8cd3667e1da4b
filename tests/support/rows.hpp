#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "support/databases.hpp"

/// What is in the database, for checks beside the answers of the application.
namespace backbone::testing {

/// The integer that the statement finds, such as a COUNT(*); 0 when there is no row or it is NULL.
inline std::int64_t number_in(TestDatabase& database, std::string_view sql)
{
    const auto found = database.connect()->queries().find<std::optional<std::int64_t>>(Statement{"test.number", sql});
    return found.value_or(std::nullopt).value_or(0);
}

/// The texts that the statement finds in its only column; NULL is shown as such.
inline std::vector<std::string> texts_in(TestDatabase& database, std::string_view sql)
{
    std::vector<std::string> texts;
    database.connect()->queries().for_each<std::optional<std::string>>(
        Statement{"test.texts", sql},
        [&](std::optional<std::string>&& text) { texts.push_back(text.value_or("NULL")); });
    return texts;
}

/// The only one of them.
inline std::string text_in(TestDatabase& database, std::string_view sql)
{
    const auto texts = texts_in(database, sql);
    INFO(sql);
    REQUIRE(texts.size() == 1);
    return texts.front();
}

/// Changes rows; answers how many.
inline std::int64_t change_rows(TestDatabase& database, std::string_view sql)
{
    return database.connect()->queries().change(Statement{"test.change", sql});
}

}  // namespace backbone::testing
