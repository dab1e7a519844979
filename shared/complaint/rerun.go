package complaint

import (
	"cmp"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/redress/redress/shared/fault"
)

// rerun follows a record. A step that fails leaves the case half done: then the
// record is followed once more, up to before it.
func rerun(original *Case, events []Event, policyOf PolicyOf, literal bool) *Rerun {
	r := &Rerun{policyOf: policyOf, literal: literal}
	if len(events) == 0 || events[0].Type != "received" {
		r.receive(original, Event{At: original.RecordedAt})
		r.Stopped = &Stop{Err: errors.New("the record does not begin with the receipt")}
		return r
	}
	err := r.adopt(cmp.Or(firstPolicy(events), original.PolicyID))
	if err == nil {
		r.receive(original, events[0])
		err = r.begin(events[0])
	}
	if err != nil {
		r.receive(original, events[0])
		r.Stopped = &Stop{events[0], err}
		return r
	}
	for i, e := range events[1:] {
		if err := r.follow(e); err != nil {
			r = rerun(original, events[:i+1], policyOf, literal)
			r.pass(e.At)
			r.Stopped = &Stop{e, err}
			return r
		}
	}
	return r
}

// adopt lets a policy version apply from here on.
func (r *Rerun) adopt(id string) (err error) {
	r.policy, err = r.policyOf(id)
	return err
}

// receive takes the matter in as it was before anybody corrected it.
func (r *Rerun) receive(original *Case, e Event) {
	r.now = e.At
	m := original.Matter
	var said receipt
	if json.Unmarshal(e.Data, &said) == nil && said.Region != nil {
		m.Site.Region = *said.Region
	}
	turn := r.turn(e.By)
	if turn.Policy == nil {
		r.Case = &Case{Reference: original.Reference, Status: Received, Matter: m}
		return
	}
	r.Case = receive(original.Reference, m, original.ReceivedAt, turn)
}

func (r *Rerun) begin(e Event) error {
	change, err := r.Case.begin(r.turn(e.By))
	r.note(change)
	return err
}

func (r *Rerun) turn(by string) Turn {
	turn := Turn{Policy: r.policy, Now: r.now, By: actorOf(by)}
	if !r.literal && r.policy != nil { // the record knows who was on duty; else the pack's rota says so
		turn.Duty = r.policy.Duty
	}
	return turn
}

// system is a turn of time or the workflow.
func (r *Rerun) system() Turn { return r.turn(string(System)) }

// follow lets time pass up to an event, and gives its command when it records one.
func (r *Rerun) follow(e Event) error {
	r.pass(e.At)
	if r.literal {
		r.act(e)
	}
	decode, ok := recorded[e.Type]
	if !ok || len(e.Data) == 0 {
		return r.change(e)
	}
	cmd, err := decode(e.Data)
	if err != nil {
		return internal(err, "read event "+e.Type)
	}
	change, err := r.give(cmd, r.turn(e.By))
	r.note(change)
	return err
}

// give gives a command again. A suspension lasts as long as the policy allows,
// when that is less than was recorded; one that it does not allow is left out.
func (r *Rerun) give(cmd Command, turn Turn) (Change, error) {
	change, err := r.Case.Do(cmd, turn)
	s, ok := cmd.(Suspending)
	if !ok || !fault.Is(err, fault.Invalid) {
		return change, err
	}
	s.Until = Instant{}
	change, err = r.Case.Do(s, turn)
	switch {
	case err == nil:
		r.Shortened++
	case fault.Is(err, fault.Invalid):
		r.Refused++
		return Change{}, nil
	}
	return change, err
}

// change follows the events by which policy and calendar have changed. All
// others that record no command the rules bring about again, or not.
func (r *Rerun) change(e Event) (err error) {
	var change Change
	switch e.Type {
	case "adopted":
		var to adoption
		if err := json.Unmarshal(e.Data, &to); err != nil {
			return internal(err, "read event "+e.Type)
		}
		if err := r.adopt(to.To); err != nil {
			return err
		}
		change, _, err = r.Case.Adopt(r.system())
	case "moved", "rearmed", "corrected":
		var m movement
		if err := json.Unmarshal(e.Data, &m); err != nil {
			return internal(err, "read event "+e.Type)
		}
		if m.Because == becauseCalendar {
			change, _, err = r.Case.Recount(r.system())
		}
	}
	r.note(change)
	return err
}

// firstPolicy is the version that a case was received under, when it has
// adopted another since; "" when it has not.
func firstPolicy(events []Event) string {
	i := slices.IndexFunc(events, func(e Event) bool { return e.Type == "adopted" })
	var a adoption
	if i < 0 || json.Unmarshal(events[i].Data, &a) != nil {
		return ""
	}
	return a.From
}

// pass lets time pass up to an instant.
func (r *Rerun) pass(to Instant) {
	if !r.literal {
		r.Advance(to)
	}
	r.now = to
}

// Advance lets time go on up to an instant, as the sweep and the workflow do
// when nothing keeps them: each warning, breach and rung at its own instant.
func (r *Rerun) Advance(to Instant) {
	if r.Stopped != nil {
		return
	}
	for {
		if r.Case.Next(r.now) == StepEscalate { // of the last step: the workflow's answer
			r.note(r.Case.Climb(r.system()))
		}
		at := r.Case.WakeAt
		if at.IsZero() {
			return
		}
		if !at.After(r.now) {
			at = r.now.Add(time.Minute) // it was due, and the last step did not remove it
		}
		if at.After(to) {
			return
		}
		r.now = at
		r.note(r.Case.Fire(r.system()))
	}
}

// act does what time did at a recorded instant, that and nothing else: a
// suspension that ran out, a warning, a breach or a climb.
func (r *Rerun) act(e Event) {
	for i := range r.Case.Clocks { // no step climbs a rung of its own: every climb is an event
		r.Case.Clocks[i].NudgedAt = Instant{}
	}
	a := step(r.Case, r.system())
	var t ticking
	if e.Type == "resumed" && len(e.Data) == 0 {
		a.expire()
	} else if json.Unmarshal(e.Data, &t) == nil {
		a.tick(e.Type, t)
	}
	r.note(a.finish())
}

// tick does to a clock what an event says, unless a command has done it.
func (a *act) tick(event string, t ticking) {
	i := slices.IndexFunc(a.Clocks, func(k Clock) bool { return k.Name == t.Clock && k.Round == t.Round })
	if i < 0 {
		return
	}
	switch k := &a.Clocks[i]; {
	case event == "warned" && k.State == Running:
		a.warn(k)
	case event == "breached" && k.State == Running && a.Now.After(k.DueAt):
		a.breach(k)
	case event == "escalated" && k.Rung < t.Rung && k.rungDue(a.Now):
		a.climb(k)
	case event == "skipped" && k.Rung > 0 && k.Rung < t.Rung && k.rungDue(a.Now): // whoever was on duty then
		rule, _ := a.Policy.Clock(k.Name)
		rung, _, _ := rule.Rung(k.Rung)
		k.Rung++
		a.skip(k, rung, t.At)
	}
}

// note gathers what came of a step.
func (r *Rerun) note(change Change) {
	r.Events = append(r.Events, change.Events...)
	for _, e := range change.Effects {
		var n Notice
		if e.Kind == SendNotice && json.Unmarshal(e.Data, &n) == nil {
			r.Notices = append(r.Notices, n)
		}
	}
}
