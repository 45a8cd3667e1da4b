-- Appended to only; the entries of a relationship are numbered from 1, and its revision is the number of the last one.
CREATE TABLE relationship_audit_log (
    relationship_id VARCHAR(20) COLLATE "C" NOT NULL REFERENCES relationships (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    reason SMALLINT NOT NULL,
    old_status SMALLINT,
    new_status SMALLINT NOT NULL,
    created_by VARCHAR(80) COLLATE "C" NOT NULL,
    created_by_device VARCHAR(20) COLLATE "C",
    created_at BIGINT NOT NULL,
    PRIMARY KEY (relationship_id, number)
);

-- What housekeeping deletes.
CREATE INDEX relationships_ready_for_deletion ON relationship_audit_log (created_at) WHERE new_status = 70;
