CREATE TABLE effects (
	key          TEXT NOT NULL UNIQUE,
	kind         TEXT NOT NULL,
	reference    TEXT NOT NULL,
	at           INTEGER,
	data         TEXT,
	leased_until INTEGER,
	delivered_at INTEGER
);
CREATE INDEX effects_waiting   ON effects (at) WHERE delivered_at IS NULL;
CREATE INDEX effects_delivered ON effects (delivered_at) WHERE delivered_at IS NOT NULL;

CREATE TABLE tokens (
	reference TEXT NOT NULL,
	machine   TEXT NOT NULL,
	token     TEXT NOT NULL,
	PRIMARY KEY (reference, machine)
) WITHOUT ROWID;

CREATE TABLE answers (
	key         TEXT    NOT NULL UNIQUE,
	fingerprint TEXT    NOT NULL,
	status      INTEGER NOT NULL,
	header      TEXT,
	body        TEXT,
	expires_at  INTEGER
);
CREATE INDEX answers_expiry ON answers (expires_at) WHERE expires_at IS NOT NULL;
