CREATE TABLE jobs (
    name TEXT NOT NULL PRIMARY KEY,
    next_run_at INTEGER NOT NULL,
    locked_until INTEGER NOT NULL,
    locked_by TEXT,
    last_started_at INTEGER,
    last_finished_at INTEGER,
    last_error TEXT
);
