-- What the operator sees of each identity: all that the overview is filtered and sorted by, in one place.
CREATE TABLE identity_overviews (
    address TEXT NOT NULL PRIMARY KEY REFERENCES identities (address) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    client_id TEXT NOT NULL,
    identity_version INTEGER NOT NULL,
    tier_id TEXT NOT NULL,
    number_of_devices INTEGER NOT NULL,
    last_login_at INTEGER,
    datawallet_version INTEGER
);

INSERT INTO identity_overviews (address, created_at, client_id, identity_version, tier_id, number_of_devices,
                                last_login_at, datawallet_version)
SELECT i.address, i.created_at, i.client_id, i.identity_version, i.tier_id,
       (SELECT COUNT(*) FROM devices d WHERE d.identity_address = i.address),
       (SELECT MAX(d.last_login_at) FROM devices d WHERE d.identity_address = i.address),
       (SELECT s.datawallet_version FROM sync_states s WHERE s.owner = i.address)
FROM identities i;

CREATE INDEX identity_overviews_by_creation ON identity_overviews (created_at, address);

CREATE INDEX identity_overviews_by_login ON identity_overviews (last_login_at, address);

CREATE INDEX identity_overviews_by_client ON identity_overviews (client_id, address);

CREATE INDEX identity_overviews_by_tier ON identity_overviews (tier_id, address);

CREATE INDEX identity_overviews_by_devices ON identity_overviews (number_of_devices, address);

CREATE INDEX identity_overviews_by_datawallet ON identity_overviews (datawallet_version, address);

CREATE INDEX identity_overviews_by_version ON identity_overviews (identity_version, address);
