-- How often an effect was leased: of one that was before, its deed may be done.
ALTER TABLE effects ADD COLUMN claims INTEGER NOT NULL DEFAULT 0;
UPDATE effects SET claims = 1 WHERE delivered_at IS NULL AND leased_until IS NOT NULL;
