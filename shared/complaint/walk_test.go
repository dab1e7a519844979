package complaint_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/store/stored"
)

// likely are the commands, by their number below, that take a case further.
var likely = map[complaint.Status][]int{
	complaint.Received:   {0, 0, 2, 63},
	complaint.Sorting:    {1, 2},
	complaint.Dispatched: {2, 4, 6, 8, 26, 28, 34, 43, 44, 45},
	complaint.Handling:   {63, 6, 7, 8, 8, 9, 5, 25, 28, 35, 40, 41, 44, 45, 48, 48, 51, 51, 52, 52, 53, 54, 55},
	complaint.Answered:   {10, 10, 19, 40, 41, 49, 50, 59},
	complaint.Callback:   {12, 12, 13, 14, 34, 36, 50, 56},
	complaint.Closed:     {63, 17, 32, 32, 32, 33, 33, 19, 37, 38, 39, 39, 42, 48, 49, 50, 56, 57, 58, 59, 60},
}

// commands draws a command that is likely to be legal, or else any command,
// with any values, sensible or not.
func commands(t *rapid.T, now time.Time, status complaint.Status) complaint.Command {
	yes := rapid.Bool()
	text := rapid.SampledFrom([]string{"x", "已处理", "🙂", ""})
	at := rapid.SampledFrom([]time.Time{{}, now, now.Add(-time.Hour), now.Add(-72 * time.Hour), now.Add(time.Hour)})
	unit := rapid.SampledFrom([]string{"demo-station", "demo-county", "", "nowhere"})
	number := rapid.IntRange(0, 63).Draw(t, "command")
	if rapid.IntRange(0, 3).Draw(t, "sense") > 0 {
		number = rapid.SampledFrom(likely[status]).Draw(t, "likely")
	}
	switch number {
	case 0:
		return complaint.Judged{
			Judgement: complaint.Judgement{Kind: rapid.SampledFrom([]string{"complaint", "enquiry", "praise"}).Draw(t, "kind"), Class: "04.03.01", Urgency: "general", Grade: "general"},
			Unsure:    yes.Draw(t, "unsure"), Unit: unit.Draw(t, "unit"),
			Repeat:  rapid.SampledFrom([]*complaint.Repeat{nil, {Of: "202511-000001", Count: 2}, {Of: "202511-000001", Count: 3}}).Draw(t, "repeat"),
			HotSpot: rapid.SampledFrom([]int{0, 3}).Draw(t, "hot"),
			BatchOf: rapid.SampledFrom([]string{"", "202512-000009"}).Draw(t, "batch"), Number: rapid.IntRange(1, 12).Draw(t, "number"),
			With:   rapid.SampledFrom([]string{"", "202512-000009", "202601-000000"}).Draw(t, "with"),
			Outage: rapid.SampledFrom([]*complaint.Outage{nil, {ID: "7", Planned: true, Since: now.Add(-time.Hour), Until: now.Add(time.Hour)}, {ID: "8", Since: now}}).Draw(t, "outage"),
		}
	case 1:
		return complaint.Classification{
			Class: "02.04.02", Unit: unit.Draw(t, "unit"),
			Kind: rapid.SampledFrom([]string{"", "complaint", "enquiry"}).Draw(t, "kind"), Grade: rapid.SampledFrom([]string{"", "major"}).Draw(t, "grade"),
		}
	case 2, 3:
		return complaint.Dispatching{}
	case 4:
		return complaint.Acceptance{}
	case 5:
		return complaint.Refusal{Reason: text.Draw(t, "reason")}
	case 6:
		return complaint.Contacting{At: at.Draw(t, "at"), Reached: yes.Draw(t, "reached")}
	case 7:
		verified := rapid.SampledFrom([]string{"no", "no", "yes"}).Draw(t, "verified")
		return complaint.Findings{Verified: verified, Responsibility: rapid.SampledFrom([]string{"none", "utility-operation"}).Draw(t, "responsibility")}
	case 9:
		return complaint.Delaying{
			Clock: rapid.SampledFrom([]string{"", "contact", "legal"}).Draw(t, "clock"), Reason: text.Draw(t, "reason"),
			Until: rapid.SampledFrom([]time.Time{{}, now.Add(50 * time.Hour), now.Add(500 * time.Hour)}).Draw(t, "until"),
		}
	case 8:
		return complaint.Answer{At: at.Draw(t, "at"), Text: text.Draw(t, "text")}
	case 10, 11:
		return complaint.Review{Passed: yes.Draw(t, "passed"), Reason: text.Draw(t, "reason")}
	case 12, 13:
		return complaint.CallbackResult{Reached: yes.Draw(t, "reached"), Satisfied: new(yes.Draw(t, "satisfied"))}
	case 14:
		return complaint.Rework{Reason: text.Draw(t, "reason")}
	case 15:
		return complaint.Closure{Outcome: complaint.Dissatisfied, Reason: text.Draw(t, "reason")}
	case 16:
		return complaint.Reassignment{Unit: unit.Draw(t, "unit"), Reason: text.Draw(t, "reason")}
	case 17:
		return complaint.Reopening{Reason: text.Draw(t, "reason")}
	case 18:
		return complaint.Acknowledgement{}
	case 19:
		return complaint.Urging{Text: text.Draw(t, "text")}
	case 21, 22:
		return complaint.Suspending{
			Kind: rapid.SampledFrom([]string{"customer", "access", "moon"}).Draw(t, "kind"), Reason: text.Draw(t, "reason"), At: at.Draw(t, "at"),
			Until: rapid.SampledFrom([]time.Time{{}, now.Add(time.Hour), now.Add(100 * time.Hour), now.Add(-time.Hour)}).Draw(t, "until"),
		}
	case 23, 24:
		return complaint.Resuming{At: at.Draw(t, "at"), Kind: rapid.SampledFrom([]string{"", "customer"}).Draw(t, "kind")}
	case 25:
		return complaint.Gathering{}
	case 26:
		return complaint.Joining{Into: rapid.SampledFrom([]string{"202512-000009", "202512-000010", "202602-000001"}).Draw(t, "into")}
	case 27:
		return complaint.Separation{Reason: text.Draw(t, "reason")}
	case 28, 29:
		return complaint.Restoration{Of: "202512-000009", Text: "已恢复供电", At: now.Add(-time.Hour)}
	case 30:
		return complaint.Recurring{Case: rapid.SampledFrom([]string{"202602-000001", "202602-000002"}).Draw(t, "case"), Count: 2}
	case 31:
		return complaint.RepeatReview{Finding: text.Draw(t, "finding")}
	case 32:
		return appealing(t, now)
	case 33:
		return complaint.AppealDecision{Upheld: rapid.IntRange(0, 3).Draw(t, "upheld") == 0, Reason: text.Draw(t, "reason")}
	case 34:
		return complaint.Supervising{Demand: text.Draw(t, "demand"), Limit: rapid.SampledFrom([]string{"", "2wd", "90m", "soon", now.Add(50 * time.Hour).Format(time.RFC3339), now.Format(time.RFC3339)}).Draw(t, "limit")}
	case 35:
		return complaint.SupervisionReply{Text: text.Draw(t, "reply")}
	case 36:
		return complaint.SupervisionRelease{}
	case 37:
		return complaint.RegulatorAppealing{Body: "12398", Reference: text.Draw(t, "reference"), Facts: "x", AnswerBy: rapid.SampledFrom([]time.Time{{}, {}, now.Add(50 * time.Hour), now}).Draw(t, "by")}
	case 38:
		return complaint.RegulatorAnswering{Text: text.Draw(t, "facts")}
	case 39:
		return complaint.RegulatorReview{Passed: yes.Draw(t, "passed"), Reason: text.Draw(t, "reason")}
	case 40:
		return complaint.Determining{
			Result:    rapid.SampledFrom([]complaint.Validity{complaint.Normal, complaint.NotEstablished, complaint.Abnormal, complaint.Abnormal, complaint.NotValid, "x"}).Draw(t, "result"),
			Criterion: rapid.SampledFrom([]int{0, 0, 2, 12}).Draw(t, "criterion"), Explanation: text.Draw(t, "explanation"),
		}
	case 41:
		return complaint.DeterminationApproval{Approved: yes.Draw(t, "approved"), Reason: text.Draw(t, "reason")}
	case 42:
		return complaint.RegulatorFinding{Fault: rapid.SampledFrom([]complaint.Fault{complaint.AtFault, complaint.NoFault, "x"}).Draw(t, "fault"), Finding: text.Draw(t, "finding")}
	case 43:
		return complaint.Link{From: "202601-000011", PassedOn: &complaint.PassedOn{Body: "12398", At: now, Grade: rapid.SampledFrom([]string{"general", "major"}).Draw(t, "grade")}}
	case 44:
		return rapid.SampledFrom(flowing(text.Draw(t, "text"), yes.Draw(t, "yes"))).Draw(t, "flow")
	case 45:
		return complaint.Assignment{Handler: text.Draw(t, "handler")}
	case 46:
		return complaint.Handdown{Unit: unit.Draw(t, "unit"), Reason: text.Draw(t, "reason")}
	case 47:
		return complaint.Handback{Reason: text.Draw(t, "reason")}
	case 63:
		return evidencing(t)
	default:
		if number > 47 {
			return consequence(t, number, now)
		}
		return complaint.Link{From: rapid.SampledFrom([]string{"202601-000009", "202601-000010"}).Draw(t, "from")}
	}
}

// appealing draws an appeal, with what it needs or without.
func appealing(t *rapid.T, now time.Time) complaint.Appealing {
	c := complaint.Appealing{Type: rapid.SampledFrom([]complaint.AppealType{complaint.NotTrue, complaint.Timeliness, "x"}).Draw(t, "type"), Reason: "x", Basis: "x"}
	for _, level := range []string{"L1", "L2", "L3"} {
		s := complaint.Signature{Level: level, By: "x"}
		if rapid.IntRange(0, 9).Draw(t, "dated") == 0 {
			s.At = now.Add(-time.Duration(rapid.IntRange(-1, 2).Draw(t, "hours")) * time.Hour)
		}
		if rapid.IntRange(0, 15).Draw(t, "signed") > 0 {
			c.Signatures = append(c.Signatures, s)
		}
	}
	return c
}

// walker holds what must be true of a case through a whole walk.
type walker struct {
	t      *rapid.T
	policy *policy.Policy
	keys   map[string]bool
	events []complaint.Event
	missed map[string]bool
}

func (w *walker) after(c *complaint.Case, version int64, change complaint.Change, now time.Time) {
	t := w.t
	if change.Empty() != (c.Version == version) || c.Version > version+1 {
		t.Fatalf("version went from %d to %d with %d events", version, c.Version, len(change.Events))
	}
	if !change.Empty() && c.Asleep(c.WakeAt) {
		t.Fatalf("its clocks do not ask for %v", c.WakeAt)
	}
	for _, e := range change.Effects {
		if w.keys[e.Key] && !strings.Contains(e.Key, "/restored/") { // a case may follow the same head again
			t.Fatalf("effect %s was promised twice", e.Key)
		}
		w.keys[e.Key] = true
	}
	for _, e := range change.Events {
		if n := len(w.events); e.Seq != n+1 || n > 0 && e.At.Before(w.events[n-1].At) {
			t.Fatalf("event %+v after %d events", e, n)
		}
		w.events = append(w.events, e)
	}
	w.appeals(c)
	w.decisions(c)
	w.flows(c)
	w.consequences(c)
	w.evidence(c, now)
	if c.Status == complaint.Closed {
		w.closed(c)
	} else if c.WakeAt.IsZero() || c.NextDue().IsZero() {
		t.Fatalf("an open case (%s) would be forgotten: %+v", c.Status, c.Clocks)
	}
	w.clocks(c, now)
	if next := c.Next(now); c.Status == complaint.Closed != (next == complaint.StepClosed) {
		t.Fatalf("status %s needs %s", c.Status, next)
	}
}

func (w *walker) closed(c *complaint.Case) {
	if !c.WakeAt.IsZero() && !c.Pending() || c.Outcome == "" || c.ClosedAt.IsZero() {
		w.t.Fatalf("closed with wake %s, outcome %q", c.WakeAt, c.Outcome)
	}
	for _, k := range c.Clocks {
		if k.Unended() && !slices.Contains([]string{"appeal", "regulator", "rectification", "remedy", "prevention", "check"}, k.Name) {
			w.t.Fatalf("closed while clock %s runs", k.Name)
		}
	}
}

// appeals: the clock of an appeal runs for as long as one waits for its decision,
// which is in a closed case, and the last of all.
func (w *walker) appeals(c *complaint.Case) {
	waits, running := 0, 0
	for i, p := range c.Appeals {
		if p.Open() {
			waits++
			if c.Status.Open() || i != len(c.Appeals)-1 {
				w.t.Fatalf("appeal %d of %d is open in status %s", i+1, len(c.Appeals), c.Status)
			}
		}
		if p.Stage > w.policy.Appeal.Stages || p.Upheld && i != len(c.Appeals)-1 {
			w.t.Fatalf("appeals %+v", c.Appeals)
		}
	}
	for _, k := range c.Clocks {
		if k.Name == "appeal" && k.Unended() {
			running++
		}
	}
	if waits != running {
		w.t.Fatalf("%d appeals wait, %d clocks run", waits, running)
	}
}

// decisions: the limits of orders run for as long as what was ordered is to be
// done; nothing goes to the callback or an end that waits for approval; an end as
// invalid says why; and what a person has ordered ends with the case.
func (w *walker) decisions(c *complaint.Case) {
	t, s := w.t, c.Supervision
	running := map[string]int{}
	for _, k := range c.Clocks {
		if k.Unended() {
			running[k.Name]++
		}
	}
	owed := 0
	for i, p := range c.RegulatorAppeals {
		if n := len(p.Answers); p.Open() && (n == 0 || !p.Answers[n-1].Passed) {
			owed++
		}
		if p.Open() && i != len(c.RegulatorAppeals)-1 {
			t.Fatalf("appeals to regulators %+v", c.RegulatorAppeals)
		}
	}
	if running["regulator"] != owed || owed > 0 && !c.Pending() {
		t.Fatalf("the regulator waits for %d answers, %d clocks run", owed, running["regulator"])
	}
	ordered := s.Open() && s.By != ""
	if running["supervision"] > 1 || running["supervision"] == 1 && !ordered || ordered && !c.Status.Open() {
		t.Fatalf("supervision %+v in status %s, %d clocks run", s, c.Status, running["supervision"])
	}
	if c.Status == complaint.Callback && c.Validity() == complaint.Abnormal && c.Determination.Approval == nil {
		t.Fatalf("the answer to an abnormal complaint has passed without approval")
	}
	if c.Outcome == complaint.Invalid && (c.Why(w.policy, "zh") == "" || c.Why(w.policy, "en") == "") {
		t.Fatalf("closed as invalid, and nobody says why: %+v", c.Determination)
	}
}

func (w *walker) clocks(c *complaint.Case, now time.Time) {
	for i, k := range c.Clocks {
		id := k.Name + string(rune('0'+i))
		switch {
		case w.missed[id] && k.State != complaint.Missed:
			w.t.Fatalf("the breach of %s was taken back", k.Name)
		case k.State == complaint.Missed:
			w.missed[id] = true
			if !k.BreachedAt.Equal(k.DueAt) || k.FoundAt.Before(k.DueAt) {
				w.t.Fatalf("breach of %s at %s, due %s, found %s", k.Name, k.BreachedAt, k.DueAt, k.FoundAt)
			}
		case k.State == complaint.Paused && !paused(c, now):
			w.t.Fatalf("%s is paused at %s, and nothing suspends the case: %+v", k.Name, now, c.Suspensions)
		case k.State == complaint.Met && k.EndedAt.After(k.DueAt):
			w.t.Fatalf("%s met at %s though due %s", k.Name, k.EndedAt, k.DueAt)
		}
	}
}

func paused(c *complaint.Case, now time.Time) bool {
	for _, s := range c.Suspensions {
		if s.EndedAt.IsZero() && !s.From.After(now) {
			return true
		}
	}
	return false
}

// warnedFirst: every breach that was told was warned of before, unless every
// point had passed when the clock was armed.
func (w *walker) warnedFirst(c *complaint.Case) {
	for _, k := range c.Clocks {
		rule, _ := w.policy.Clock(k.Name)
		if k.State != complaint.Missed || rule.Quiet {
			continue
		}
		told, possible := false, false
		for _, p := range k.Points {
			told = told || !p.FiredAt.IsZero()
			possible = possible || !p.Passed
		}
		if possible && !told {
			w.t.Fatalf("%s breached without a warning: %+v", k.Name, k)
		}
	}
}

func TestRandomWalksKeepTheInvariants(t *testing.T) {
	books := []*policy.Policy{rules(t).Policy, lively(t, policy.Retroactive), lively(t, policy.FromChange), lively(t, policy.CarryShare)}
	start := time.Date(2026, 1, 5, 2, 0, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		p := books[rapid.IntRange(0, len(books)-1).Draw(t, "policy")]
		w := &walker{t: t, policy: p, keys: map[string]bool{}, missed: map[string]bool{}}
		now := start
		turn := func() complaint.Turn {
			return complaint.Turn{Policy: p, Now: now, By: complaint.Actor{Role: complaint.System}}
		}
		c, _, change, err := complaint.Open(complaint.Submission{Channel: "web", Text: "停电", Customer: complaint.CustomerDetails{Phone: "139"},
			ReceivedAt: now.Add(-time.Duration(rapid.IntRange(0, 100).Draw(t, "backdate")) * time.Hour)}, "202601-000001", "code", turn())
		if err != nil {
			t.Fatal(err)
		}
		w.after(c, 0, change, now)
		for range rapid.IntRange(40, 160).Draw(t, "steps") {
			version := c.Version
			switch rapid.IntRange(0, 7).Draw(t, "deed") {
			case 0:
				now = now.Add(time.Duration(rapid.IntRange(0, 200*60).Draw(t, "minutes")) * time.Minute)
				change = c.Fire(turn())
			case 1:
				change = c.Climb(turn())
			default:
				change = w.try(&c, commands(t, now, c.Status), turn())
			}
			w.after(c, version, change, now)
		}
		w.warnedFirst(c)
	})
}

// lively are rules by which much can happen: limits that depend on the grade,
// clocks that follow others, caps, and a ladder of every sort of rung.
func lively(t *testing.T, choice policy.Choice) *policy.Policy {
	r := rules(t)
	r.Recompute = policy.Recompute{"grade": choice, "class": choice}
	r.clock("answer", func(c *policy.Clock) {
		c.Variants = []policy.Variant{{When: policy.When{Grades: []string{"major"}}, Target: r.target("20h working")}}
		c.PauseCap = r.target("2wd")
		c.Ladder = []policy.Rung{
			{After: r.offset("30m"), Levels: []string{"L2"}, AnyTime: true},
			{After: r.offset("2h working"), Levels: []string{"L3"}, Every: r.offset("4h"), Times: 3},
			{After: r.offset("2wd@08:00"), Levels: []string{"L4"}, Every: r.offset("1wd@08:00")},
		}
	})
	r.clock("return", func(c *policy.Clock) { c.After = "contact" })
	r.clock("appeal", func(c *policy.Clock) {
		c.Breach.Supervision = "L4"
		c.Ladder = []policy.Rung{
			{After: r.offset("2h"), Levels: []string{"L5"}, AnyTime: true},
			{After: r.offset("1wd@09:00"), Levels: []string{"L4"}, Every: r.offset("1wd@09:00")},
		}
	})
	return r.Policy
}

// try gives a command to a copy, as the desk does, and keeps it when it was
// taken. The copy comes from the stored form, which encoding/json reads alike.
func (w *walker) try(c **complaint.Case, cmd complaint.Command, turn complaint.Turn) complaint.Change {
	doc, err := stored.Encode(*c)
	if err != nil {
		w.t.Fatal(err)
	}
	fresh, err := stored.Decode(doc)
	if err != nil {
		w.t.Fatal(err)
	}
	if diff := cmp.Diff(*c, fresh); diff != "" {
		w.t.Fatalf("the case changes on its way through the store:\n%s", diff)
	}
	var plain complaint.Case
	if err := json.Unmarshal(doc, &plain); err != nil || !reflect.DeepEqual(&plain, fresh) {
		w.t.Fatalf("encoding/json reads another case, %v:\n%s", err, cmp.Diff(&plain, fresh))
	}
	change, err := fresh.Do(cmd, turn)
	switch fault.KindOf(err) {
	case "":
		*c = fresh
		return change
	case fault.Conflict, fault.Invalid, fault.Denied:
		return complaint.Change{}
	}
	w.t.Fatalf("%s: %v", cmd.Name(), err)
	return complaint.Change{}
}
