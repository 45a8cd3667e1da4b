CREATE TABLE outbox (
    id VARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY,
    topic VARCHAR(80) COLLATE Latin1_General_BIN2 NOT NULL,
    payload VARCHAR(MAX) COLLATE Latin1_General_100_BIN2_UTF8 NOT NULL,
    created_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    attempts INTEGER NOT NULL,
    state INTEGER NOT NULL,
    last_error VARCHAR(MAX) COLLATE Latin1_General_100_BIN2_UTF8
);

CREATE INDEX outbox_by_due ON outbox (topic, due_at, id) WHERE state = 0;
