package simulate

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/redress/redress/shared/complaint"
)

// word is a notice or a letter that a commit has promised.
type word struct {
	id, of  string // its own, and the case's
	kind    string // as the product names it; letters are told apart by the field
	letter  bool
	clock   string
	round   int
	at, due time.Time
	point   string
}

// promise hears of what commits have promised to tell about single cases.
func (t *told) promise(e complaint.Effect) {
	var one word
	switch e.Kind {
	case complaint.SendNotice:
		var n complaint.Notice
		if json.Unmarshal(e.Data, &n) != nil || n.Reference == "" {
			return
		}
		t.meant(n)
		one = word{id: n.ID, of: n.Reference, kind: n.Kind, clock: n.Clock, round: n.Round, at: n.At, due: n.DueAt, point: n.Point}
	case complaint.SendMessage:
		var m complaint.Message
		if json.Unmarshal(e.Data, &m) != nil {
			return
		}
		one = word{id: m.ID, of: m.Reference, kind: m.Kind, letter: true, at: m.At}
	default:
		return
	}
	t.words[one.id] = one
	t.promised[one.of] = append(t.promised[one.of], one)
}

// heard: what happened is promised to those who must hear of it. That a promise is
// kept, others look after.
func (w *world) heard(l *life, r *record) {
	words := w.told.promised[r.Reference]
	has := func(wanted func(word) bool) bool { return slices.ContainsFunc(words, wanted) }
	letter := func(at time.Time, kinds ...string) bool {
		return has(func(o word) bool {
			return o.letter && o.at.Equal(at) && slices.ContainsFunc(kinds, func(kind string) bool { return strings.HasPrefix(o.kind, kind) })
		})
	}
	notice := func(at time.Time, kind string) bool {
		return has(func(o word) bool { return !o.letter && o.kind == kind && o.at.Equal(at) })
	}
	answered := "" // the case whose answer has answered this one too
	handed, reworked := 0, 0
	for _, e := range r.events {
		t, missing := ticks(e), ""
		timed := func(kind string) bool {
			return has(func(o word) bool {
				return !o.letter && o.kind == kind && o.clock == t.Clock && o.round == t.Round && o.at.Equal(t.At)
			})
		}
		need := func(there bool, what string) {
			if !there {
				missing = what
			}
		}
		switch e.Type {
		case "warned":
			need(len(t.Levels) == 0 || timed("warning"), "warning")
		case "escalated":
			need(len(t.Levels) == 0 || timed("escalation"), "escalation")
			w.supervised(l, r, e, t)
		case "judged":
			need(letter(e.At, "receipt", "duplicate", "referred", "closing"), "receipt")
		case "settled":
			var by struct{ Of string }
			_ = json.Unmarshal(e.Data, &by)
			answered = by.Of
		case "closed":
			need(w.sameCustomer(l, answered) || letter(e.At, "duplicate", "referred", "closing", "batch.restored"), "farewell")
		case "reopened":
			answered = ""
			need(letter(e.At, "reopened"), "letter of the reopening")
		case "urged":
			need(notice(e.At, "urge") || letter(e.At, "urge"), "urge")
		case "linked":
			need(notice(e.At, "urge"), "urge")
		case "reviewed":
			var s said
			_ = json.Unmarshal(e.Data, &s)
			need(!s.Passed || letter(e.At, "answer", "closing"), "answer")
		case "reworked":
			reworked++
			need(notice(e.At, "rework") || timed("rework"), "notice of the rework")
			need(letter(e.At, "rework"), "letter of the rework")
		case "dispatched":
			handed++
		default:
			continue
		}
		w.check("heard", missing != "", l, "it is %s at %s, and no %s is promised", e.Type, short(e.At), missing)
	}
	told := 0
	for _, o := range words {
		if !o.letter && o.kind == "dispatched" {
			told++
		}
	}
	w.check("heard", told < handed-reworked, l, "it was dispatched %d times, %d of them for rework, and its units were told %d times", handed, reworked, told)
}

// supervised: with its breach the policy has the deed of a limit supervised, unless the
// case is already.
func (w *world) supervised(l *life, r *record, e complaint.Event, t ticking) {
	rule, _ := w.company.policy.Clock(t.Clock)
	if t.Rung != 1 || rule.Breach.Supervision == "" {
		return
	}
	there := slices.ContainsFunc(r.events[:min(e.Seq+1, len(r.events))], func(o complaint.Event) bool { return o.Type == "supervised" })
	w.check("ladder", !there, l, "%s/%d was missed at %s, and nobody supervises the case", t.Clock, t.Round, short(t.At))
}

// sameCustomer: whoever has the answer to one of their cases need not hear it again
// for another that it has answered.
func (w *world) sameCustomer(l *life, other string) bool {
	o, ok := w.byReference[other]
	return ok && o.plan.account == l.plan.account
}

// happened: what is marked as delivered has been.
func (w *world) happened(keys []string) {
	for _, key := range keys {
		kind, id, _ := strings.Cut(key, "/")
		there := true
		switch kind {
		case "notice":
			_, sent := w.told.notices[id]
			there = sent || len(w.told.within[id]) > 0 || w.told.dropped[id]
		case "message":
			_, there = w.told.letters[id]
		case "start":
			_, started, err := w.db.Execution(w.ctx, id)
			there = started && err == nil
		default:
			continue
		}
		w.check("done", !there, nil, "%s is marked as delivered and was not", key)
	}
}

// outdated hears of what is not sent, and whether that is so.
func (t *told) outdated(n complaint.Notice, why string) {
	w := t.world
	w.outcome.Outdated++
	w.tell("notice %s is not sent: %s", n.ID, why)
	t.dropped[n.ID] = true
	c, err := w.db.Case(w.ctx, n.Reference)
	if err != nil {
		return
	}
	holds := c.Status.Open()
	for _, k := range c.Clocks {
		if k.Name == n.Clock && k.Round == n.Round {
			runs := k.State == complaint.Running || k.State == complaint.Missed && k.EndedAt.IsZero()
			holds = runs && k.DueAt.Equal(n.DueAt) && (n.Kind == "warning" || !w.now.Before(c.AcknowledgedUntil.Add(-time.Minute)))
		}
	}
	w.check("heard", holds, w.byReference[n.Reference], "notice %s is not sent, as it were outdated: %s", n.ID, why)
}
