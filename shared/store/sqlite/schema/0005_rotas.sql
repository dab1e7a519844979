-- Duty rotas that were set at run time, the last of each unit. revision counts
-- over all units, so that what is new is found by it.
CREATE TABLE rotas (
	unit     TEXT    NOT NULL PRIMARY KEY,
	version  INTEGER NOT NULL,
	revision INTEGER NOT NULL UNIQUE,
	at       INTEGER,
	by       TEXT    NOT NULL,
	doc      TEXT
) WITHOUT ROWID;
