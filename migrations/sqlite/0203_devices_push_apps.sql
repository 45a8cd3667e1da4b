CREATE INDEX push_registrations_by_app ON push_registrations (platform, app_id);
