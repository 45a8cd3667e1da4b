CREATE TABLE tokens (
    id VARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY,
    created_by VARCHAR(80) COLLATE Latin1_General_BIN2,
    created_by_device VARCHAR(20) COLLATE Latin1_General_BIN2,
    for_identity VARCHAR(80) COLLATE Latin1_General_BIN2,
    password VARCHAR(MAX) COLLATE Latin1_General_BIN2,
    content VARCHAR(MAX) COLLATE Latin1_General_BIN2,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    access_failed_count INTEGER NOT NULL
);

CREATE INDEX tokens_by_creator ON tokens (created_by, created_at);

CREATE INDEX tokens_by_recipient ON tokens (for_identity) WHERE for_identity IS NOT NULL;

CREATE INDEX tokens_by_expiry ON tokens (expires_at);

CREATE TABLE token_allocations (
    token_id VARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL REFERENCES tokens (id) ON DELETE CASCADE,
    allocated_by VARCHAR(80) COLLATE Latin1_General_BIN2 NOT NULL,
    allocated_by_device VARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL,
    allocated_at BIGINT NOT NULL,
    PRIMARY KEY (token_id, allocated_by)
);

CREATE INDEX token_allocations_by_identity ON token_allocations (allocated_by);
