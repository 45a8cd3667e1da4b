#pragma once

#include <string>

#include <backbone/identity_address.hpp>

namespace CLI {
class App;
}

/// Arguments that several commands take.
namespace backbone::program {

/// Gives the command the argument ADDRESS.
void add_address(CLI::App& command, std::string& address);

/// A check of numbers, whose message CLI11's own would make unreadable. Answers what is wrong, or nothing.
std::string at_least_one(const std::string& number);

/// Throws Error when the text is no address.
IdentityAddress address_of(const std::string& text);

}  // namespace backbone::program
