-- Cases of vulnerable customers, who come first in a desk's work.
ALTER TABLE cases ADD COLUMN vulnerable INTEGER NOT NULL DEFAULT 0;
UPDATE cases SET vulnerable = 1 WHERE json_extract(doc, '$.customer.vulnerable');
CREATE INDEX cases_vulnerable ON cases (next_due, reference, status, unit, class) WHERE vulnerable = 1;
