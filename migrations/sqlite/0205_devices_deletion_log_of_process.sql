CREATE INDEX deletion_audit_log_by_process ON identity_deletion_audit_log (process_id, created_at);
