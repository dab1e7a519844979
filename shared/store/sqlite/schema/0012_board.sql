-- Whether a clock of the case has warned and runs, and whether one was missed: the
-- board on the wall counts the open cases by their units in one walk.
ALTER TABLE cases ADD COLUMN warned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN missed INTEGER NOT NULL DEFAULT 0;
UPDATE cases SET warned = 1 WHERE id IN (SELECT id FROM case_clocks WHERE warned = 1);
UPDATE cases SET missed = 1 WHERE id IN (SELECT id FROM case_clocks WHERE state = 'missed');
CREATE INDEX cases_board ON cases (unit, next_due, warned, missed, status) WHERE status <> 'closed';
