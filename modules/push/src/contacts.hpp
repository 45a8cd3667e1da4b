#pragma once

#include <cstdint>
#include <vector>

#include <backbone/database.hpp>

namespace backbone::push {

/// What there is between two identities, from the least.
enum class Contact : std::uint8_t {
    none,   ///< never was there a relationship
    ended,  ///< the youngest relationship is neither pending nor active nor terminated
    living
};

namespace contacts {

/// The least that the identity has with one of the others.
Contact weakest(Queries& queries, const IdentityAddress& identity, const std::vector<IdentityAddress>& others);

}  // namespace contacts
}  // namespace backbone::push
