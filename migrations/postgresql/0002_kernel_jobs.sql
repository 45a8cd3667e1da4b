CREATE TABLE jobs (
    name VARCHAR(80) COLLATE "C" NOT NULL PRIMARY KEY,
    next_run_at BIGINT NOT NULL,
    locked_until BIGINT NOT NULL,
    locked_by VARCHAR(200) COLLATE "C",
    last_started_at BIGINT,
    last_finished_at BIGINT,
    last_error TEXT
);
