-- What operators changed: the audit log.
CREATE TABLE operator_actions (
    id VARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY,
    created_at BIGINT NOT NULL,
    operator_name VARCHAR(400) COLLATE Latin1_General_100_BIN2_UTF8 NOT NULL,
    action VARCHAR(80) COLLATE Latin1_General_BIN2 NOT NULL,
    subject VARCHAR(800) COLLATE Latin1_General_100_BIN2_UTF8 NOT NULL,
    details VARCHAR(MAX) COLLATE Latin1_General_100_BIN2_UTF8
);

CREATE INDEX operator_actions_by_time ON operator_actions (created_at, id);
