CREATE TABLE outbox (
    id VARCHAR(20) COLLATE "C" NOT NULL PRIMARY KEY,
    topic VARCHAR(80) COLLATE "C" NOT NULL,
    payload TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    attempts INTEGER NOT NULL,
    state INTEGER NOT NULL,
    last_error TEXT
);

CREATE INDEX outbox_by_due ON outbox (topic, due_at, id) WHERE state = 0;

-- Rows come and go: what is gone should be swept up before it slows the search for the next ones.
ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
