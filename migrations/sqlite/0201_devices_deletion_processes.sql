CREATE TABLE identity_deletion_processes (
    id TEXT NOT NULL PRIMARY KEY,
    identity_address TEXT NOT NULL REFERENCES identities (address) ON DELETE CASCADE,
    status INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by_device TEXT NOT NULL,
    grace_period_ends_at INTEGER,
    cancelled_at INTEGER,
    deletion_started_at INTEGER,
    reminder_1_sent_at INTEGER,
    reminder_2_sent_at INTEGER,
    reminder_3_sent_at INTEGER
);

CREATE INDEX deletion_processes_by_identity ON identity_deletion_processes (identity_address, created_at);

CREATE UNIQUE INDEX one_active_deletion_process_per_identity ON identity_deletion_processes (identity_address)
WHERE status = 1;

CREATE INDEX deletion_processes_by_cancellation ON identity_deletion_processes (cancelled_at)
WHERE cancelled_at IS NOT NULL;

-- Outlives the identity, so it refers to it by hashes only, and to its process by a plain id.
CREATE TABLE identity_deletion_audit_log (
    id TEXT NOT NULL PRIMARY KEY,
    process_id TEXT,
    created_at INTEGER NOT NULL,
    message_key TEXT NOT NULL,
    identity_address_hash TEXT NOT NULL,
    device_id_hash TEXT,
    old_status INTEGER,
    new_status INTEGER,
    additional_data TEXT
);

CREATE INDEX deletion_audit_log_by_identity ON identity_deletion_audit_log (identity_address_hash, created_at);

CREATE INDEX deletion_audit_log_by_time ON identity_deletion_audit_log (created_at);

-- The users of deleted identities, so that their apps can learn of the deletion.
CREATE TABLE deleted_usernames (
    username_hash TEXT NOT NULL PRIMARY KEY,
    identity_address_hash TEXT NOT NULL,
    deleted_at INTEGER NOT NULL
);

CREATE INDEX deleted_usernames_by_identity ON deleted_usernames (identity_address_hash);

CREATE INDEX deleted_usernames_by_time ON deleted_usernames (deleted_at);
