CREATE TABLE tokens (
    id TEXT NOT NULL PRIMARY KEY,
    created_by TEXT,
    created_by_device TEXT,
    for_identity TEXT,
    password TEXT,
    content TEXT,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    access_failed_count INTEGER NOT NULL
);

CREATE INDEX tokens_by_creator ON tokens (created_by, created_at);

CREATE INDEX tokens_by_recipient ON tokens (for_identity) WHERE for_identity IS NOT NULL;

CREATE INDEX tokens_by_expiry ON tokens (expires_at);

CREATE TABLE token_allocations (
    token_id TEXT NOT NULL REFERENCES tokens (id) ON DELETE CASCADE,
    allocated_by TEXT NOT NULL,
    allocated_by_device TEXT NOT NULL,
    allocated_at INTEGER NOT NULL,
    PRIMARY KEY (token_id, allocated_by)
);

CREATE INDEX token_allocations_by_identity ON token_allocations (allocated_by);
