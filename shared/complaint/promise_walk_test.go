package complaint_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
)

// reader is a customer who believes what they are told: the promises of the receipt,
// and then of each message. What the progress page says must be no news to them.
type reader struct {
	t      *rapid.T
	policy *policy.Policy
	told   map[string]string // the promised instants, as messages write them, by clock
	shown  map[string]time.Time
	kept   map[string]bool // by an answer, which a review may still take back
}

// reading is a customer who has got the answer to a submission.
func reading(t *rapid.T, p *policy.Policy, c *complaint.Case) *reader {
	r := &reader{t: t, policy: p, told: map[string]string{}, shown: map[string]time.Time{}}
	for _, promise := range web.ReceiptOf(p, c, "").Promises {
		r.told[promise.Clock], r.shown[promise.Clock] = r.spoken(promise.DueAt), promise.DueAt
	}
	return r
}

func (r *reader) spoken(at time.Time) string { return complaint.Spoken(at, r.policy.Zone(), "zh") }

// clock finds a clock by what it is called in a message.
func (r *reader) clock(title string) string {
	for _, k := range r.policy.Clocks {
		if complaint.PromiseName(k, "zh") == title {
			return k.Name
		}
	}
	r.t.Fatalf("a message speaks of %q", title)
	return ""
}

// read takes in the messages of one commit.
func (r *reader) read(change complaint.Change, now time.Time) {
	for _, e := range change.Effects {
		var m complaint.Message
		if e.Kind != complaint.SendMessage {
			continue
		}
		if err := json.Unmarshal(e.Data, &m); err != nil {
			r.t.Fatal(err)
		}
		switch kind, _, _ := strings.Cut(m.Kind, "."); {
		case kind == "receipt", kind == "reopened":
			r.told = map[string]string{}
			for _, name := range []string{"contact", "answer"} {
				if said, ok := m.Values[name]; ok {
					r.told[name] = said
				}
			}
		case kind != "promise":
		case m.Values["reason"] == "":
			r.t.Fatalf("at %s a promise changes without a reason: %+v", now, m)
		case m.Kind == "promise.dropped":
			delete(r.told, r.clock(m.Values["clock"]))
		case m.Kind == "promise.late":
			if name := r.clock(m.Values["clock"]); r.told[name] != m.Values["due"] {
				r.t.Fatalf("told that %s of %s will be late, and believed %q", name, m.Values["due"], r.told[name])
			}
		default:
			r.told[r.clock(m.Values["clock"])] = m.Values["due"]
		}
	}
}

// look opens the progress page after a commit.
func (r *reader) look(c *complaint.Case, now time.Time) {
	shown, kept := map[string]time.Time{}, map[string]bool{}
	for _, promise := range web.Promises(r.policy, c) {
		name, due := promise.Clock, promise.DueAt
		shown[name], kept[name] = due, c.Clock(name).State == complaint.Met
		if r.told[name] != r.spoken(due) {
			r.t.Fatalf("at %s %s is promised for %s, and the customer was told %q", now, name, r.spoken(due), r.told[name])
		}
		was, known := r.shown[name]
		switch k := c.Clock(name); {
		case known && due.Equal(was) || c.Status == complaint.Closed:
		case !due.After(now):
			r.t.Fatalf("at %s %s is promised anew for %s, which lies behind", now, name, due)
		case known && now.After(was) && k.State != complaint.Missed && k.Round == 0 && !r.kept[name]:
			r.t.Fatalf("at %s %s moves from %s, which had passed unbroken %+v", now, name, was, *k)
		}
	}
	for name := range r.told { // an end takes what was promised with it, and says so
		if _, ok := shown[name]; !ok && c.Status == complaint.Closed {
			delete(r.told, name)
		} else if !ok {
			r.t.Fatalf("at %s the promise of %s is gone, and nobody says so", now, name)
		}
	}
	r.shown, r.kept = shown, kept
}

// versions are rules of one company that a case may be moved between: with other limits
// for other matters, and one that names a limit shorter than most.
func versions(t *testing.T, choice policy.Choice) []*policy.Policy {
	list := []*policy.Policy{lively(t, choice), lively(t, choice), lively(t, choice)}
	for i, p := range list {
		p.Version = p.Version + "-" + string(rune('a'+i))
		r := rulebook{t, p}
		switch i {
		case 1:
			r.clock("answer", func(c *policy.Clock) { c.Target = r.target("2wd") })
			r.clock("contact", func(c *policy.Clock) { c.Target = r.target("8h working") })
		case 2:
			r.clock("contact", func(c *policy.Clock) { c.Pausable = true })
			p.Recompute = policy.Recompute{"policy": policy.FromChange, "kind": policy.CarryShare}
		}
	}
	return list
}

// TestEveryChangeOfAPromiseIsTold: whatever happens to a case, the customer has read
// in a message, with the reason, what the progress page promises, before the promise that
// it replaces has passed, unless that one was broken, or kept by what was taken back; and
// nothing is promised for a time that lies behind.
func TestEveryChangeOfAPromiseIsTold(t *testing.T) {
	books := [][]*policy.Policy{versions(t, policy.Retroactive), versions(t, policy.FromChange), versions(t, policy.CarryShare)}
	summer := rules(t).hours(strings.ReplaceAll(nineToFive, "}}", `}, off: ["2026-01-07", "2026-01-13/2026-01-15", "2026-01-28"]}`)).Calendar
	rapid.Check(t, func(t *rapid.T) {
		book := books[rapid.IntRange(0, len(books)-1).Draw(t, "book")]
		p, now := book[0], time.Date(2026, 1, 5, 2, 0, 0, 0, time.UTC)
		turn := func() complaint.Turn {
			return complaint.Turn{Policy: p, Now: now, By: complaint.Actor{Role: rapid.SampledFrom([]complaint.Role{complaint.System, complaint.Supervisor}).Draw(t, "role")}}
		}
		c, _, _, err := complaint.Open(complaint.Submission{Channel: "web", Text: "停电", Customer: complaint.CustomerDetails{Phone: "139"}}, "202601-000001", "code", turn())
		if err != nil {
			t.Fatal(err)
		}
		w, r := &walker{t: t, policy: p}, reading(t, p, c)
		for range rapid.IntRange(20, 120).Draw(t, "steps") {
			var change complaint.Change
			switch rapid.IntRange(0, 15).Draw(t, "deed") {
			case 0, 1:
				now = now.Add(time.Duration(rapid.IntRange(0, 60*60).Draw(t, "minutes")) * time.Minute)
				change = c.Fire(turn())
			case 2:
				with := *book[rapid.IntRange(0, len(book)-1).Draw(t, "version")]
				with.Calendar = p.Calendar // as was published last
				p = &with
				change, _, err = c.Adopt(turn())
				if p.ID() != c.PolicyID { // a closed case stays with its rules
					p = r.policy
				}
			case 3:
				with := *p
				with.Calendar = summer
				p = &with
				change, _, err = c.Recount(turn())
			default:
				change = w.try(&c, commands(t, now, c.Status), turn())
			}
			if err != nil {
				t.Fatal(err)
			}
			r.policy = p
			r.read(change, now)
			r.look(c, now)
		}
	})
}
