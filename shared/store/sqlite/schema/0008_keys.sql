-- What a case is found by beside its reference: any number of keys. They are
-- filled in from the cases, see fillKeys.
CREATE TABLE case_keys (
	key       TEXT NOT NULL,
	reference TEXT NOT NULL,
	PRIMARY KEY (key, reference)
) WITHOUT ROWID;

ALTER TABLE cases ADD COLUMN keys TEXT NOT NULL DEFAULT ''; -- the rows of case_keys as text, to see what changed
DROP INDEX cases_account;
DROP INDEX cases_phone;
ALTER TABLE cases DROP COLUMN account_key;
ALTER TABLE cases DROP COLUMN phone_key;
