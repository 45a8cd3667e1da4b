CREATE TABLE challenges (
    id TEXT NOT NULL PRIMARY KEY,
    expires_at INTEGER NOT NULL,
    created_by TEXT,
    created_by_device TEXT
);

CREATE INDEX challenges_by_expiry ON challenges (expires_at);

CREATE INDEX challenges_by_creator ON challenges (created_by) WHERE created_by IS NOT NULL;
