-- Counted as identities come, move and go, so that nobody has to count them all.
ALTER TABLE tiers ADD number_of_identities BIGINT NOT NULL DEFAULT 0;

ALTER TABLE oauth_clients ADD number_of_identities BIGINT NOT NULL DEFAULT 0;

UPDATE tiers SET number_of_identities = (SELECT COUNT(*) FROM identities WHERE identities.tier_id = tiers.id);

UPDATE oauth_clients
SET number_of_identities = (SELECT COUNT(*) FROM identities WHERE identities.client_id = oauth_clients.client_id);

-- The identities of a tier or of a client, in the order of their addresses.
DROP INDEX identities_by_client ON identities;

CREATE INDEX identities_by_client ON identities (client_id, address);

DROP INDEX identities_by_tier ON identities;

CREATE INDEX identities_by_tier ON identities (tier_id, address);
