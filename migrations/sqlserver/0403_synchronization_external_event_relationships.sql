-- Of events about a received message: the relationship on which their delivery depends.
ALTER TABLE external_events ADD relationship_id VARCHAR(20) COLLATE Latin1_General_BIN2;

-- What a change of the relationship may free or delete.
CREATE INDEX pending_external_events_by_relationship ON external_events (relationship_id)
WHERE relationship_id IS NOT NULL AND sync_run_id IS NULL;
