package complaint

import (
	"slices"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// Supervision (督办) is opened over a case by a higher level (S-130, S-134, S-216):
// by rule, because a limit was missed, the matter came again, or is of a sort that
// the policy has supervised; or by a person's order. It neither replaces nor moves
// the limits of the case.
type Supervision struct {
	Level    string  `json:"level"`
	OpenedAt Instant `json:"openedAt"`
	// Because is the clock that was missed, repeat, grade, over-level, key,
	// emergency or order.
	Because string `json:"because"`
	Cycle   int    `json:"cycle,omitempty"` // of the case then
	// Demand is what the unit is to do, by the Limit as the order says it, a
	// target or an instant. A supervision that a rule opened has no demand until a
	// person orders one.
	Demand    string  `json:"demand,omitempty"`
	Limit     string  `json:"limit,omitempty"`
	By        string  `json:"by,omitempty"` // the actor who ordered it
	OrderedAt Instant `json:"orderedAt,omitzero"`
	Replies   []Reply `json:"replies,omitempty"` // of the unit
	// ReleasedBy is the actor; "" when the matter was done.
	ReleasedAt Instant `json:"releasedAt,omitzero"`
	ReleasedBy string  `json:"releasedBy,omitempty"`
}

// Reply is what a unit says to the level that supervises it.
type Reply struct {
	At   Instant `json:"at"`
	By   string  `json:"by"`
	Text string  `json:"text"`
}

// supervisionClock is the limit of the unit's reply to a demand.
const supervisionClock = "supervision"

// What a case carries of supervision is bounded: it is one item of the store.
const (
	mostSupervisions = 20
	mostReplies      = 20
)

// Open tells whether it goes on.
func (s *Supervision) Open() bool { return s != nil && s.ReleasedAt.IsZero() }

// ordered tells whether it goes on by a person's order.
func (s *Supervision) ordered() bool { return s.Open() && s.By != "" }

// Supervised tells whether supervision has been opened over the case by an instant.
func (c *Case) Supervised(by Instant) bool {
	return slices.ContainsFunc(c.supervisions(), func(s Supervision) bool { return !s.OpenedAt.After(by) })
}

// supervisions are all that the case carries, the present or last one at the end.
func (c *Case) supervisions() []Supervision {
	if c.Supervision == nil {
		return nil
	}
	return append(slices.Clone(c.EarlierSupervisions), *c.Supervision)
}

// supervise opens supervision by rule, when a level is to and none is open.
func (a *act) supervise(level, because string, at Instant) (opened bool) {
	if level == "" || a.Supervision.Open() {
		return false
	}
	a.openSupervision(Supervision{Level: level, OpenedAt: at, Because: because})
	return true
}

// openSupervision puts the last one by the earlier ones, of which the oldest gives way.
func (a *act) openSupervision(s Supervision) {
	if earlier := a.supervisions(); len(earlier) > 0 {
		a.EarlierSupervisions = earlier[max(0, len(earlier)-mostSupervisions):]
	}
	s.Cycle = a.Cycle
	a.Supervision = &s
	a.system("supervised", s)
}

// superviseMatter opens supervision over a matter of a sort that the policy has
// supervised and that a unit works on, once in a cycle for each reason, and tells
// the unit. A unit at that level or above has nobody there over it.
func (a *act) superviseMatter() {
	rule := a.Policy.Supervision
	because := rule.Because(a.Grade, a.Source.OverLevel || a.OverLevel.Open(), a.Signals)
	unit, _ := a.Policy.Unit(a.Unit)
	before := func(s Supervision) bool { return s.Because == because && s.Cycle == a.Cycle }
	switch {
	case because == "", !a.handed(), policy.Rank(unit.Level) >= policy.Rank(rule.Level), slices.ContainsFunc(a.supervisions(), before):
	case a.supervise(rule.Level, because, a.Now):
		a.tellSupervised()
	}
}

// handed tells whether a unit has the case, to work on by itself.
func (c *Case) handed() bool {
	return c.Status.Open() && c.Status != Received && c.Status != Sorting && !c.Ready && !c.Follows()
}

// tellSupervised tells the unit that its case is supervised, where no other notice
// does: by rule, or since another unit had it.
func (a *act) tellSupervised() {
	a.tell(telling{kind: "supervision", key: itoa(a.Events), levels: a.Policy.Tell["supervision"]})
}

// release ends supervision, with the limit of the reply to it; by is the actor who
// does, "" when the matter is done.
func (a *act) release(by string) {
	if !a.Supervision.Open() {
		return
	}
	a.Supervision.ReleasedAt, a.Supervision.ReleasedBy = a.Now, by
	if k := a.Clock(supervisionClock); k != nil && k.Unended() {
		a.cancelClock(k)
	}
	a.system("released", a.Supervision)
}

// releaseOf ends supervision that a rule opened for one of these reasons, as that
// matter is done. What a person has ordered lasts until a person or the closing
// ends it.
func (a *act) releaseOf(reason func(because string) bool) {
	if s := a.Supervision; s.Open() && s.By == "" && reason(s.Because) {
		a.release("")
		a.superviseNext()
	}
}

// superviseNext opens supervision, when one has ended, over the first clock that was
// missed meanwhile and is still owed, and tells the unit.
func (a *act) superviseNext() {
	for i := range a.Clocks {
		k := &a.Clocks[i]
		if k.State == Missed && k.Unended() && a.supervise(a.climbedTo(k), k.Name, a.Now) {
			a.tellSupervised()
			return
		}
	}
}

// climbedTo is the highest level that supervises by the rungs that a clock has been
// climbed so far; "" for none.
func (a *act) climbedTo(k *Clock) (level string) {
	rule, _ := a.Policy.Clock(k.Name)
	if k.Rung > 0 {
		level = rule.Breach.Supervision
	}
	for n := 1; n < k.Rung; n++ {
		if rung, _, _ := rule.Rung(n); policy.Rank(rung.Supervision) > policy.Rank(level) {
			level = rung.Supervision
		}
	}
	return level
}

// ofHandling are the reasons that are done with an answer that has passed: not
// those that lie in the matter itself, nor what goes on when the case is closed.
func ofHandling(because string) bool {
	return !slices.Contains([]string{policy.SupervisedGrade, policy.SupervisedOverLevel, policy.SupervisedKey, appealClock}, because) &&
		!slices.Contains(outliving, because)
}

// reason is the one of a clock that was missed.
func reason(clock string) func(string) bool {
	return func(because string) bool { return because == clock }
}

// Supervising is a higher level's order to a unit. It takes up a supervision that
// a rule has opened.
type Supervising struct {
	Demand string `json:"demand" doc:"what the unit is to do and to report"`
	Limit  string `json:"limit,omitempty" doc:"by when the unit replies: a target such as 3wd or 8h working, or an instant; the policy's when left out"`
}

// Name is "supervision".
func (Supervising) Name() string  { return "supervision" }
func (Supervising) event() string { return "supervision-ordered" }

func (c Supervising) check(a *act) []fault.Field {
	var f fields
	f.required("demand", c.Demand, 2000)
	f.checkOrdered(a, "limit", supervisionClock, c.Limit)
	return f
}

// apply opens supervision, starts the clock of the reply and tells the unit. It
// fails with Denied when the actor does not stand above the unit, and with
// Conflict while an earlier order goes on.
func (c Supervising) apply(a *act) error {
	switch {
	case !a.leads():
		return fault.New(fault.Denied, fault.Say("a unit is supervised by one above it", "督办须由承办单位的上级单位发起"))
	case a.Supervision.ordered():
		return a.illegal(fault.Say("the case is supervised by an order already, which must be released first", "该工单已在督办中，须先解除"))
	}
	return a.demand(Supervision{Level: a.level(), Because: byOrder, Demand: c.Demand, Limit: c.Limit})
}

// demand is a level's order to the unit. It opens supervision, or takes up what a
// rule has opened, whose reason stays and whose level at least; it starts the clock
// of the reply and tells the unit.
func (a *act) demand(o Supervision) error {
	if !a.Supervision.Open() {
		a.openSupervision(Supervision{Level: o.Level, OpenedAt: a.Now, Because: o.Because})
	}
	s := a.Supervision
	if policy.Rank(o.Level) > policy.Rank(s.Level) {
		s.Level = o.Level
	}
	s.Demand, s.Limit, s.By, s.OrderedAt = o.Demand, o.Limit, a.By.String(), a.Now
	k, err := a.startOrdered(supervisionClock, o.Limit)
	if err != nil {
		return err
	}
	a.tellOrder(k)
	return nil
}

// tellOrder tells the unit of an order, with the limit of its reply where there is one.
func (a *act) tellOrder(k *Clock) {
	t := telling{kind: "supervision", clock: k, point: "ordered", key: itoa(a.Events), levels: a.Policy.Tell["supervision"]}
	if _, ok := a.Policy.Texts.Notices["supervision.ordered"]; ok && k != nil {
		t.template = "supervision.ordered"
	}
	a.tell(t)
}

// level is where the actor stands; the whole company stands at the top.
func (a *act) level() string {
	levels := policy.UnitLevels()
	if unit, ok := a.Policy.Unit(a.By.Unit); ok {
		return unit.Level
	}
	return levels[len(levels)-1]
}

// SupervisionReply is a unit's reply to the level that supervises it.
type SupervisionReply struct {
	Text string `json:"text" doc:"what the unit has done"`
}

// Name is "supervision-reply".
func (SupervisionReply) Name() string  { return "supervision-reply" }
func (SupervisionReply) event() string { return "supervision-replied" }

func (c SupervisionReply) check(a *act) []fault.Field {
	var f fields
	f.required("text", c.Text, 4000)
	full := a.Supervision.Open() && len(a.Supervision.Replies) >= mostReplies
	f.must("text", !full, fault.Say("cannot be added: there are 20 replies already", "反馈次数已达上限（20次）"))
	return f
}

// apply ends the clock of the reply and tells the levels that supervise. The
// supervision itself goes on until it is released.
func (c SupervisionReply) apply(a *act) error {
	s := a.Supervision
	if !s.Open() {
		return a.unsupervised()
	}
	s.Replies = append(s.Replies, Reply{At: a.Now, By: a.By.String(), Text: c.Text})
	a.end(supervisionClock, a.Now)
	a.mention(telling{kind: "supervision", template: "supervision.replied", key: "reply/" + itoa(a.Events), levels: a.supervisors()})
	return nil
}

// supervisors are the levels that hear of a reply: the one that supervises, and
// the one below it whose order has taken that up.
func (a *act) supervisors() []string {
	level := a.Supervision.Level
	if by, ok := a.Policy.Unit(actorOf(a.Supervision.By).Unit); ok && by.Level != level {
		return []string{by.Level, level}
	}
	return []string{level}
}

// SupervisionRelease ends supervision by hand.
type SupervisionRelease struct{}

// Name is "supervision-release".
func (SupervisionRelease) Name() string             { return "supervision-release" }
func (SupervisionRelease) event() string            { return "release-ordered" }
func (SupervisionRelease) check(*act) []fault.Field { return nil }

// apply fails with Conflict when nothing is to be released, and with Denied when
// the actor stands below the level that supervises, or not above the unit.
func (SupervisionRelease) apply(a *act) error {
	if !a.Supervision.Open() {
		return a.unsupervised()
	}
	if !a.leads() || policy.Rank(a.level()) < policy.Rank(a.Supervision.Level) {
		return fault.New(fault.Denied, fault.Say("supervision is released by the level that opened it, or one above", "督办须由发起层级或其上级解除"))
	}
	a.release(a.By.String())
	return nil
}

func (c *Case) unsupervised() error {
	return c.illegal(fault.Say("the case is not supervised", "该工单未被督办"))
}
