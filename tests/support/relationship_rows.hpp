#pragma once

#include <relationships/relationships.hpp>

#include "support/application.hpp"

/// Relationships for tests of other modules.
namespace backbone::testing {

using relationships::RelationshipId;
using relationships::RelationshipStatus;

/// Only rows: the relationship's own rules are not asked.
inline RelationshipId given_relationship(TestApplication& app, const Person& from, const Person& to,
                                         RelationshipStatus status = RelationshipStatus::active)
{
    static constexpr Statement kInsert{"test.insert_relationship", R"(
        INSERT INTO relationships (id, pair, from_address, to_address, created_at, status, revision,
                                   from_has_decomposed, to_has_decomposed)
        VALUES (:id, :pair, :from, :to, :created_at, :status, 0, 0, 0))"};
    const auto id = RelationshipId::generate(app.database().random);
    app.database().connect()->queries().execute(kInsert, id, relationships::pair_of(from.address, to.address),
                                                from.address, to.address, app.clock().now(), status);
    return id;
}

}  // namespace backbone::testing
