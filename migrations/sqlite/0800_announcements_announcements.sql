-- `is_targeted` stays when the last of its recipients is deleted, so that others do not see it then.
CREATE TABLE announcements (
    id TEXT NOT NULL PRIMARY KEY,
    created_at INTEGER NOT NULL,
    expires_at INTEGER,
    severity INTEGER NOT NULL,
    is_silent INTEGER NOT NULL,
    is_targeted INTEGER NOT NULL,
    iql_query TEXT
);

CREATE INDEX announcements_by_creation ON announcements (created_at, id);

CREATE INDEX announcements_for_everybody ON announcements (created_at) WHERE is_targeted = 0;

CREATE INDEX announcements_by_expiry ON announcements (expires_at) WHERE expires_at IS NOT NULL;

CREATE TABLE announcement_texts (
    announcement_id TEXT NOT NULL REFERENCES announcements (id) ON DELETE CASCADE,
    language TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (announcement_id, language)
);

CREATE TABLE announcement_recipients (
    announcement_id TEXT NOT NULL REFERENCES announcements (id) ON DELETE CASCADE,
    address TEXT NOT NULL,
    PRIMARY KEY (announcement_id, address)
);

CREATE INDEX announcement_recipients_by_address ON announcement_recipients (address, announcement_id);

CREATE TABLE announcement_actions (
    announcement_id TEXT NOT NULL REFERENCES announcements (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    link TEXT NOT NULL,
    PRIMARY KEY (announcement_id, position)
);

CREATE TABLE announcement_action_names (
    announcement_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    language TEXT NOT NULL,
    display_name TEXT NOT NULL,
    PRIMARY KEY (announcement_id, position, language),
    FOREIGN KEY (announcement_id, position) REFERENCES announcement_actions (announcement_id, position)
        ON DELETE CASCADE
);
