-- What only a one-process installation has: what it published, and settings.
CREATE TABLE published (
	seq       INTEGER PRIMARY KEY,
	kind      TEXT NOT NULL,
	id        TEXT NOT NULL,
	at        INTEGER,
	reference TEXT NOT NULL,
	doc       BLOB NOT NULL,
	UNIQUE (kind, id)
);
CREATE INDEX published_all  ON published (kind, seq);
CREATE INDEX published_case ON published (kind, reference, seq);

CREATE TABLE meta (
	key   TEXT NOT NULL PRIMARY KEY,
	value TEXT NOT NULL
) WITHOUT ROWID;
