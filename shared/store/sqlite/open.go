package sqlite

import (
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"

	_ "modernc.org/sqlite" // the driver
)

// Memory in place of a folder's name opens a store that is gone when closed.
const Memory = ":memory:"

// DB is one open file. It is safe for concurrent use.
type DB struct {
	writer  *writer
	reads   *sql.DB
	queries prepared
	serials serials
	// lastRota is the last revision of the duty rotas.
	lastRota atomic.Int64
	// gate lets one read or write at a time where all share one connection, that is
	// in memory: another one would have to copy every page that was written. It is
	// nil for a file on disk, whose readers have connections of their own.
	gate   *sync.Mutex
	closed atomic.Bool
}

// Open opens dir/redress.db, creating folder and file where needed and
// bringing an older file to the present schema. [Memory] opens a new, empty
// store without a file.
func Open(dir string) (*DB, error) {
	db := &DB{}
	var name string
	if dir == Memory {
		db.gate, name = new(sync.Mutex), Memory
	} else {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, fmt.Errorf("open store: %w", err)
		}
		path, err := filepath.Abs(filepath.Join(dir, "redress.db"))
		if err != nil {
			return nil, fmt.Errorf("open store: %w", err)
		}
		name = "file:" + (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath()
	}
	if err := db.open(name, byDriver); err != nil {
		return nil, fmt.Errorf("open store %s: %w", dir, err)
	}
	return db, nil
}

// OpenBy opens a new, empty store in memory by another way to its driver, such as one
// that keeps a record of the statements.
func OpenBy(way func(source string) (*sql.DB, error)) (*DB, error) {
	db := &DB{gate: new(sync.Mutex)}
	if err := db.open(Memory, way); err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	return db, nil
}

func byDriver(source string) (*sql.DB, error) { return sql.Open("sqlite", source) }

// common are the settings of all connections.
const common = "?_pragma=busy_timeout(10000)&_pragma=foreign_keys(1)"

func (db *DB) open(name string, way func(source string) (*sql.DB, error)) error {
	writes, err := way(name + common +
		"&_pragma=page_size(8192)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=wal_autocheckpoint(2000)&_pragma=cache_size(-65536)")
	if err != nil {
		return err
	}
	db.writer, err = newWriter(writes, db.gate)
	if err != nil {
		return errors.Join(err, writes.Close())
	}
	if db.gate != nil {
		db.reads, db.queries.prepare = writes, db.writer.tx.conn.PrepareContext
		return db.learnRotas()
	}
	db.reads, err = way(name + common + "&_pragma=query_only(1)&_pragma=cache_size(-16384)")
	if err != nil {
		return errors.Join(err, db.writer.close())
	}
	db.reads.SetMaxOpenConns(readers)
	db.reads.SetMaxIdleConns(readers)
	db.queries.prepare = db.reads.PrepareContext
	return db.learnRotas()
}

// readers bounds the connections that read.
const readers = 8

// Close answers what is queued, then closes the file. Calls after it are Busy.
func (db *DB) Close() error {
	db.closed.Store(true)
	return errors.Join(db.writer.close(), db.reads.Close())
}
