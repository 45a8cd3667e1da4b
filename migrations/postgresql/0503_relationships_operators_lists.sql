-- What an operator lists of an identity, oldest first.
CREATE INDEX relationships_by_creator_and_time ON relationships (from_address, created_at, id);

CREATE INDEX relationships_by_recipient_and_time ON relationships (to_address, created_at, id);
