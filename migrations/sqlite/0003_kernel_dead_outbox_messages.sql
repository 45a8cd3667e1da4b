-- What an operator looks through.
CREATE INDEX dead_outbox_messages ON outbox (created_at, id) WHERE state = 1;
