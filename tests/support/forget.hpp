#pragma once

#include <algorithm>
#include <string_view>

#include "support/application.hpp"

namespace backbone::testing {

/// Removes what one module knows of a person, as the deletion of an identity does.
inline void forget(TestApplication& app, std::string_view aggregate, const Person& person)
{
    const auto& deleters = app.registry().identity_data_deleters;
    const auto deleter = std::ranges::find(deleters, aggregate, &IdentityDataDeleter::aggregate);
    REQUIRE(deleter != deleters.end());
    const auto connection = app.database().connect();
    while (connection->transaction(
        [&](Transaction& tx) { return deleter->delete_batch(tx, person.address, app.application().installation()); })) {
    }
}

}  // namespace backbone::testing
