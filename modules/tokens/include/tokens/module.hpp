#pragma once

#include <string>

#include <backbone/registry.hpp>

namespace backbone::tokens {

/// `did_domain_name` gives the address that replaces those of deleted identities.
void register_tokens(Registry& registry, const std::string& did_domain_name);

}  // namespace backbone::tokens
