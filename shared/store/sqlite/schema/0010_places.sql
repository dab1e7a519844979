-- Lists with a period walk an index in the order of the list, from one page's
-- end to the next's: by receipt or by due instant, then by reference. The clocks
-- therefore know the reference of their case.
DROP INDEX cases_received;
CREATE INDEX cases_received ON cases (received_at, reference, status, unit, class);

ALTER TABLE case_clocks ADD COLUMN reference TEXT NOT NULL DEFAULT '';
UPDATE case_clocks SET reference = (SELECT reference FROM cases WHERE cases.id = case_clocks.id);
DROP INDEX clocks_due;
DROP INDEX clocks_missed;
CREATE INDEX clocks_due    ON case_clocks (due_at, reference);
CREATE INDEX clocks_missed ON case_clocks (name, due_at, reference) WHERE state = 'missed';
