CREATE TABLE jobs (
    name VARCHAR(80) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY,
    next_run_at BIGINT NOT NULL,
    locked_until BIGINT NOT NULL,
    locked_by VARCHAR(200) COLLATE Latin1_General_BIN2,
    last_started_at BIGINT,
    last_finished_at BIGINT,
    last_error VARCHAR(MAX) COLLATE Latin1_General_100_BIN2_UTF8
);
