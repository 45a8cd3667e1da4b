-- How much of it an identity may have or do in a period; one with no quota of its own for a metric has those of its tier.
-- The numbers of metrics and periods are those of the program.
CREATE TABLE individual_quotas (
    id TEXT NOT NULL PRIMARY KEY,
    owner TEXT NOT NULL REFERENCES identities (address) ON DELETE CASCADE,
    metric INTEGER NOT NULL,
    period INTEGER NOT NULL,
    maximum INTEGER NOT NULL,
    UNIQUE (owner, metric, period)
);

CREATE TABLE tier_quotas (
    id TEXT NOT NULL PRIMARY KEY,
    tier_id TEXT NOT NULL REFERENCES tiers (id) ON DELETE CASCADE,
    metric INTEGER NOT NULL,
    period INTEGER NOT NULL,
    maximum INTEGER NOT NULL,
    UNIQUE (tier_id, metric, period)
);

-- What exists of a metric's rows of an identity: all of them, and those that were created since the beginning of each
-- calendar period that the row has seen last.
-- is_over_limit: what would exceed a quota sets it, and so fails with its transaction. It is never stored.
CREATE TABLE quota_usage (
    owner TEXT NOT NULL REFERENCES identities (address) ON DELETE CASCADE,
    metric INTEGER NOT NULL,
    total INTEGER NOT NULL,
    hour_begin INTEGER NOT NULL,
    in_hour INTEGER NOT NULL,
    day_begin INTEGER NOT NULL,
    in_day INTEGER NOT NULL,
    week_begin INTEGER NOT NULL,
    in_week INTEGER NOT NULL,
    month_begin INTEGER NOT NULL,
    in_month INTEGER NOT NULL,
    year_begin INTEGER NOT NULL,
    in_year INTEGER NOT NULL,
    is_over_limit INTEGER NOT NULL CHECK (is_over_limit = 0),
    PRIMARY KEY (owner, metric)
);
