-- What operators changed: the audit log.
CREATE TABLE operator_actions (
    id VARCHAR(20) COLLATE "C" NOT NULL PRIMARY KEY,
    created_at BIGINT NOT NULL,
    operator_name VARCHAR(100) COLLATE "C" NOT NULL,
    action VARCHAR(80) COLLATE "C" NOT NULL,
    subject VARCHAR(200) COLLATE "C" NOT NULL,
    details TEXT
);

CREATE INDEX operator_actions_by_time ON operator_actions (created_at, id);
