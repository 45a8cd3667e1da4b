CREATE TABLE push_registrations (
    device_id TEXT NOT NULL PRIMARY KEY REFERENCES devices (id) ON DELETE CASCADE,
    identity_address TEXT NOT NULL,
    push_identifier TEXT NOT NULL,
    platform TEXT NOT NULL,
    handle TEXT NOT NULL,
    app_id TEXT NOT NULL,
    environment INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
);

CREATE INDEX push_registrations_by_identity ON push_registrations (identity_address);
