-- How much of it an identity may have or do in a period; one with no quota of its own for a metric has those of its tier.
-- The numbers of metrics and periods are those of the program.
CREATE TABLE individual_quotas (
    id VARCHAR(20) COLLATE "C" NOT NULL PRIMARY KEY,
    owner VARCHAR(80) COLLATE "C" NOT NULL REFERENCES identities (address) ON DELETE CASCADE,
    metric SMALLINT NOT NULL,
    period SMALLINT NOT NULL,
    maximum BIGINT NOT NULL,
    UNIQUE (owner, metric, period)
);

CREATE TABLE tier_quotas (
    id VARCHAR(20) COLLATE "C" NOT NULL PRIMARY KEY,
    tier_id VARCHAR(20) COLLATE "C" NOT NULL REFERENCES tiers (id) ON DELETE CASCADE,
    metric SMALLINT NOT NULL,
    period SMALLINT NOT NULL,
    maximum BIGINT NOT NULL,
    UNIQUE (tier_id, metric, period)
);

-- What exists of a metric's rows of an identity: all of them, and those that were created since the beginning of each
-- calendar period that the row has seen last.
-- is_over_limit: what would exceed a quota sets it, and so fails with its transaction. It is never stored.
CREATE TABLE quota_usage (
    owner VARCHAR(80) COLLATE "C" NOT NULL REFERENCES identities (address) ON DELETE CASCADE,
    metric SMALLINT NOT NULL,
    total BIGINT NOT NULL,
    hour_begin BIGINT NOT NULL,
    in_hour BIGINT NOT NULL,
    day_begin BIGINT NOT NULL,
    in_day BIGINT NOT NULL,
    week_begin BIGINT NOT NULL,
    in_week BIGINT NOT NULL,
    month_begin BIGINT NOT NULL,
    in_month BIGINT NOT NULL,
    year_begin BIGINT NOT NULL,
    in_year BIGINT NOT NULL,
    is_over_limit SMALLINT NOT NULL CHECK (is_over_limit = 0),
    PRIMARY KEY (owner, metric)
);

-- Every counted request changes a row and no index, so leave room to do that within the page.
ALTER TABLE quota_usage SET (fillfactor = 70);
