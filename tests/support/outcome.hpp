#pragma once

#include <string>

#include "support/application.hpp"

namespace backbone::testing {

/// How a request ended, in one text: `201`, or `404 recordNotFound`, which is the code without `error.platform.`.
inline std::string outcome_of(const Answer& answer)
{
    constexpr std::string_view kPrefix = "error.platform.";
    std::string code = answer.code();
    if (code.starts_with(kPrefix)) code.erase(0, kPrefix.size());
    return std::to_string(answer.status) + (code.empty() ? "" : " " + code);
}

}  // namespace backbone::testing
