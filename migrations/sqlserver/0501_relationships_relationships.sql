CREATE TABLE relationships (
    id VARCHAR(20) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY,
    template_id VARCHAR(20) COLLATE Latin1_General_BIN2 REFERENCES relationship_templates (id) ON DELETE SET NULL,
    pair VARCHAR(161) COLLATE Latin1_General_BIN2 NOT NULL,
    from_address VARCHAR(80) COLLATE Latin1_General_BIN2 NOT NULL,
    to_address VARCHAR(80) COLLATE Latin1_General_BIN2 NOT NULL,
    created_at BIGINT NOT NULL,
    status SMALLINT NOT NULL,
    revision INTEGER NOT NULL,
    from_has_decomposed SMALLINT NOT NULL,
    to_has_decomposed SMALLINT NOT NULL,
    creation_content VARCHAR(MAX) COLLATE Latin1_General_BIN2,
    creation_response_content VARCHAR(MAX) COLLATE Latin1_General_BIN2
);

CREATE INDEX relationships_by_pair ON relationships (pair, created_at);

-- Not DeletionProposed: any number of those may be with identities that are deleted, whose address is the same.
CREATE UNIQUE INDEX one_living_relationship_per_pair ON relationships (pair) WHERE status IN (10, 20, 50);

CREATE INDEX relationships_by_creator ON relationships (from_address, to_address);

CREATE INDEX relationships_by_recipient ON relationships (to_address, from_address);

CREATE INDEX relationships_by_template ON relationships (template_id, from_address);
