-- What of an identity's synchronization is kept once: one row an identity, made with it, whose lock makes pushes, sync
-- runs and new external events of the identity wait for each other.
CREATE TABLE sync_states (
    owner TEXT NOT NULL PRIMARY KEY,
    datawallet_version INTEGER,
    next_modification_index INTEGER NOT NULL,
    next_sync_run_index INTEGER NOT NULL,
    next_external_event_index INTEGER NOT NULL,
    open_sync_run_id TEXT
);
