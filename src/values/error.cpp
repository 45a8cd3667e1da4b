#include <backbone/error.hpp>

#include <fmt/format.h>

namespace backbone {

Error::Error(int status, std::string_view code, std::string message, std::string data)
    : status_(status), code_(code), message_(std::move(message)), data_(std::move(data))
{}

Error not_found(std::string_view record)
{
    return {404, codes::kRecordNotFound,
            fmt::format("{} not found. Make sure that the id is right, that it has not expired, and that the password, "
                        "if there is one, is right.",
                        record)};
}

Error forbidden()
{
    return {403, codes::kForbidden, "You are not allowed to do this."};
}

Error input_cannot_be_parsed(std::string_view where, std::string_view reason)
{
    return {400, codes::kInputCannotBeParsed, fmt::format("'{}': {}", where, reason)};
}

Error invalid_property(std::string_view property, std::string_view reason)
{
    return {400, codes::kInvalidPropertyValue, fmt::format("'{}' {}.", property, reason)};
}

Error rule_violated(std::string_view code, std::string message)
{
    return {400, code, std::move(message)};
}

}  // namespace backbone
