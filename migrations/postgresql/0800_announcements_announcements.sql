-- `is_targeted` stays when the last of its recipients is deleted, so that others do not see it then.
CREATE TABLE announcements (
    id VARCHAR(20) COLLATE "C" NOT NULL PRIMARY KEY,
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    severity SMALLINT NOT NULL,
    is_silent SMALLINT NOT NULL,
    is_targeted SMALLINT NOT NULL,
    iql_query TEXT COLLATE "C"
);

CREATE INDEX announcements_by_creation ON announcements (created_at, id);

CREATE INDEX announcements_for_everybody ON announcements (created_at) WHERE is_targeted = 0;

CREATE INDEX announcements_by_expiry ON announcements (expires_at) WHERE expires_at IS NOT NULL;

CREATE TABLE announcement_texts (
    announcement_id VARCHAR(20) COLLATE "C" NOT NULL REFERENCES announcements (id) ON DELETE CASCADE,
    language VARCHAR(2) COLLATE "C" NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (announcement_id, language)
);

CREATE TABLE announcement_recipients (
    announcement_id VARCHAR(20) COLLATE "C" NOT NULL REFERENCES announcements (id) ON DELETE CASCADE,
    address VARCHAR(80) COLLATE "C" NOT NULL,
    PRIMARY KEY (announcement_id, address)
);

CREATE INDEX announcement_recipients_by_address ON announcement_recipients (address, announcement_id);

CREATE TABLE announcement_actions (
    announcement_id VARCHAR(20) COLLATE "C" NOT NULL REFERENCES announcements (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    link TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (announcement_id, position)
);

CREATE TABLE announcement_action_names (
    announcement_id VARCHAR(20) COLLATE "C" NOT NULL,
    position INTEGER NOT NULL,
    language VARCHAR(2) COLLATE "C" NOT NULL,
    display_name TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (announcement_id, position, language),
    FOREIGN KEY (announcement_id, position) REFERENCES announcement_actions (announcement_id, position)
        ON DELETE CASCADE
);
