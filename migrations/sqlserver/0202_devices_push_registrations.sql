CREATE TABLE push_registrations (
    device_id VARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY REFERENCES devices (id) ON DELETE CASCADE,
    identity_address VARCHAR(80) COLLATE Latin1_General_BIN2 NOT NULL,
    push_identifier VARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL,
    platform VARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    handle VARCHAR(2000) COLLATE Latin1_General_100_BIN2_UTF8 NOT NULL,
    app_id VARCHAR(2000) COLLATE Latin1_General_100_BIN2_UTF8 NOT NULL,
    environment SMALLINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE INDEX push_registrations_by_identity ON push_registrations (identity_address);
