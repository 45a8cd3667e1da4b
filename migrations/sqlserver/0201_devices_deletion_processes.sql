CREATE TABLE identity_deletion_processes (
    id VARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY,
    identity_address VARCHAR(80) COLLATE Latin1_General_BIN2 NOT NULL REFERENCES identities (address) ON DELETE CASCADE,
    status SMALLINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by_device VARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL,
    grace_period_ends_at BIGINT,
    cancelled_at BIGINT,
    deletion_started_at BIGINT,
    reminder_1_sent_at BIGINT,
    reminder_2_sent_at BIGINT,
    reminder_3_sent_at BIGINT
);

CREATE INDEX deletion_processes_by_identity ON identity_deletion_processes (identity_address, created_at);

CREATE UNIQUE INDEX one_active_deletion_process_per_identity ON identity_deletion_processes (identity_address)
WHERE status = 1;

CREATE INDEX deletion_processes_by_cancellation ON identity_deletion_processes (cancelled_at)
WHERE cancelled_at IS NOT NULL;

-- Outlives the identity, so it refers to it by hashes only, and to its process by a plain id.
CREATE TABLE identity_deletion_audit_log (
    id VARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY,
    process_id VARCHAR(20) COLLATE Latin1_General_BIN2,
    created_at BIGINT NOT NULL,
    message_key VARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    identity_address_hash VARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    device_id_hash VARCHAR(64) COLLATE Latin1_General_BIN2,
    old_status SMALLINT,
    new_status SMALLINT,
    additional_data VARCHAR(MAX) COLLATE Latin1_General_100_BIN2_UTF8
);

CREATE INDEX deletion_audit_log_by_identity ON identity_deletion_audit_log (identity_address_hash, created_at);

CREATE INDEX deletion_audit_log_by_time ON identity_deletion_audit_log (created_at);

-- The users of deleted identities, so that their apps can learn of the deletion.
CREATE TABLE deleted_usernames (
    username_hash VARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY,
    identity_address_hash VARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    deleted_at BIGINT NOT NULL
);

CREATE INDEX deleted_usernames_by_identity ON deleted_usernames (identity_address_hash);

CREATE INDEX deleted_usernames_by_time ON deleted_usernames (deleted_at);
