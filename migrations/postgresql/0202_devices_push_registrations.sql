CREATE TABLE push_registrations (
    device_id VARCHAR(20) COLLATE "C" NOT NULL PRIMARY KEY REFERENCES devices (id) ON DELETE CASCADE,
    identity_address VARCHAR(80) COLLATE "C" NOT NULL,
    push_identifier VARCHAR(20) COLLATE "C" NOT NULL,
    platform VARCHAR(64) COLLATE "C" NOT NULL,
    handle VARCHAR(600) COLLATE "C" NOT NULL,
    app_id TEXT COLLATE "C" NOT NULL,
    environment SMALLINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE INDEX push_registrations_by_identity ON push_registrations (identity_address);
