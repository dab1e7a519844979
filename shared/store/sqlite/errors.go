package sqlite

import (
	"context"
	"database/sql"
	"errors"

	driver "modernc.org/sqlite"

	"github.com/redress/redress/shared/fault"
)

// SQLite's primary result codes that are worth another try.
const (
	codeBusy   = 5
	codeLocked = 6
)

// broken makes a fault of an error of SQLite, or of the context: Busy when
// trying again can help, else Internal. Nil and faults stay what they are.
func broken(err error, doing string) error {
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[*fault.Error](err); ok {
		return err
	}
	kind := fault.Internal
	e, ok := errors.AsType[*driver.Error](err)
	switch {
	case ok && (e.Code()&0xff == codeBusy || e.Code()&0xff == codeLocked),
		errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded),
		errors.Is(err, sql.ErrConnDone):
		kind = fault.Busy
	}
	return fault.Wrap(kind, err, doing)
}

// scanned tells a row that is not there from an error.
func scanned(err error, doing string) (bool, error) {
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, broken(err, doing)
}
