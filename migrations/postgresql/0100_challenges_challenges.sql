CREATE TABLE challenges (
    id VARCHAR(20) COLLATE "C" NOT NULL PRIMARY KEY,
    expires_at BIGINT NOT NULL,
    created_by VARCHAR(80) COLLATE "C",
    created_by_device VARCHAR(20) COLLATE "C"
);

CREATE INDEX challenges_by_expiry ON challenges (expires_at);

CREATE INDEX challenges_by_creator ON challenges (created_by) WHERE created_by IS NOT NULL;
