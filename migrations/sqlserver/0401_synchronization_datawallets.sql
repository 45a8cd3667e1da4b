CREATE TABLE datawallet_modifications (
    owner VARCHAR(80) COLLATE Latin1_General_BIN2 NOT NULL,
    modification_index BIGINT NOT NULL,
    id VARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL,
    datawallet_version INTEGER NOT NULL,
    type SMALLINT NOT NULL,
    collection VARCHAR(300) COLLATE Latin1_General_100_BIN2_UTF8 NOT NULL,
    object_identifier VARCHAR(600) COLLATE Latin1_General_100_BIN2_UTF8 NOT NULL,
    payload_category VARCHAR(300) COLLATE Latin1_General_100_BIN2_UTF8,
    encrypted_payload VARCHAR(MAX) COLLATE Latin1_General_BIN2,
    created_at BIGINT NOT NULL,
    created_by_device VARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL,
    group_key VARCHAR(34) COLLATE Latin1_General_BIN2 NOT NULL,
    standing SMALLINT NOT NULL,
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
