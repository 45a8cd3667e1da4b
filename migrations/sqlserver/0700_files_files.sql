CREATE TABLE files (
    id VARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY,
    created_at BIGINT NOT NULL,
    created_by VARCHAR(80) COLLATE Latin1_General_BIN2 NOT NULL,
    created_by_device VARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL,
    owner VARCHAR(80) COLLATE Latin1_General_BIN2 NOT NULL,
    owner_signature VARCHAR(700) COLLATE Latin1_General_BIN2 NOT NULL,
    ownership_token VARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL,
    ownership_is_locked SMALLINT NOT NULL,
    last_ownership_claim_at BIGINT,
    cipher_size BIGINT NOT NULL,
    cipher_hash VARCHAR(200) COLLATE Latin1_General_BIN2 NOT NULL,
    expires_at BIGINT NOT NULL,
    encrypted_properties VARCHAR(MAX) COLLATE Latin1_General_BIN2 NOT NULL
);

CREATE INDEX files_by_creator ON files (created_by, created_at, id, expires_at);

CREATE INDEX files_by_owner ON files (owner);

CREATE INDEX files_by_expiry ON files (expires_at);
