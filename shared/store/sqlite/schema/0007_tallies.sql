CREATE TABLE tallies (
	day   TEXT    NOT NULL, -- of the office, 2026-11-02
	name  TEXT    NOT NULL,
	count INTEGER NOT NULL,
	PRIMARY KEY (day, name)
) WITHOUT ROWID;
