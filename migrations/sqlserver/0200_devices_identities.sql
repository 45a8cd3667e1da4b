CREATE TABLE tiers (
    id VARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY,
    name VARCHAR(800) COLLATE Latin1_General_100_BIN2_UTF8 NOT NULL UNIQUE,
    can_be_used_as_default SMALLINT NOT NULL,
    can_be_manually_assigned SMALLINT NOT NULL
);

CREATE TABLE oauth_clients (
    client_id VARCHAR(400) COLLATE Latin1_General_100_BIN2_UTF8 NOT NULL PRIMARY KEY,
    display_name VARCHAR(MAX) COLLATE Latin1_General_100_BIN2_UTF8 NOT NULL,
    secret_hash VARCHAR(200) COLLATE Latin1_General_BIN2 NOT NULL,
    default_tier_id VARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL REFERENCES tiers (id),
    created_at BIGINT NOT NULL,
    maximum_identities INTEGER
);

CREATE INDEX oauth_clients_by_tier ON oauth_clients (default_tier_id);

CREATE TABLE identities (
    address VARCHAR(80) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY,
    client_id VARCHAR(400) COLLATE Latin1_General_100_BIN2_UTF8 NOT NULL,
    public_key VARCHAR(MAX) COLLATE Latin1_General_BIN2 NOT NULL,
    created_at BIGINT NOT NULL,
    identity_version SMALLINT NOT NULL,
    tier_id VARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL,
    tier_id_before_deletion VARCHAR(20) COLLATE Latin1_General_BIN2,
    status SMALLINT NOT NULL,
    deletion_grace_period_ends_at BIGINT
);

CREATE INDEX identities_by_client ON identities (client_id);

CREATE INDEX identities_by_tier ON identities (tier_id);

CREATE INDEX identities_by_deletion ON identities (status, deletion_grace_period_ends_at) WHERE status <> 0;

-- A device and the user that logs in on it are one row, since each has exactly one of the other.
CREATE TABLE devices (
    id VARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY,
    identity_address VARCHAR(80) COLLATE Latin1_General_BIN2 NOT NULL REFERENCES identities (address) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    created_by_device VARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL,
    communication_language VARCHAR(2) COLLATE Latin1_General_BIN2 NOT NULL,
    is_backup_device SMALLINT NOT NULL,
    user_id VARCHAR(64) COLLATE Latin1_General_BIN2 NOT NULL,
    username VARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL,
    normalized_username VARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL UNIQUE,
    password_hash VARCHAR(200) COLLATE Latin1_General_BIN2 NOT NULL,
    access_failed_count INTEGER NOT NULL,
    locked_out_until BIGINT,
    last_login_at BIGINT
);

CREATE INDEX devices_by_identity ON devices (identity_address, created_at);

CREATE UNIQUE INDEX one_backup_device_per_identity ON devices (identity_address) WHERE is_backup_device = 1;

CREATE TABLE feature_flags (
    owner_address VARCHAR(80) COLLATE Latin1_General_BIN2 NOT NULL REFERENCES identities (address) ON DELETE CASCADE,
    name VARCHAR(800) COLLATE Latin1_General_100_BIN2_UTF8 NOT NULL,
    is_enabled SMALLINT NOT NULL,
    PRIMARY KEY (owner_address, name)
);
