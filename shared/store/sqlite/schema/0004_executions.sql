-- wake_at is milliseconds since 1970. data is the whole execution, which only
-- the runner understands.
CREATE TABLE executions (
	name    TEXT NOT NULL UNIQUE,
	machine TEXT NOT NULL,
	status  TEXT NOT NULL,
	wake_at INTEGER,
	token   TEXT,
	data    BLOB
);
CREATE INDEX executions_wake ON executions (wake_at, name) WHERE wake_at IS NOT NULL AND status = 'RUNNING';
CREATE UNIQUE INDEX executions_token ON executions (token) WHERE token IS NOT NULL;
