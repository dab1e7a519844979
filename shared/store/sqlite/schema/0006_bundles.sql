-- Effects that wait, in two lanes: each is in one index.
DROP INDEX effects_waiting;
CREATE INDEX effects_deeds   ON effects (at) WHERE delivered_at IS NULL AND kind <> 'notice';
CREATE INDEX effects_notices ON effects (at) WHERE delivered_at IS NULL AND kind = 'notice';

-- The cases that a bundle speaks of; what speaks of one has it in its own row.
CREATE TABLE published_references (
	reference TEXT    NOT NULL,
	seq       INTEGER NOT NULL, -- of the bundle
	PRIMARY KEY (reference, seq)
) WITHOUT ROWID;
