#include "deletion_process_store.hpp"

namespace backbone::devices::deletion_process_store {
namespace {

constexpr std::int64_t kBatch = 500;
constexpr std::int64_t kMostListed = 1000;

// A status stands in the text where it makes a partial index fit; for SQLite also the condition of that index.

constexpr Statement kInsert{"deletion_processes.insert", R"(
    INSERT INTO identity_deletion_processes (id, identity_address, status, created_at, created_by_device,
                                             grace_period_ends_at)
    VALUES (:id, :identity, :status, :created_at, :created_by_device, :grace_period_ends_at))"};

constexpr Statement kSelectOf{"deletion_processes.select_of_identity", R"(
    SELECT id, identity_address, status, created_at, created_by_device, grace_period_ends_at, reminder_1_sent_at,
           reminder_2_sent_at, reminder_3_sent_at
    FROM (SELECT id, identity_address, status, created_at, created_by_device, grace_period_ends_at, reminder_1_sent_at,
                 reminder_2_sent_at, reminder_3_sent_at
          FROM identity_deletion_processes WHERE identity_address = :identity
          ORDER BY created_at DESC, id DESC {limit :at_most}) newest
    ORDER BY created_at, id)"};

constexpr Statement kFindOf{"deletion_processes.find_of_identity", R"(
    SELECT id, identity_address, status, created_at, created_by_device, grace_period_ends_at, reminder_1_sent_at,
           reminder_2_sent_at, reminder_3_sent_at
    FROM identity_deletion_processes WHERE id = :id AND identity_address = :identity)"};

constexpr Statement kFindSituation{"deletion_processes.find_situation", R"(
    SELECT i.status, d.id, p.status, p.grace_period_ends_at
    FROM identities i
    LEFT JOIN devices d ON d.id = :device AND d.identity_address = i.address
    LEFT JOIN identity_deletion_processes p ON p.id = :process AND p.identity_address = i.address
    WHERE i.address = :identity)"};

constexpr Statement kCancel{"deletion_processes.cancel", R"(
    UPDATE identity_deletion_processes SET status = :cancelled, cancelled_at = :now, grace_period_ends_at = NULL
    {output id, identity_address, status, created_at, created_by_device, grace_period_ends_at, reminder_1_sent_at,
            reminder_2_sent_at, reminder_3_sent_at}
    WHERE id = :id AND identity_address = :identity AND status = 1
    {returning id, identity_address, status, created_at, created_by_device, grace_period_ends_at, reminder_1_sent_at,
               reminder_2_sent_at, reminder_3_sent_at})"};

constexpr Statement kSelectRunningOut{"deletion_processes.select_running_out", R"(
    SELECT id, identity_address, status, created_at, created_by_device, grace_period_ends_at, reminder_1_sent_at,
           reminder_2_sent_at, reminder_3_sent_at
    FROM identity_deletion_processes
    WHERE status = 1 AND identity_address > :after AND grace_period_ends_at <= :time AND reminder_3_sent_at IS NULL
    ORDER BY identity_address {limit :at_most})"};

constexpr Statement kMarkFirstReminder{"deletion_processes.mark_first_reminder", R"(
    UPDATE identity_deletion_processes SET reminder_1_sent_at = :now
    WHERE id = :id AND status = 1 AND reminder_1_sent_at IS NULL)"};

constexpr Statement kMarkSecondReminder{"deletion_processes.mark_second_reminder", R"(
    UPDATE identity_deletion_processes SET reminder_2_sent_at = :now
    WHERE id = :id AND status = 1 AND reminder_2_sent_at IS NULL)"};

constexpr Statement kMarkThirdReminder{"deletion_processes.mark_third_reminder", R"(
    UPDATE identity_deletion_processes SET reminder_3_sent_at = :now
    WHERE id = :id AND status = 1 AND reminder_3_sent_at IS NULL)"};

constexpr Statement kStartDeleting{"deletion_processes.start_deleting", R"(
    UPDATE identity_deletion_processes SET status = :deleting, deletion_started_at = :now
    {output id, identity_address, status, created_at, created_by_device, grace_period_ends_at, reminder_1_sent_at,
            reminder_2_sent_at, reminder_3_sent_at}
    WHERE identity_address = :identity AND status = 1
    {returning id, identity_address, status, created_at, created_by_device, grace_period_ends_at, reminder_1_sent_at,
               reminder_2_sent_at, reminder_3_sent_at})"};

constexpr Statement kSelectDeletions{"deletion_processes.select_deletions", R"(
    SELECT i.address, p.id, p.deletion_started_at
    FROM identities i JOIN identity_deletion_processes p ON p.identity_address = i.address AND p.status = 10
    WHERE i.status = 2 AND i.status <> 0 AND i.address > :after
    ORDER BY i.address {limit :at_most})"};

constexpr Statement kDeleteCancelled{"deletion_processes.delete_cancelled", R"(
    DELETE FROM identity_deletion_processes WHERE id IN (
        SELECT id FROM identity_deletion_processes WHERE cancelled_at < :time
        ORDER BY cancelled_at {limit :batch}))"};

}  // namespace

void insert(Transaction& tx, const DeletionProcess& process)
{
    tx.execute(kInsert, process.id, process.identity, process.status, process.created_at, process.created_by_device,
               process.grace_period_ends_at);
}

std::vector<DeletionProcess> select_of(Queries& queries, const IdentityAddress& identity)
{
    return queries.select<DeletionProcess>(kSelectOf, identity, kMostListed);
}

std::optional<DeletionProcess> find_of(Queries& queries, const DeletionProcessId& id, const IdentityAddress& identity)
{
    return queries.find<DeletionProcess>(kFindOf, id, identity);
}

std::optional<Situation> find_situation(Queries& queries, const IdentityAddress& identity, const DeviceId& device,
                                        const DeletionProcessId& process)
{
    return queries.find<Situation>(kFindSituation, device, process, identity);
}

std::optional<DeletionProcess> cancel(Transaction& tx, const DeletionProcessId& id, const IdentityAddress& identity,
                                      Timestamp now)
{
    return tx.find<DeletionProcess>(kCancel, DeletionProcessStatus::cancelled, now, id, identity);
}

std::vector<DeletionProcess> select_running_out(Queries& queries, Timestamp time, const IdentityAddress& after,
                                                std::int64_t at_most)
{
    return queries.select<DeletionProcess>(kSelectRunningOut, after, time, at_most);
}

bool mark_reminder(Transaction& tx, const DeletionProcessId& id, Reminder reminder, Timestamp now)
{
    switch (reminder) {
        case Reminder::first:
            return tx.change(kMarkFirstReminder, now, id) > 0;
        case Reminder::second:
            return tx.change(kMarkSecondReminder, now, id) > 0;
        case Reminder::third:
            break;
    }
    return tx.change(kMarkThirdReminder, now, id) > 0;
}

std::optional<DeletionProcess> start_deleting(Transaction& tx, const IdentityAddress& identity, Timestamp now)
{
    return tx.find<DeletionProcess>(kStartDeleting, DeletionProcessStatus::deleting, now, identity);
}

std::vector<Deletion> select_deletions(Queries& queries, const IdentityAddress& after, std::int64_t at_most)
{
    return queries.select<Deletion>(kSelectDeletions, after, at_most);
}

bool delete_cancelled_before(Transaction& tx, Timestamp time)
{
    return tx.change(kDeleteCancelled, time, kBatch) == kBatch;
}

}  // namespace backbone::devices::deletion_process_store
