-- What is found by column; the case itself is doc. next_due is 2^62 when
-- nothing is due, so that such cases come last in every list.
CREATE TABLE cases (
	id          INTEGER PRIMARY KEY,
	reference   TEXT    NOT NULL UNIQUE,
	version     INTEGER NOT NULL,
	status      TEXT    NOT NULL,
	unit        TEXT    NOT NULL,
	class       TEXT    NOT NULL,
	next_due    INTEGER NOT NULL,
	wake_at     INTEGER,
	received_at INTEGER,
	account_key TEXT,
	phone_key   TEXT,
	clocks      TEXT    NOT NULL, -- the rows of case_clocks as text, to see what changed
	doc         TEXT    NOT NULL
);
CREATE INDEX cases_wake     ON cases (wake_at, reference) WHERE wake_at IS NOT NULL;
CREATE INDEX cases_list     ON cases (next_due, reference, status, unit, class);
CREATE INDEX cases_open     ON cases (next_due, reference, status, unit, class) WHERE status <> 'closed';
CREATE INDEX cases_unit     ON cases (unit, next_due, reference, status, class);
CREATE INDEX cases_received ON cases (received_at);
CREATE INDEX cases_account  ON cases (account_key) WHERE account_key IS NOT NULL;
CREATE INDEX cases_phone    ON cases (phone_key) WHERE phone_key IS NOT NULL;

CREATE TABLE case_clocks (
	id     INTEGER NOT NULL, -- of the case
	name   TEXT    NOT NULL,
	round  INTEGER NOT NULL,
	state  TEXT    NOT NULL,
	warned INTEGER NOT NULL,
	due_at INTEGER,
	open   INTEGER NOT NULL, -- whether the case is
	PRIMARY KEY (id, name, round)
) WITHOUT ROWID;
CREATE INDEX clocks_due    ON case_clocks (due_at);
CREATE INDEX clocks_missed ON case_clocks (name, due_at) WHERE state = 'missed';
CREATE INDEX clocks_late   ON case_clocks (name, due_at) WHERE state = 'missed' AND open = 1;
CREATE INDEX clocks_warned ON case_clocks (name) WHERE warned = 1;

CREATE TABLE events (
	reference TEXT    NOT NULL,
	seq       INTEGER NOT NULL,
	at        INTEGER,
	type      TEXT    NOT NULL,
	by        TEXT    NOT NULL,
	data      TEXT,
	PRIMARY KEY (reference, seq)
) WITHOUT ROWID;

CREATE TABLE contacts (
	reference TEXT NOT NULL PRIMARY KEY REFERENCES cases (reference),
	doc       TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE counters (
	series TEXT    NOT NULL PRIMARY KEY,
	last   INTEGER NOT NULL
) WITHOUT ROWID;
