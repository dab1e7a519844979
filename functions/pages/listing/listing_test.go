package listing

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/web"
)

func TestWhatIsDueNext(t *testing.T) {
	noon := time.Date(2026, 9, 30, 12, 0, 0, 0, time.UTC)
	clock := func(name string, state complaint.ClockState, due time.Time) web.ClockView {
		var k web.ClockView
		k.Name, k.State, k.DueAt = name, state, due
		return k
	}
	for _, test := range []struct {
		name   string
		due    time.Time
		clocks []web.ClockView
		want   Row
	}{
		{"the clock that is due then", noon, []web.ClockView{clock("answer", complaint.Running, noon.Add(time.Hour)), clock("contact", complaint.Missed, noon)}, Row{What: "contact", Missed: true}},
		{"of two, the one begun last", noon, []web.ClockView{clock("contact", complaint.Running, noon), clock("answer", complaint.Paused, noon)}, Row{What: "answer", Paused: true}},
		{"none that has ended", noon, []web.ClockView{clock("contact", complaint.Met, noon), clock("answer", complaint.Running, noon)}, Row{What: "answer"}},
		{"nothing", time.Time{}, []web.ClockView{clock("contact", complaint.Met, noon)}, Row{}},
	} {
		r := RowOf(web.CaseView{NextDue: test.due, Clocks: test.clocks})
		if r.What != test.want.What || r.Missed != test.want.Missed || r.Paused != test.want.Paused || r.Warned {
			t.Errorf("%s: %q, missed %t, paused %t", test.name, r.What, r.Missed, r.Paused)
		}
	}
}

func TestHandlersAreCalledByName(t *testing.T) {
	for _, test := range []struct{ name, handler, en, zh string }{
		{"known by name", "zhang", "zhang", "zhang"},
		{"known by their token", "handler:demo-station:zhang", "zhang", "zhang"},
		{"known by their role alone", "handler:demo-station", "handler", "经办人"},
	} {
		if en, zh := handlerName(test.handler, "en"), handlerName(test.handler, "zh"); en != test.en || zh != test.zh {
			t.Errorf("%s: %q and %q", test.name, en, zh)
		}
	}
}

// TestWhichDeadlineWasMissed is said of a case beside the one that is due next.
func TestWhichDeadlineWasMissed(t *testing.T) {
	at := func(hour int) time.Time { return time.Date(2026, 9, 28, hour, 0, 0, 0, time.UTC) }
	missed := func(name string, due, ended int) web.ClockView {
		k := web.ClockView{Name: name, State: complaint.Missed, DueAt: at(due)}
		if ended > 0 {
			k.EndedAt = at(ended)
		}
		return k
	}
	next := at(20)
	for _, test := range []struct {
		name   string
		clocks []web.ClockView
		want   *Breach
	}{
		{"none", []web.ClockView{{Name: "answer", State: complaint.Running, DueAt: next}}, nil},
		{"the one that is due next", []web.ClockView{missed("answer", 20, 0)}, nil},
		{"one that was met late", []web.ClockView{missed("contact", 3, 5)}, &Breach{"contact", at(3), true, 2 * time.Hour}},
		{"the latest of several", []web.ClockView{missed("contact", 3, 5), missed("dispatch", 2, 9)}, &Breach{"dispatch", at(2), true, 7 * time.Hour}},
		{"what is still owed goes first", []web.ClockView{missed("dispatch", 2, 9), missed("contact", 8, 0)}, &Breach{Name: "contact", DueAt: at(8)}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, worst(test.clocks, next)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTheBeginningOfAText(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"a short one", " it  is\nshort ", "it is short"},
		{"a short one in Chinese", "很短", "很短"},
		{"a long one", strings.Repeat("long ", 99), strings.Repeat("long ", 24) + "…"},
		{"a long one in Chinese", strings.Repeat("长", 99), strings.Repeat("长", 60) + "…"},
	} {
		if got := short(test.text); got != test.want {
			t.Errorf("%s: %q", test.name, got)
		}
	}
}
