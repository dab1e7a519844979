package report

import (
	"slices"
	"strings"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// order is a case as it is counted, as of an instant and in a period. It is
// used for one case after the other: nothing may keep it.
type order struct {
	*complaint.Case
	spec *Spec
	// own: of the units that are looked at. Another order is there for deadlines
	// that these had to keep, and is in no other count.
	own bool
	// received in the period; complaint: by its kind, and received; toBeCalled: a
	// call to the customer was due in the period.
	received, complaint, toBeCalled bool
	// closed at the as-of instant; a duplicate is counted with its original.
	closed, duplicate bool
	deadlines         []deadline // in the period, of the units that are looked at; of a report about open orders, all
	// soon is the end of the next working day after as-of, today that of as-of.
	soon, today complaint.Instant
}

// deadline is one due instant in the period, judged.
type deadline struct {
	clock *complaint.Clock
	// unit is the one that had to act. In a list of open orders, and in the report
	// of one case, it is that which has the order.
	unit     string
	standing standing
	ended    complaint.Instant
	// near: still to be done, running and not yet due, and either a warning has
	// gone out or it is due by the end of the next working day.
	near bool
}

// look turns to a case; false when the spec does not select it.
func (o *order) look(spec Spec, c *complaint.Case) bool {
	if c.RecordedAt.After(spec.AsOf) || !spec.Filter.fits(c) {
		return false
	}
	o.Case, o.spec = c, &spec
	if o.soon.IsZero() {
		o.today, o.soon = spec.endOfDay(spec.AsOf), spec.endOfDay(spec.Policy.Calendar.AddWorkdays(spec.AsOf, 1))
	}
	o.own = spec.Policy.Within(c.Unit, spec.Filter.Unit)
	o.received = o.own && spec.received(c.ReceivedAt)
	o.complaint = o.received && c.Kind == "complaint"
	o.closed = !c.Status.Open() && !c.ClosedAt.After(spec.AsOf)
	o.duplicate = o.closed && c.Outcome == complaint.Duplicate
	o.deadlines, o.toBeCalled = o.deadlines[:0], false
	all, whole := spec.ofOpen(), spec.ofOpen() || spec.Reference != ""
	for i := range c.Clocks {
		k := &c.Clocks[i]
		if !all && !spec.due(k.DueAt) {
			continue
		}
		s, ended := stand(k, spec.AsOf)
		if s == absent {
			continue
		}
		d := deadline{clock: k, unit: c.Unit, standing: s, ended: ended}
		d.near = s == notYetDue && d.undone() && (warnedBy(k, spec.AsOf) || !k.DueAt.After(o.soon))
		if !whole {
			d.unit = c.Holder(spec.Policy, k)
		}
		o.toBeCalled = o.toBeCalled || o.own && k.Name == "callback" && s != cancelled
		if spec.Policy.Within(d.unit, spec.Filter.Unit) {
			o.deadlines = append(o.deadlines, d)
		}
	}
	return o.own || len(o.deadlines) > 0
}

// divided tells whether other units than that of the order had to keep deadlines of it.
func (o *order) divided() bool {
	return !o.own || slices.ContainsFunc(o.deadlines, func(d deadline) bool { return d.unit != o.Unit })
}

// through is the order as it is looked at from one unit.
func (o *order) through(unit string) *order {
	p, seen := o.spec.Policy, *o
	within := func(of string) bool { return slices.Contains(upwards(p, of, o.spec.Filter.Unit), unit) }
	seen.own = o.own && within(o.Unit)
	seen.received, seen.complaint, seen.toBeCalled = seen.own && o.received, seen.own && o.complaint, seen.own && o.toBeCalled
	seen.deadlines = nil
	for _, d := range o.deadlines {
		if within(d.unit) {
			seen.deadlines = append(seen.deadlines, d)
		}
	}
	return &seen
}

// undone tells whether the deed is still to be done and its time runs.
func (d deadline) undone() bool { return d.ended.IsZero() && d.clock.State != complaint.Paused }

// overdue tells whether the limit has passed and the deed is still to be done.
func (d deadline) overdue() bool { return d.standing == late && d.ended.IsZero() }

// warnedBy tells whether a warning of a clock had gone out by an instant.
func warnedBy(k *complaint.Clock, asOf complaint.Instant) bool {
	return slices.ContainsFunc(k.Points, func(p complaint.Point) bool { return !p.FiredAt.IsZero() && !p.FiredAt.After(asOf) })
}

// fits tells whether a case is within all limits but that of the unit.
func (f Filter) fits(c *complaint.Case) bool {
	return under(c.Class, f.Class) &&
		(f.Region == "" || c.Site.Region == f.Region) && (f.Area == "" || c.Site.Area == f.Area) &&
		(f.Channel == "" || c.Channel == f.Channel) && (f.Grade == "" || c.Grade == f.Grade)
}

// under tells whether a class is another or stands below it.
func under(class, above string) bool {
	return above == "" || class == above || strings.HasPrefix(class, above+".")
}

// standing is how one deadline counts at the as-of instant.
type standing int

const (
	absent    standing = iota // the clock did not run yet
	inTime                    // ended at or before due
	late                      // ended after due, or still open past it
	notYetDue                 // the limit lies after as-of, or the clock is paused
	cancelled                 // the limit no longer applied
)

// stand judges a deadline as of an instant. Ended is when the deed was done;
// zero while it is open. A clock that the case calls missed is late even when
// the deed turns out to have been done in time and recorded afterwards: a
// breach is never taken back.
func stand(k *complaint.Clock, asOf complaint.Instant) (s standing, ended complaint.Instant) {
	if k.StartedAt.After(asOf) {
		return absent, ended
	}
	if !k.EndedAt.After(asOf) {
		ended = k.EndedAt
	}
	switch {
	case k.State == complaint.Cancelled && !ended.IsZero():
		return cancelled, ended
	case k.DueAt.After(asOf):
		return notYetDue, ended
	case k.State == complaint.Missed && k.DueAt.Before(asOf):
		return late, ended
	case !ended.IsZero() && !ended.After(k.DueAt):
		return inTime, ended
	case k.State == complaint.Paused || k.DueAt.Equal(asOf):
		return notYetDue, ended
	}
	return late, ended
}

func (d deadline) breached() bool { return d.standing == late }

// correction is how a breach would stand by what became known after it; false
// when nothing did by the as-of instant.
func (d deadline) correction(asOf complaint.Instant) (c Correction, known bool) {
	x := d.clock.Correction
	if !d.breached() || x == nil || x.At.After(asOf) {
		return c, false
	}
	return Correction{DueAt: x.DueAt, Because: x.Because, WouldBeMet: !d.ended.IsZero() && !d.ended.After(x.DueAt)}, true
}

// overdue tells whether any of the order's limits has passed with the deed still to be done.
func (o *order) overdue() bool { return slices.ContainsFunc(o.deadlines, deadline.overdue) }

// nearing tells whether any limit is near, and none has passed.
func (o *order) nearing() bool {
	return !o.overdue() && slices.ContainsFunc(o.deadlines, func(d deadline) bool { return d.near })
}

// dueToday tells whether a limit that is not yet due ends on the day of as-of.
func (o *order) dueToday() bool {
	return slices.ContainsFunc(o.deadlines, func(d deadline) bool { return d.near && !d.clock.DueAt.After(o.today) })
}

// breached tells whether any deadline in the period was not kept.
func (o *order) breached() bool { return slices.ContainsFunc(o.deadlines, deadline.breached) }

// met tells whether the deed of a clock was done in time, wherever its deadline lies.
func (o *order) met(clock string) bool {
	k := o.Clock(clock)
	if k == nil {
		return false
	}
	s, ended := stand(k, o.spec.AsOf)
	return s == inTime || s == notYetDue && !ended.IsZero()
}

// stood tells whether the order was in a status by the as-of instant.
func (o *order) stood(s complaint.Status) bool {
	return slices.ContainsFunc(o.Phases, func(p complaint.Phase) bool { return p.Status == s && !p.At.After(o.spec.AsOf) })
}

// status is where the order stood at the as-of instant.
func (o *order) status() complaint.Status {
	status := o.Status
	for _, p := range o.Phases {
		if !p.At.After(o.spec.AsOf) {
			status = p.Status
		}
	}
	return status
}

// returned tells whether an answer went back to the unit: the centre did not
// pass it, or a supervisor or the customer wanted the work done again.
func (o *order) returned() bool {
	before := complaint.Status("")
	for _, p := range o.Phases {
		if p.At.After(o.spec.AsOf) {
			break
		}
		if p.Status == complaint.Handling && before == complaint.Answered {
			return true
		}
		before = p.Status
	}
	return false
}

// reworks counts the rounds of rework that had begun at the as-of instant.
func (o *order) reworks() int64 {
	n := o.Reworks
	for i := range o.Clocks {
		if k := &o.Clocks[i]; k.Name == "rework" && k.StartedAt.After(o.spec.AsOf) {
			n--
		}
	}
	return int64(max(n, 0))
}

// calls are the calls to the customer by the as-of instant, as those may read them
// whose report it is: what was confided is not for the line of the unit.
func (o *order) calls() []complaint.Call {
	calls := o.Callbacks
	if !o.Confided(o.spec.Policy, o.spec.Filter.Unit) {
		calls = o.Discreet(o.spec.Policy)
	}
	n := len(calls)
	for n > 0 && calls[n-1].At.After(o.spec.AsOf) {
		n--
	}
	return calls[:n]
}

// verdict is what the customer said when reached for the first or the last
// time; said is false when nobody reached the customer.
func (o *order) verdict(first bool) (satisfied, said bool) {
	for _, c := range o.calls() {
		if c.Reached && c.Satisfied != nil {
			satisfied, said = *c.Satisfied, true
			if first {
				break
			}
		}
	}
	return satisfied, said
}

// rang counts how often the customer has called about the matter: the
// complaint itself and every urge, also by a duplicate.
func (o *order) rang() int {
	n := 1
	for _, u := range o.Urges {
		if !u.At.After(o.spec.AsOf) {
			n++
		}
	}
	return n
}

// verified: found to be true, in whole or in part.
func (o *order) verified() bool { return o.Verified() }

// responsible: verified, and the utility's fault by what was decided, else found (S-218).
func (o *order) responsible() bool {
	return o.verified() && strings.HasPrefix(o.ResponsibleBy(o.spec.AsOf), "utility-")
}

// appeal counts the unit's appeals by the as-of instant.
func (o *order) appeals() (filed, decided, upheld bool) {
	for _, a := range o.Appeals {
		if a.FiledAt.After(o.spec.AsOf) {
			continue
		}
		filed = true
		if !a.DecidedAt.IsZero() && !a.DecidedAt.After(o.spec.AsOf) {
			decided = true
			upheld = upheld || a.Upheld
		}
	}
	return filed, decided, upheld
}

func (o *order) upheld() bool {
	_, _, upheld := o.appeals()
	return upheld
}

// assessed: counts against its unit, by the policy's mode (S-122, S-218).
func (o *order) assessed() bool {
	if o.spec.Policy.Reports.Counting == policy.CountCompany {
		return o.responsible() && !o.upheld()
	}
	return !o.upheld()
}

// solvedFirst: closed with a customer who had nothing more to ask, neither in
// this order nor, within the policy's days, in another one (S-210).
func (o *order) solvedFirst() bool {
	if !o.closed || o.reworks() > 0 || o.Outcome == complaint.Dissatisfied {
		return false
	}
	until := o.ClosedAt.AddDate(0, 0, o.spec.Policy.Reports.SolvedWithin)
	return !slices.ContainsFunc(o.Recurrences, func(r complaint.Recurrence) bool {
		return !r.At.After(until) && !r.At.After(o.spec.AsOf)
	})
}
