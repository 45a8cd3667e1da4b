CREATE TABLE sync_runs (
    id TEXT NOT NULL PRIMARY KEY,
    type INTEGER NOT NULL,
    run_index INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    created_by_device TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    event_count INTEGER NOT NULL,
    finalized_at INTEGER,
    UNIQUE (created_by, run_index)
);

CREATE INDEX finalized_sync_runs ON sync_runs (finalized_at) WHERE finalized_at IS NOT NULL;

CREATE TABLE external_events (
    owner TEXT NOT NULL,
    event_index INTEGER NOT NULL,
    id TEXT NOT NULL,
    type INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    payload TEXT NOT NULL,
    sync_error_count INTEGER NOT NULL,
    is_delivery_blocked INTEGER NOT NULL,
    sync_run_id TEXT,
    PRIMARY KEY (owner, event_index)
);

-- What the next sync run takes.
CREATE INDEX deliverable_external_events ON external_events (owner, sync_error_count)
WHERE sync_run_id IS NULL AND is_delivery_blocked = 0 AND sync_error_count < 3;

CREATE INDEX external_events_by_sync_run ON external_events (sync_run_id, event_index) WHERE sync_run_id IS NOT NULL;

-- Why the attempts to sync an event failed, for who looks into it.
CREATE TABLE sync_errors (
    owner TEXT NOT NULL,
    event_index INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    error_code TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (owner, event_index, attempt),
    FOREIGN KEY (owner, event_index) REFERENCES external_events (owner, event_index) ON DELETE CASCADE
);
