#pragma once

#include <string>

#include <fmt/format.h>

#include "support/application.hpp"
#include "support/rows.hpp"

/// What tests on existing tokens begin with.
namespace backbone::testing {

/// The members beside `expiresAt`, such as `,"password":"AAAA"`. Expires in a day.
inline std::string given_token(TestApplication& app, const Person& creator,
                               std::string_view members = R"(,"content":"AAAA")")
{
    return app.post("/api/v2/Tokens", fmt::format(R"({{"expiresAt":"2026-01-02"{}}})", members), creator)
        .text("result.id");
}

/// Expires in four minutes.
inline std::string given_anonymous_token(TestApplication& app, std::string_view members = "")
{
    return app.post("/api/v2/Tokens", fmt::format(R"({{"expiresAt":"2026-01-01T00:04:00Z"{}}})", members))
        .text("result.id");
}

inline std::string token_path(const std::string& id)
{
    return "/api/v2/Tokens/" + id;
}

inline std::string only_for(const Person& person)
{
    return fmt::format(R"(,"content":"AAAA","forIdentity":"{}")", person.address.text());
}

inline constexpr std::string_view kWithPassword = R"(,"content":"AAAA","password":"cGFzc3dvcmQ")";
inline constexpr std::string_view kRightPassword = "?password=cGFzc3dvcmQ%3D";
inline constexpr std::string_view kWrongPassword = "?password=AAAA";

inline void set_failed_attempts(TestDatabase& database, int number)
{
    change_rows(database, fmt::format("UPDATE tokens SET access_failed_count = {}", number));
}

inline std::int64_t failed_attempts(TestDatabase& database)
{
    return number_in(database, "SELECT access_failed_count FROM tokens");
}

}  // namespace backbone::testing
