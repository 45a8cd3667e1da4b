-- What operators changed: the audit log.
CREATE TABLE operator_actions (
    id TEXT NOT NULL PRIMARY KEY,
    created_at INTEGER NOT NULL,
    operator_name TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    details TEXT
);

CREATE INDEX operator_actions_by_time ON operator_actions (created_at, id);
