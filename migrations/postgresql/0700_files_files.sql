CREATE TABLE files (
    id VARCHAR(20) COLLATE "C" NOT NULL PRIMARY KEY,
    created_at BIGINT NOT NULL,
    created_by VARCHAR(80) COLLATE "C" NOT NULL,
    created_by_device VARCHAR(20) COLLATE "C" NOT NULL,
    owner VARCHAR(80) COLLATE "C" NOT NULL,
    owner_signature TEXT COLLATE "C" NOT NULL,
    ownership_token VARCHAR(20) COLLATE "C" NOT NULL,
    ownership_is_locked SMALLINT NOT NULL,
    last_ownership_claim_at BIGINT,
    cipher_size BIGINT NOT NULL,
    cipher_hash TEXT COLLATE "C" NOT NULL,
    expires_at BIGINT NOT NULL,
    encrypted_properties TEXT COLLATE "C" NOT NULL
);

CREATE INDEX files_by_creator ON files (created_by, created_at, id, expires_at);

CREATE INDEX files_by_owner ON files (owner);

CREATE INDEX files_by_expiry ON files (expires_at);

-- Ciphertext does not compress; trying to costs time on every write and read.
ALTER TABLE files ALTER COLUMN encrypted_properties SET STORAGE EXTERNAL;
