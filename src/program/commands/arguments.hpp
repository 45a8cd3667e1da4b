#pragma once

#include <cstdint>
#include <string>

#include <backbone/identity_address.hpp>

namespace CLI {
class App;
}

/// Arguments that several commands take.
namespace backbone::program {

/// Of `--limit`: more than anybody has.
inline constexpr std::int64_t kMaximumLimit = 1'000'000'000;

/// Gives the command the argument ADDRESS.
void add_address(CLI::App& command, std::string& address);

/// Throws Error when the text is no address.
IdentityAddress address_of(const std::string& text);

}  // namespace backbone::program
