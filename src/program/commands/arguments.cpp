#include "program/commands/arguments.hpp"

#include <CLI/CLI.hpp>

#include <backbone/error.hpp>

namespace backbone::program {

void add_address(CLI::App& command, std::string& address)
{
    command.add_option("ADDRESS", address, "Address of the identity")->required()->option_text(" ");
}

IdentityAddress address_of(const std::string& text)
{
    const auto address = IdentityAddress::parse(text);
    if (!address) throw invalid_property("address", "is no address of an identity");
    return *address;
}

}  // namespace backbone::program
