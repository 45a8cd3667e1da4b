-- Of a template with a limit, `free_allocations` is what is left of it.
CREATE TABLE relationship_templates (
    id VARCHAR(20) COLLATE "C" NOT NULL PRIMARY KEY,
    created_by VARCHAR(80) COLLATE "C" NOT NULL,
    created_by_device VARCHAR(20) COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    max_number_of_allocations INTEGER,
    free_allocations INTEGER,
    expires_at BIGINT,
    content TEXT COLLATE "C" NOT NULL,
    for_identity VARCHAR(80) COLLATE "C",
    password TEXT COLLATE "C"
);

CREATE INDEX relationship_templates_by_creator ON relationship_templates (created_by, created_at);

CREATE INDEX relationship_templates_by_recipient ON relationship_templates (for_identity)
WHERE for_identity IS NOT NULL;

CREATE INDEX relationship_templates_by_expiry ON relationship_templates (expires_at, id)
WHERE expires_at IS NOT NULL;

CREATE TABLE relationship_template_allocations (
    template_id VARCHAR(20) COLLATE "C" NOT NULL REFERENCES relationship_templates (id) ON DELETE CASCADE,
    allocated_by VARCHAR(80) COLLATE "C" NOT NULL,
    allocated_by_device VARCHAR(20) COLLATE "C" NOT NULL,
    allocated_at BIGINT NOT NULL,
    PRIMARY KEY (template_id, allocated_by)
);

CREATE INDEX relationship_template_allocations_by_identity ON relationship_template_allocations (allocated_by);

-- Ciphertext does not compress; trying to costs time on every write and read.
ALTER TABLE relationship_templates ALTER COLUMN content SET STORAGE EXTERNAL;
