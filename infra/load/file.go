package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"time"

	_ "modernc.org/sqlite" // the driver

	"github.com/redress/redress/functions/reconciliation"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/store/transfer"
)

// checkFile holds the file, which nobody has open, against the ledgers, and has
// the program reconcile the day.
func (l *load) checkFile(ctx context.Context, r *round) error {
	db, err := openFile(l.data)
	if err != nil {
		return err
	}
	err = errors.Join(l.checkDeeds(ctx, db), l.checkSent(ctx, db), l.checkWork(ctx, db), db.Close())
	if err != nil {
		return err
	}
	if r.Data, err = sizeOf(l.data); err != nil {
		return err
	}
	return l.reconcile(ctx)
}

// openFile opens the program's file to be read.
func openFile(data string) (*sql.DB, error) {
	return sql.Open("sqlite", "file:"+filepath.Join(data, "redress.db")+"?mode=ro&_pragma=busy_timeout(10000)")
}

// checkDeeds counts each mark: once for what was acknowledged, and for nothing twice.
func (l *load) checkDeeds(ctx context.Context, db *sql.DB) error {
	submitted, commanded := map[string]string{}, map[string]string{}
	err := l.countMarks(ctx, db, `SELECT reference, json_extract(doc, '$.text') FROM cases`, submitted)
	if err != nil {
		return err
	}
	if err := l.countMarks(ctx, db, `SELECT reference, data FROM events WHERE data LIKE '%mk%'`, commanded); err != nil {
		return err
	}
	for _, c := range l.clients {
		for reference, f := range c.filed {
			if submitted[f.submission] != reference {
				l.lost("the file has no case %s of %s", reference, f.submission)
			}
			delete(submitted, f.submission)
			for _, m := range f.deeds {
				if commanded[m] != reference {
					l.lost("%s was acknowledged, and the events of case %s do not have it", m, reference)
				}
			}
		}
	}
	for m, reference := range submitted {
		l.lost("case %s of %s was acknowledged to nobody", reference, m)
	}
	return nil
}

// countMarks finds the marks in texts of cases. None may be there twice.
func (l *load) countMarks(ctx context.Context, db *sql.DB, query string, found map[string]string) error {
	return each(ctx, db, query, func(reference, text string) error {
		for _, m := range marks.FindAllString(text, -1) {
			if before, twice := found[m]; twice {
				l.lost("%s is there twice, in case %s and in case %s", m, before, reference)
			}
			found[m] = reference
		}
		return nil
	})
}

// told counts the notices about a case: its own, and bundles that it is in.
// Some levels may be told of it alone and others in a bundle.
type told struct{ alone, bundled int }

func (t told) once() bool { return t.alone <= 1 && t.alone+t.bundled >= 1 }

// sent is what was sent out, by references.
type sent struct {
	receipts         map[string]int // messages to customers
	dispatched, warn map[string]told
}

// checkSent looks at what was sent out: no id twice, one receipt a customer, a
// notice of the dispatch, and one warning for each case that was dated back.
func (l *load) checkSent(ctx context.Context, db *sql.DB) error {
	err := each(ctx, db, `SELECT id, count(*) FROM published GROUP BY kind, id HAVING count(*) > 1`, func(id, n string) error {
		l.lost("%s was sent out %s times", id, n)
		return nil
	})
	if err != nil {
		return err
	}
	s, err := readSent(ctx, db)
	if err != nil {
		return err
	}
	for _, c := range l.clients {
		for reference, f := range c.filed {
			if n := s.receipts[reference]; n > 1 || n == 0 && !f.dated {
				l.lost("the customer of case %s has had %d receipts", reference, n)
			}
			if w := s.warn[reference]; f.toWarn && !w.once() || !f.dated && w != (told{}) {
				l.lost("case %s was warned of %d times, and in %d bundles", reference, w.alone, w.bundled)
			}
		}
	}
	return each(ctx, db, `SELECT reference, count(*) FROM events WHERE type = 'dispatched' GROUP BY reference`, func(reference, events string) error {
		d := s.dispatched[reference]
		if most, err := strconv.Atoi(events); err != nil || d.alone > most || d.alone+d.bundled == 0 {
			l.lost("case %s was dispatched %s times, and its unit was told %d times, and in %d bundles", reference, events, d.alone, d.bundled)
		}
		return nil
	})
}

func readSent(ctx context.Context, db *sql.DB) (sent, error) {
	s := sent{receipts: map[string]int{}, dispatched: map[string]told{}, warn: map[string]told{}}
	return s, each(ctx, db, `SELECT kind, doc FROM published`, func(kind, doc string) error {
		var n complaint.Notice // a letter has what is read here, too
		if err := json.Unmarshal([]byte(doc), &n); err != nil {
			return err
		}
		count := func(of map[string]told) {
			for _, reference := range n.Cases() {
				t := of[reference]
				if n.References == nil {
					t.alone++
				} else {
					t.bundled++
				}
				of[reference] = t
			}
		}
		switch {
		case kind == "message" && n.Kind == "receipt":
			s.receipts[n.Reference]++
		case kind == "notice" && n.Kind == "dispatched":
			count(s.dispatched)
		case kind == "notice" && n.Kind == "warning" && n.Clock == "contact":
			count(s.warn)
		}
		return nil
	})
}

// checkWork looks for what is left undone: effects, and cases without a run of the workflow.
func (l *load) checkWork(ctx context.Context, db *sql.DB) error {
	err := each(ctx, db, `SELECT key, kind FROM effects WHERE delivered_at IS NULL AND at <= unixepoch() - 60`, func(key, kind string) error {
		l.lost("effect %s (%s) was not delivered", key, kind)
		return nil
	})
	if err != nil {
		return err
	}
	return each(ctx, db, `SELECT c.reference, count(x.name) FROM cases c LEFT JOIN executions x
		ON x.name BETWEEN c.reference || '-' AND c.reference || '.' AND x.machine = 'complaint' AND x.status = 'RUNNING'
		WHERE c.status <> 'closed' GROUP BY c.reference HAVING count(x.name) <> 1`, func(reference, n string) error {
		l.lost("case %s is open, and %s runs of its workflow are under way", reference, n)
		return nil
	})
}

// each reads rows of two columns.
func each(ctx context.Context, db *sql.DB, query string, do func(a, b string) error) error {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var a, b string
		if err := rows.Scan(&a, &b); err != nil {
			return err
		}
		if err := do(a, b); err != nil {
			return err
		}
	}
	return rows.Err()
}

// reconcile has the program set what is due today against what came of it.
func (l *load) reconcile(ctx context.Context) error {
	day := time.Now().In(time.FixedZone("office", 8*60*60)).Format(time.DateOnly) // of state-grid
	doc, err := l.tool(ctx, "reconcile", "-data", l.data, "-day", day, "-json")
	var out reconciliation.Out
	if e := json.Unmarshal(doc, &out); e != nil {
		return errors.Join(err, e)
	}
	if !out.AddsUp || out.Unaccounted > 0 || out.Disagree > 0 || out.Woken > 0 || out.Unchecked > 0 {
		l.lost("reconciliation: %d of %d due instants unaccounted for, %d disagree, %d to be woken, %d not checked: %.1000s", out.Unaccounted, out.Due, out.Disagree, out.Woken, out.Unchecked, doc)
	}
	return nil
}

// export has the program write out all that it holds, and reads it to its end:
// it must be whole, and have as many cases as were acknowledged.
func (l *load) export(ctx context.Context) error {
	if err := l.program.stop(); err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, l.binary, "export", "-data", l.data)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	r, err := transfer.NewReader(out)
	if err != nil {
		return errors.Join(err, cmd.Wait())
	}
	counts, err := transfer.Check(ctx, r, runtime.GOMAXPROCS(0))
	if err := errors.Join(err, cmd.Wait()); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	l.figures.Export = counts.String()
	if last := l.figures.Rounds[len(l.figures.Rounds)-1]; counts.Cases != last.Cases {
		l.lost("%d cases were exported, and %d were acknowledged", counts.Cases, last.Cases)
	}
	return nil
}

// sizeOf is how large a folder is, in bytes.
func sizeOf(dir string) (size int64, err error) {
	err = filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err == nil {
			size += info.Size()
		}
		return err
	})
	return size, err
}
