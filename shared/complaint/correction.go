package complaint

import "github.com/redress/redress/shared/policy"

// Correction says how a breach would stand by what became known after it.
type Correction struct {
	At      Instant `json:"at"`    // when it became known
	DueAt   Instant `json:"dueAt"` // as it would be now
	Because string  `json:"because"`
}

// What corrects a breach, or moves a due instant.
const (
	becauseLate       = "late event"
	becauseSuspension = "suspension"
	becauseCalendar   = "calendar"
	BecausePolicy     = "policy" // the case has adopted other rules
	BecauseMatter     = "matter" // it was judged, or classified, as another
)

// WouldBeMet tells whether the deed of a missed clock would be in time by the
// correction. The breach stays all the same.
func (k *Clock) WouldBeMet() bool {
	return k.Correction != nil && !k.EndedAt.IsZero() && !k.EndedAt.After(k.Correction.DueAt)
}

// correct puts a correction beside a breach.
func (a *act) correct(k *Clock, due Instant, because string) {
	if k.Correction != nil && k.Correction.DueAt.Equal(due) {
		return
	}
	k.Correction = &Correction{At: a.Now, DueAt: due, Because: because}
	a.system("corrected", movement{Clock: k.Name, Round: k.Round, From: k.BreachedAt, To: due, Because: because})
	if k.EndedAt.IsZero() && due.After(a.Now) {
		a.giveTime(k, due, because)
	}
}

// giveTime lets a unit whose limit was missed work until the instant by which it
// would not be: the ladder waits for it, those who heard of the breach hear of
// it, and the customer of the promise that has moved.
func (a *act) giveTime(k *Clock, due Instant, because string) {
	if k.Rung > 0 {
		a.putOff(k, due)
	}
	if rule, _ := a.Policy.Clock(k.Name); !rule.Quiet {
		a.tell(telling{kind: "promise", clock: k, point: "corrected", due: due, levels: rule.Breach.Levels})
	}
	a.promise(k, k.Promised(), due, corrected[because])
}

// corrected says to customers what corrects a breach.
var corrected = map[string]policy.Text{
	becauseSuspension: {"en": "the handling was suspended", "zh": "工单曾中止办理"},
	becauseCalendar:   newCalendar,
}

// WhyMoved says to customers why a due instant has moved, by what the event says or follows; nil
// where they are told nothing of it.
func WhyMoved(because string) policy.Text {
	return map[string]policy.Text{
		becauseSuspension: corrected[becauseSuspension], becauseCalendar: newCalendar, BecausePolicy: newPolicy, BecauseMatter: otherMatter, becauseLate: earlierEnd,
	}[because]
}

// review looks whether a breach would stand otherwise by the suspensions and
// the calendar of today. What an earlier look has said is corrected in its turn.
func (a *act) review(k *Clock, because string) error {
	due, err := a.due(k)
	if err != nil {
		return err
	}
	if due.After(k.BreachedAt) || k.Correction != nil && k.Correction.DueAt.After(k.BreachedAt) {
		a.correct(k, due, because)
	}
	return nil
}

// due is when a clock is due by the suspensions and the calendar of today.
func (a *act) due(k *Clock) (Instant, error) {
	count, err := a.Count(k, a.Policy)
	if err != nil {
		return Instant{}, err
	}
	due, err := a.Policy.Calendar.Due(count.From, count.Target, count.Pauses...)
	if err != nil {
		return Instant{}, internal(err, "compute the due instant of clock "+k.Name)
	}
	return due.At, nil
}

// recount counts the clocks that suspensions stop anew as of an instant. The
// customer is told of a promise that has moved.
func (a *act) recount(asOf Instant, because policy.Text) error {
	for i := range a.Clocks {
		k := &a.Clocks[i]
		rule, _ := a.Policy.Clock(k.Name)
		if !rule.Pausable {
			continue
		}
		switch k.State {
		case Running, Paused:
			a.halt(k)
			if err := a.move(k, asOf, becauseSuspension, because); err != nil {
				return err
			}
		case Missed:
			if err := a.review(k, becauseSuspension); err != nil {
				return err
			}
		}
	}
	return nil
}

// move aims a clock anew and says so when its due instant is another, or only
// its warnings are, or whether it is provisional.
func (a *act) move(k *Clock, asOf Instant, because string, words policy.Text) error {
	was, promised, generation := k.DueAt, k.Promised(), k.Generation
	if err := a.aim(k, asOf); err != nil || k.Generation == generation {
		return err
	}
	m := movement{Clock: k.Name, Round: k.Round, From: was, To: k.DueAt, Because: because}
	if k.DueAt.Equal(was) {
		a.system("rearmed", m)
		return nil
	}
	a.system("moved", m)
	a.promise(k, promised, k.DueAt, words)
	return nil
}

// amend corrects the end of a clock to an earlier instant that became known
// late, and counts the clocks that follow it anew while they run.
func (a *act) amend(name string, at Instant) error {
	k := a.Clock(name)
	if k == nil || k.State == Cancelled || !at.Before(k.EndedAt) {
		return nil
	}
	a.system("amended", movement{Clock: k.Name, Round: k.Round, From: k.EndedAt, To: at, Because: becauseLate})
	was := k.EndedAt
	k.EndedAt = at
	if k.State == Missed && !at.After(k.DueAt) {
		a.correct(k, k.DueAt, becauseLate)
	}
	for _, f := range a.followers(name) {
		if !f.StartedAt.Equal(was) || f.State != Running && f.State != Paused {
			continue // what has come of it stays as it was counted
		}
		f.StartedAt = at
		if err := a.move(f, a.Now, becauseLate, earlierEnd); err != nil {
			return err
		}
	}
	return nil
}

var earlierEnd = policy.Text{"en": "an earlier step was done sooner than recorded", "zh": "前一环节的完成时间经核实早于原记录"}

// followers are the latest clocks that start at the end of another.
func (a *act) followers(name string) (list []*Clock) {
	for _, rule := range a.Policy.Clocks {
		if rule.After != name {
			continue
		}
		if f := a.Clock(rule.Name); f != nil {
			list = append(list, f)
		}
	}
	return list
}

// follow starts the clocks that start at the end of this one.
func (a *act) follow(k *Clock) {
	name, at := k.Name, k.EndedAt
	for _, rule := range a.Policy.Clocks {
		if rule.After == name {
			if err := a.startClock(rule.Name, at); err != nil {
				a.fail(err)
			}
		}
	}
}

// unfollow cancels the clocks that the end of this one had started.
func (a *act) unfollow(name string, end Instant) {
	for _, f := range a.followers(name) {
		if f.State != Cancelled && f.StartedAt.Equal(end) {
			a.cancelClock(f)
		}
	}
}
