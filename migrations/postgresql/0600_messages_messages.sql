-- kept_by_sender: the recipients whose relationship the sender has not decomposed; without any it does not see the message.
-- kept_by_either: the recipients whose relationship not both sides have decomposed.
CREATE TABLE messages (
    id VARCHAR(20) COLLATE "C" NOT NULL PRIMARY KEY,
    created_at BIGINT NOT NULL,
    created_by VARCHAR(80) COLLATE "C" NOT NULL,
    created_by_device VARCHAR(20) COLLATE "C" NOT NULL,
    kept_by_sender INTEGER NOT NULL,
    kept_by_either INTEGER NOT NULL,
    attachments VARCHAR(420) COLLATE "C",
    body TEXT COLLATE "C" NOT NULL
);

-- What a sender sees, in the order of a list.
CREATE INDEX sent_messages ON messages (created_by, created_at, id) WHERE kept_by_sender > 0;

-- created_at is that of the message.
-- unreceived_from: its sender, until the recipient gets it or the relationship ends; they are limited.
CREATE TABLE message_recipients (
    message_id VARCHAR(20) COLLATE "C" NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    position SMALLINT NOT NULL,
    address VARCHAR(80) COLLATE "C" NOT NULL,
    relationship_id VARCHAR(20) COLLATE "C" NOT NULL,
    encrypted_key VARCHAR(400) COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    received_at BIGINT,
    received_by_device VARCHAR(20) COLLATE "C",
    unreceived_from VARCHAR(80) COLLATE "C",
    is_decomposed_by_recipient SMALLINT NOT NULL,
    is_decomposed_by_sender SMALLINT NOT NULL,
    PRIMARY KEY (message_id, position)
);

-- What a recipient sees, in the order of a list.
CREATE INDEX received_messages ON message_recipients (address, created_at, message_id)
WHERE is_decomposed_by_recipient = 0;

CREATE INDEX unreceived_messages ON message_recipients (address, unreceived_from) WHERE unreceived_from IS NOT NULL;

CREATE INDEX message_recipients_by_relationship ON message_recipients (relationship_id);

-- Ciphertext does not compress; trying to costs time on every write and read.
ALTER TABLE messages ALTER COLUMN body SET STORAGE EXTERNAL;
