CREATE TABLE files (
    id TEXT NOT NULL PRIMARY KEY,
    created_at INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    created_by_device TEXT NOT NULL,
    owner TEXT NOT NULL,
    owner_signature TEXT NOT NULL,
    ownership_token TEXT NOT NULL,
    ownership_is_locked INTEGER NOT NULL,
    last_ownership_claim_at INTEGER,
    cipher_size INTEGER NOT NULL,
    cipher_hash TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    encrypted_properties TEXT NOT NULL
);

CREATE INDEX files_by_creator ON files (created_by, created_at, id, expires_at);

CREATE INDEX files_by_owner ON files (owner);

CREATE INDEX files_by_expiry ON files (expires_at);
