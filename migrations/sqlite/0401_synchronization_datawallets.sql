CREATE TABLE datawallet_modifications (
    owner TEXT NOT NULL,
    modification_index INTEGER NOT NULL,
    id TEXT NOT NULL,
    datawallet_version INTEGER NOT NULL,
    type INTEGER NOT NULL,
    collection TEXT NOT NULL,
    object_identifier TEXT NOT NULL,
    payload_category TEXT,
    encrypted_payload TEXT,
    created_at INTEGER NOT NULL,
    created_by_device TEXT NOT NULL,
    group_key TEXT NOT NULL,
    standing INTEGER NOT NULL,
    PRIMARY KEY (owner, modification_index)
);

-- What a list shows.
CREATE INDEX listed_datawallet_modifications ON datawallet_modifications (owner, modification_index)
WHERE standing < 2;

-- What a later modification may outdate.
CREATE INDEX datawallet_modifications_by_group ON datawallet_modifications (owner, group_key) WHERE standing < 3;

-- What housekeeping deletes.
CREATE INDEX obsolete_datawallet_modifications ON datawallet_modifications (created_at) WHERE standing IN (1, 3);

-- What a deletion may bring back: hardly any row.
CREATE INDEX superseded_datawallet_modifications ON datawallet_modifications (group_key) WHERE standing = 2;
