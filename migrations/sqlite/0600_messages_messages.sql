-- kept_by_sender: the recipients whose relationship the sender has not decomposed; without any it does not see the message.
-- kept_by_either: the recipients whose relationship not both sides have decomposed.
CREATE TABLE messages (
    id TEXT NOT NULL PRIMARY KEY,
    created_at INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    created_by_device TEXT NOT NULL,
    kept_by_sender INTEGER NOT NULL,
    kept_by_either INTEGER NOT NULL,
    attachments TEXT,
    body TEXT NOT NULL
);

-- What a sender sees, in the order of a list.
CREATE INDEX sent_messages ON messages (created_by, created_at, id) WHERE kept_by_sender > 0;

-- created_at is that of the message.
-- unreceived_from: its sender, until the recipient gets it or the relationship ends; they are limited.
CREATE TABLE message_recipients (
    message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    address TEXT NOT NULL,
    relationship_id TEXT NOT NULL,
    encrypted_key TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    received_at INTEGER,
    received_by_device TEXT,
    unreceived_from TEXT,
    is_decomposed_by_recipient INTEGER NOT NULL,
    is_decomposed_by_sender INTEGER NOT NULL,
    PRIMARY KEY (message_id, position)
);

-- What a recipient sees, in the order of a list.
CREATE INDEX received_messages ON message_recipients (address, created_at, message_id)
WHERE is_decomposed_by_recipient = 0;

CREATE INDEX unreceived_messages ON message_recipients (address, unreceived_from) WHERE unreceived_from IS NOT NULL;

CREATE INDEX message_recipients_by_relationship ON message_recipients (relationship_id);
