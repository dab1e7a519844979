-- The person who handles a case, by whom its cases are found.
ALTER TABLE cases ADD COLUMN handler TEXT NOT NULL DEFAULT '';
UPDATE cases SET handler = json_extract(doc, '$.handler') WHERE json_extract(doc, '$.handler') IS NOT NULL;
CREATE INDEX cases_handler ON cases (handler, next_due, reference, status, unit, class) WHERE handler <> '';
