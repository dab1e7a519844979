package complaint

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"

	first "github.com/go-json-experiment/json/v1"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// Command is a deed that changes a case. The exported command types are the
// bodies of the API's calls.
type Command interface {
	// Name is the command's word in the API and in the [Rules].
	Name() string
	// event is the type of the event that records it.
	event() string
	// check names every value that is not acceptable, given the case.
	check(a *act) []fault.Field
	// apply changes the case. A conflict may be returned; nothing of the case
	// may be used after an error.
	apply(a *act) error
}

// Turn is what a command needs to know besides the case.
type Turn struct {
	Policy *policy.Policy
	Now    Instant
	By     Actor
	// Duty says who is on duty; the zero Rota is units with an inbox each.
	Duty policy.Rota
	// Drawn is the reference of a case that the command opens, see
	// [CallbackResult.Opens]; "" for others.
	Drawn string
}

// Actor is who gives a command.
type Actor struct {
	Role Role
	Unit string // scope of staff; "" for the whole company
	ID   string // of the person, where known
}

// String is how events name the actor: "handler:demo-station", "customer".
func (a Actor) String() string {
	s := string(a.Role)
	if a.Unit != "" {
		s += ":" + a.Unit
	}
	if a.ID != "" {
		s += ":" + a.ID
	}
	return s
}

// Change is what one step did to a case beside changing it.
type Change struct {
	Events  []Event
	Effects []Effect
	// Fired counts the warnings, breaches and repeats among the events.
	Fired int
}

// Empty tells that the step did nothing and need not be committed.
func (ch Change) Empty() bool { return len(ch.Events) == 0 && len(ch.Effects) == 0 }

// act is one step being taken: the case, the turn, and what comes of it.
type act struct {
	*Case
	Turn
	change Change
	err    error // of a clock that could not be aimed
}

// skew is by how much the clocks of functions may differ.
const skew = time.Minute

// step begins a step of a case. One whose clock is behind that of the step before,
// by no more than clocks may differ, happens at the same instant: events are in
// their order by time too.
func step(c *Case, turn Turn) *act {
	if behind := c.ActedAt.Sub(turn.Now); 0 < behind && behind <= skew {
		turn.Now = c.ActedAt
	}
	return &act{Case: c, Turn: turn}
}

// fail keeps the first error of a step that cannot return one.
func (a *act) fail(err error) {
	if a.err == nil {
		a.err = err
	}
}

// Do applies a command at an instant. What time has made due by then fires
// first. It fails with Conflict when the command is not legal now, naming the
// status and what is allowed, and with Invalid when values are not acceptable,
// naming each; the case must be thrown away then. A command that had its
// effect already gives an empty Change.
func (c *Case) Do(cmd Command, turn Turn) (Change, error) {
	rule := RuleOf(cmd.Name())
	if !slices.Contains(rule.From, c.Status) {
		return Change{}, c.illegal(notNow(c.Status))
	}
	a := step(c, turn)
	if err := fault.Fields(cmd.check(a)); err != nil {
		return Change{}, err
	}
	if d, ok := cmd.(interface{ done(*Case) bool }); ok && d.done(c) {
		return Change{}, nil
	}
	before, cycle, flows := c.Next(turn.Now), c.Cycle, c.flows()
	a.fire()
	var data any = cmd
	if r, ok := cmd.(interface{ recorded(*act) any }); ok {
		data = r.recorded(a)
	}
	a.record(cmd.event(), data)
	if err := cmd.apply(a); err != nil {
		return Change{}, err
	}
	a.fire() // a clock that runs on again may be over its limit
	if a.err != nil {
		return Change{}, a.err
	}
	if !rule.task && c.Next(turn.Now) != before {
		a.resume(Journey, cycle)
	}
	a.resumeFlows(flows)
	return a.finish(), nil
}

// Fire does what time itself does to a case up to an instant: warnings,
// breaches and the call for the next rung of the ladder. It gives an empty
// Change when nothing is due.
func (c *Case) Fire(turn Turn) Change {
	a := step(c, turn)
	a.fire()
	return a.finish()
}

// finish closes the step: the version counts it, the timer index follows.
func (a *act) finish() Change {
	if a.change.Empty() {
		return a.change
	}
	a.Version++
	a.WakeAt = a.wakes()
	a.enter()
	return a.change
}

// earliest is the earlier of two instants; a zero one is none.
func earliest(a, b Instant) Instant {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// record adds an event. Values are marshalled at once, so that the event
// shows them as they were.
func (a *act) record(kind string, data any) {
	a.Events++
	e := Event{Seq: a.Events, At: a.Now, Type: kind, By: a.By.String()}
	if data != nil {
		e.Data = encode(data)
	}
	a.change.Events = append(a.change.Events, e)
	a.ActedAt = e.At
}

// system records an event that nobody but the rules brought about.
func (a *act) system(kind string, data any) {
	by := a.By
	a.By = Actor{Role: System}
	a.record(kind, data)
	a.By = by
}

// effect promises a deed under a key that names it, once.
func (a *act) effect(kind EffectKind, key string, data any) {
	if slices.ContainsFunc(a.change.Effects, func(e Effect) bool { return e.Key == key }) {
		return
	}
	a.change.Effects = append(a.change.Effects, Effect{
		Key: key, Kind: kind, Reference: a.Reference, At: a.Now, Data: encode(data),
	})
}

// start promises a run of the workflow for the present cycle.
func (a *act) start() {
	a.startRun(execution(a.Reference, a.Cycle, 0))
}

// startRun promises an execution.
func (a *act) startRun(x Execution) { a.change.Effects = append(a.change.Effects, x.Start(a.Now)) }

// resume promises to tell the waiting run of a machine that the case has moved on.
func (a *act) resume(m Machine, cycle int) {
	key := "resume/" + a.Reference + "/" + strconv.FormatInt(a.Version+1, 10)
	r := Resumption{Cycle: cycle}
	if m != Journey {
		key += "/" + string(m)
		r.Machine = m
	}
	a.effect(ResumeWorkflow, key, r)
}

// notNow says that a command is not possible in a status.
func notNow(s Status) fault.Text {
	name := StatusName(s)
	return fault.Say("this is not possible while the case is "+name.EN, "工单当前状态为“"+name.ZH+"”，不能进行此操作")
}

// illegal says that something is not possible now, and what is.
func (c *Case) illegal(why fault.Text) error {
	return &fault.Error{Kind: fault.Conflict, Msg: why, Facts: map[string]any{
		"caseStatus": c.Status, "allowed": c.Allowed(),
	}}
}

// encode marshals a value of the project's own as encoding/json does; such values
// cannot fail.
func encode(v any) json.RawMessage {
	b, err := first.Marshal(v)
	if err != nil {
		panic("complaint: " + err.Error()) // a programmer's error: a type that is no JSON
	}
	return b
}

func internal(err error, doing string) error { return fault.Wrap(fault.Internal, err, doing) }
