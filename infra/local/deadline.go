package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/redress/redress/shared/clock"
	"github.com/redress/redress/shared/policy"
)

// question is what `redress deadline` is asked.
type question struct {
	calendar *clock.Calendar
	start    time.Time
	target   clock.Target
	pauses   []clock.Pause
	points   []clock.Point
	anyTime  bool
	json     bool
}

// proof is its answer: the due instant and what it follows from, with instants in the calendar's zone.
type proof struct {
	Due         time.Time       `json:"due"`
	Warnings    []warning       `json:"warnings"`
	Provisional bool            `json:"provisional"`
	Ledger      []clock.Stretch `json:"ledger"`
}

type warning struct {
	Point string    `json:"point"`
	At    time.Time `json:"at"`
}

// runDeadline does "redress deadline": it computes when a limit ends, what was
// counted on the way, and when to warn of it.
func runDeadline(args []string, stdout, stderr io.Writer) error {
	var q question
	if err := q.read(args, stderr); err != nil {
		return fmt.Errorf("deadline: %w", err)
	}
	answer, err := q.answer(stderr)
	if err != nil {
		return fmt.Errorf("deadline: %w", err)
	}
	if q.json {
		return json.NewEncoder(stdout).Encode(answer)
	}
	return answer.print(stdout)
}

// read takes the question from the flags.
func (q *question) read(args []string, stderr io.Writer) (err error) {
	flags := flag.NewFlagSet("deadline", flag.ContinueOnError)
	flags.SetOutput(stderr)
	name := flags.String("calendar", "china", "calendar `FILE|NAME`")
	flags.BoolVar(&q.json, "json", false, "answer in JSON")
	flags.BoolVar(&q.anyTime, "any-time", false, "warning points may fall outside working time")
	flags.Func("start", "`RFC3339` instant at which the limit starts", func(s string) (err error) {
		q.start, err = time.Parse(time.RFC3339, s)
		return err
	})
	flags.Func("target", "`LIMIT`: 24h, 8h working, 5wd or 10d", func(s string) (err error) {
		q.target, err = clock.ParseTarget(s)
		return err
	})
	flags.Func("pause", "`START/END` of a stretch that does not count; may be given again", q.readPause)
	flags.Func("warn", "`POINT` to warn at, such as 75%, 1h before, 2wd before@09:00; may be given again", func(s string) error {
		p, err := clock.ParsePoint(s)
		q.points = append(q.points, p)
		return err
	})
	if err := flags.Parse(args); err != nil {
		return err
	}
	switch {
	case flags.NArg() > 0:
		return fmt.Errorf("unexpected argument %q", flags.Arg(0))
	case q.start.IsZero():
		return errors.New("-start is missing")
	case q.target == clock.Target{}:
		return errors.New("-target is missing")
	}
	q.calendar, err = policy.NamedCalendar(*name)
	return err
}

func (q *question) readPause(s string) error {
	from, to, _ := strings.Cut(s, "/")
	var p clock.Pause
	var bad [2]error
	p.From, bad[0] = time.Parse(time.RFC3339, from)
	p.To, bad[1] = time.Parse(time.RFC3339, to)
	if err := errors.Join(bad[:]...); err != nil {
		return fmt.Errorf("want two instants as START/END: %w", err)
	}
	if p.To.Before(p.From) {
		return errors.New("ends before it begins")
	}
	q.pauses = append(q.pauses, p)
	return nil
}

// answer computes the deadline. A point that does not lie between the start and
// the due instant is left out, and said so.
func (q *question) answer(stderr io.Writer) (proof, error) {
	due, err := q.calendar.Due(q.start, q.target, q.pauses...)
	if err != nil {
		return proof{}, err
	}
	zone := q.calendar.Zone()
	answer := proof{Due: due.At.In(zone), Provisional: due.Provisional, Warnings: []warning{}}
	for _, p := range q.points {
		at, ok := q.calendar.Warn(q.start, q.target, due.At, p, q.anyTime, q.pauses...)
		if !ok {
			fmt.Fprintf(stderr, "left out: point %q does not lie between the start and the due instant\n", p)
			continue
		}
		answer.Warnings = append(answer.Warnings, warning{p.String(), at.In(zone)})
	}
	answer.Ledger, err = q.calendar.Ledger(q.start, q.target, q.pauses...)
	for i := range answer.Ledger {
		line := &answer.Ledger[i]
		line.From, line.To = line.From.In(zone), line.To.In(zone)
	}
	return answer, err
}

// print writes the answer for people.
func (d proof) print(w io.Writer) error {
	const layout = "Mon 2006-01-02 15:04:05 -07:00"
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "due\t%s\t\t\n", d.Due.Format(layout))
	if d.Provisional {
		fmt.Fprintf(table, "\tprovisional: the calendar of a year is not published\t\t\n")
	}
	for _, p := range d.Warnings {
		fmt.Fprintf(table, "warn\t%s\t%s\t\n", p.At.Format(layout), p.Point)
	}
	for _, l := range d.Ledger {
		fmt.Fprintf(table, "from\t%s\t%7d s\t%s\n", l.From.Format(layout), l.Counted, l.Reason)
	}
	return table.Flush()
}
