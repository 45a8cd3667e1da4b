-- Appended to only; the entries of a relationship are numbered from 1, and its revision is the number of the last one.
CREATE TABLE relationship_audit_log (
    relationship_id TEXT NOT NULL REFERENCES relationships (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    reason INTEGER NOT NULL,
    old_status INTEGER,
    new_status INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    created_by_device TEXT,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (relationship_id, number)
);

-- What housekeeping deletes.
CREATE INDEX relationships_ready_for_deletion ON relationship_audit_log (created_at) WHERE new_status = 70;
