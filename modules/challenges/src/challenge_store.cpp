#include "challenge_store.hpp"

namespace backbone::challenges {
namespace {

constexpr std::int64_t kBatch = 1000;

constexpr Statement kFind{"challenges.find", R"(
    SELECT id, expires_at, created_by, created_by_device FROM challenges WHERE id = :id)"};

constexpr Statement kInsert{"challenges.insert", R"(
    INSERT INTO challenges (id, expires_at, created_by, created_by_device)
    SELECT :id, :expires_at, :created_by, :created_by_device {not_durable})"};

constexpr Statement kDeleteExpired{"challenges.delete_expired", R"(
    DELETE FROM challenges WHERE id IN (
        SELECT id FROM challenges WHERE expires_at <= :time ORDER BY expires_at {limit :batch}))"};

constexpr Statement kDeleteOfIdentity{"challenges.delete_of_identity", R"(
    DELETE FROM challenges WHERE id IN (
        SELECT id FROM challenges WHERE created_by = :identity ORDER BY id {limit :batch}))"};

}  // namespace

std::optional<Challenge> find(Queries& queries, const ChallengeId& id)
{
    return queries.find<Challenge>(kFind, id);
}

void store::insert(Queries& queries, const Challenge& challenge)
{
    queries.execute(kInsert, challenge.id, challenge.expires_at, challenge.created_by, challenge.created_by_device);
}

bool store::delete_expired_before(Transaction& tx, Timestamp time)
{
    return tx.change(kDeleteExpired, time, kBatch) == kBatch;
}

bool store::delete_of_identity(Transaction& tx, const IdentityAddress& identity)
{
    return tx.change(kDeleteOfIdentity, identity, kBatch) == kBatch;
}

}  // namespace backbone::challenges
