package main

import (
	"errors"
	"os"

	"github.com/redress/redress/shared/sheet"
)

// refusals is the table of refused rows. It has its name only when it is whole,
// and is not there when nothing was refused. It holds personal data: its owner
// alone may read it.
type refusals struct {
	name string
	head []string
	file *os.File
	rows sheet.Writer
}

func (r *refusals) part() string { return r.name + ".part" }

// add writes a row.
func (r *refusals) add(cells []string) (err error) {
	if r.file == nil {
		if err := r.begin(); err != nil {
			return err
		}
	}
	return r.rows.Write(cells)
}

func (r *refusals) begin() (err error) {
	// What an earlier run has left when it broke off is nobody's work.
	if err := os.Remove(r.part()); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if r.file, err = os.OpenFile(r.part(), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600); err != nil {
		return err
	}
	if r.rows, err = sheet.NewWriter(r.file, r.name); err != nil {
		return err
	}
	return r.rows.Write(r.head)
}

// finish gives the table its name.
func (r *refusals) finish() error {
	if r.file == nil {
		return nil
	}
	err := r.rows.Close()
	if err == nil {
		err = r.file.Sync()
	}
	if err = errors.Join(err, r.file.Close()); err != nil {
		return err
	}
	r.file = nil
	return os.Rename(r.part(), r.name)
}

// drop removes what was written.
func (r *refusals) drop() error {
	if r.file == nil {
		return nil
	}
	return errors.Join(r.file.Close(), os.Remove(r.part()))
}
