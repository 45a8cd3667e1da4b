CREATE TABLE relationships (
    id TEXT NOT NULL PRIMARY KEY,
    template_id TEXT REFERENCES relationship_templates (id) ON DELETE SET NULL,
    pair TEXT NOT NULL,
    from_address TEXT NOT NULL,
    to_address TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    status INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    from_has_decomposed INTEGER NOT NULL,
    to_has_decomposed INTEGER NOT NULL,
    creation_content TEXT,
    creation_response_content TEXT
);

CREATE INDEX relationships_by_pair ON relationships (pair, created_at);

-- Not DeletionProposed: any number of those may be with identities that are deleted, whose address is the same.
CREATE UNIQUE INDEX one_living_relationship_per_pair ON relationships (pair) WHERE status IN (10, 20, 50);

CREATE INDEX relationships_by_creator ON relationships (from_address, to_address);

CREATE INDEX relationships_by_recipient ON relationships (to_address, from_address);

CREATE INDEX relationships_by_template ON relationships (template_id, from_address);
