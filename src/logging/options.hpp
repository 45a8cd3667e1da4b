#pragma once

#include <cstdint>
#include <vector>

#include <backbone/log.hpp>

namespace backbone::logging {

enum class Format : std::uint8_t {
    json,  ///< one object a line
    text   ///< for people
};

/// What is replaced by `**MASKED**` in log entries (docs/protocol/http-and-auth.md §15.3).
enum class Mask : std::uint8_t { identity_addresses, device_ids, usernames, email_addresses };

struct Options
{
    LogLevel level = LogLevel::info;
    Format format = Format::json;
    std::vector<Mask> masks{Mask::identity_addresses, Mask::device_ids, Mask::usernames, Mask::email_addresses};
};

}  // namespace backbone::logging
