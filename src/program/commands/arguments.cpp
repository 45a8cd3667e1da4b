#include "program/commands/arguments.hpp"

#include <charconv>
#include <cstdint>
#include <system_error>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <backbone/error.hpp>

namespace backbone::program {

void add_address(CLI::App& command, std::string& address)
{
    command.add_option("ADDRESS", address, "Address of the identity")->required()->option_text(" ");
}

std::string at_least_one(const std::string& number)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    const bool is_fine = error == std::errc{} && end == number.data() + number.size() && value >= 1;
    return is_fine ? std::string() : fmt::format("a whole number from 1 on is needed, not '{}'", number);
}

IdentityAddress address_of(const std::string& text)
{
    const auto address = IdentityAddress::parse(text);
    if (!address) throw invalid_property("address", "is no address of an identity");
    return *address;
}

}  // namespace backbone::program
