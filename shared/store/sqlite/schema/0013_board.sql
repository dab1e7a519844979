-- Whether a clock of the case has warned and runs, and whether one was missed: the
-- board on the wall counts the open cases by their units in one walk.
ALTER TABLE cases ADD COLUMN warned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN missed INTEGER NOT NULL DEFAULT 0;
UPDATE cases SET warned = 1 WHERE id IN (SELECT id FROM case_clocks WHERE warned = 1);
UPDATE cases SET missed = 1 WHERE id IN (SELECT id FROM case_clocks WHERE state = 'missed');
CREATE INDEX cases_board ON cases (unit, next_due, warned, missed, status) WHERE status <> 'closed';

-- The open heads of batches are found by a key of their own.
UPDATE cases SET keys = ltrim(keys || char(10) || 'heads', char(10))
	WHERE status <> 'closed' AND json_extract(doc, '$.batch.leads')
	AND NOT EXISTS (SELECT 1 FROM case_keys WHERE key = 'heads' AND reference = cases.reference);
INSERT OR IGNORE INTO case_keys (key, reference)
	SELECT 'heads', reference FROM cases WHERE status <> 'closed' AND json_extract(doc, '$.batch.leads');
