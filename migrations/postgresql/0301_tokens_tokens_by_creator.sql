-- With the id, so that it has the order of the operator's list.
DROP INDEX tokens_by_creator;

CREATE INDEX tokens_by_creator ON tokens (created_by, created_at, id);
