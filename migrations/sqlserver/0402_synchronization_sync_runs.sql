CREATE TABLE sync_runs (
    id VARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY,
    type SMALLINT NOT NULL,
    run_index BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by VARCHAR(80) COLLATE Latin1_General_BIN2 NOT NULL,
    created_by_device VARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL,
    expires_at BIGINT NOT NULL,
    event_count INTEGER NOT NULL,
    finalized_at BIGINT,
    UNIQUE (created_by, run_index)
);

CREATE INDEX finalized_sync_runs ON sync_runs (finalized_at) WHERE finalized_at IS NOT NULL;

CREATE TABLE external_events (
    owner VARCHAR(80) COLLATE Latin1_General_BIN2 NOT NULL,
    event_index BIGINT NOT NULL,
    id VARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL,
    type SMALLINT NOT NULL,
    created_at BIGINT NOT NULL,
    payload VARCHAR(MAX) COLLATE Latin1_General_BIN2 NOT NULL,
    sync_error_count SMALLINT NOT NULL,
    is_delivery_blocked SMALLINT NOT NULL,
    sync_run_id VARCHAR(20) COLLATE Latin1_General_BIN2,
    PRIMARY KEY (owner, event_index)
);

-- What the next sync run takes.
CREATE INDEX deliverable_external_events ON external_events (owner, sync_error_count)
WHERE sync_run_id IS NULL AND is_delivery_blocked = 0 AND sync_error_count < 3;

CREATE INDEX external_events_by_sync_run ON external_events (sync_run_id, event_index) WHERE sync_run_id IS NOT NULL;

-- Why the attempts to sync an event failed, for who looks into it.
CREATE TABLE sync_errors (
    owner VARCHAR(80) COLLATE Latin1_General_BIN2 NOT NULL,
    event_index BIGINT NOT NULL,
    attempt SMALLINT NOT NULL,
    error_code VARCHAR(600) COLLATE Latin1_General_100_BIN2_UTF8 NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (owner, event_index, attempt),
    FOREIGN KEY (owner, event_index) REFERENCES external_events (owner, event_index) ON DELETE CASCADE
);
