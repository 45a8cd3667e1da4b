CREATE TABLE tiers (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    can_be_used_as_default INTEGER NOT NULL,
    can_be_manually_assigned INTEGER NOT NULL
);

CREATE TABLE oauth_clients (
    client_id TEXT NOT NULL PRIMARY KEY,
    display_name TEXT NOT NULL,
    secret_hash TEXT NOT NULL,
    default_tier_id TEXT NOT NULL REFERENCES tiers (id),
    created_at INTEGER NOT NULL,
    maximum_identities INTEGER
);

CREATE INDEX oauth_clients_by_tier ON oauth_clients (default_tier_id);

CREATE TABLE identities (
    address TEXT NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL,
    public_key TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    identity_version INTEGER NOT NULL,
    tier_id TEXT NOT NULL,
    tier_id_before_deletion TEXT,
    status INTEGER NOT NULL,
    deletion_grace_period_ends_at INTEGER
);

CREATE INDEX identities_by_client ON identities (client_id);

CREATE INDEX identities_by_tier ON identities (tier_id);

CREATE INDEX identities_by_deletion ON identities (status, deletion_grace_period_ends_at) WHERE status <> 0;

-- A device and the user that logs in on it are one row, since each has exactly one of the other.
CREATE TABLE devices (
    id TEXT NOT NULL PRIMARY KEY,
    identity_address TEXT NOT NULL REFERENCES identities (address) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    created_by_device TEXT NOT NULL,
    communication_language TEXT NOT NULL,
    is_backup_device INTEGER NOT NULL,
    user_id TEXT NOT NULL,
    username TEXT NOT NULL,
    normalized_username TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    access_failed_count INTEGER NOT NULL,
    locked_out_until INTEGER,
    last_login_at INTEGER
);

CREATE INDEX devices_by_identity ON devices (identity_address, created_at);

CREATE UNIQUE INDEX one_backup_device_per_identity ON devices (identity_address) WHERE is_backup_device = 1;

CREATE TABLE feature_flags (
    owner_address TEXT NOT NULL REFERENCES identities (address) ON DELETE CASCADE,
    name TEXT NOT NULL,
    is_enabled INTEGER NOT NULL,
    PRIMARY KEY (owner_address, name)
);
