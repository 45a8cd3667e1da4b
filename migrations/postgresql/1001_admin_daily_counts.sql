-- How much happened on each day (in UTC, as the number of days since 1970), counted by a job. A day that is not over grows with
-- each count; the newest row also tells how many identities there were then, and how many of them had used up a quota, or most of one.
CREATE TABLE daily_counts (
    day INTEGER NOT NULL PRIMARY KEY,
    counted_at BIGINT NOT NULL,
    identities BIGINT NOT NULL,
    recently_active_identities BIGINT NOT NULL,
    created_identities BIGINT NOT NULL,
    active_identities BIGINT NOT NULL,
    sent_messages BIGINT NOT NULL,
    identities_at_quota BIGINT NOT NULL,
    identities_near_quota BIGINT NOT NULL
);

-- For the messages of a day. They are written in the order of their creation, so an index of a few pages is enough.
CREATE INDEX messages_by_creation ON messages USING BRIN (created_at) WITH (pages_per_range = 32, autosummarize = on);
