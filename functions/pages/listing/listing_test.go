package listing

import (
	"testing"
	"time"

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
		{"the clock that is due then", noon, []web.ClockView{clock("answer", complaint.Running, noon.Add(time.Hour)), clock("contact", complaint.Missed, noon)}, Row{What: "contact", Missed: true, Late: true}},
		{"of two, the one begun last", noon, []web.ClockView{clock("contact", complaint.Running, noon), clock("answer", complaint.Paused, noon)}, Row{What: "answer", Paused: true}},
		{"none that has ended", noon, []web.ClockView{clock("contact", complaint.Met, noon), clock("answer", complaint.Running, noon)}, Row{What: "answer"}},
		{"nothing", time.Time{}, []web.ClockView{clock("contact", complaint.Met, noon)}, Row{}},
	} {
		r := RowOf(web.CaseView{NextDue: test.due, Clocks: test.clocks})
		if r.What != test.want.What || r.Missed != test.want.Missed || r.Paused != test.want.Paused || r.Late != test.want.Late || r.Warned {
			t.Errorf("%s: %q, missed %t, paused %t, late %t", test.name, r.What, r.Missed, r.Paused, r.Late)
		}
	}
}

func TestHandlersAreCalledByName(t *testing.T) {
	for _, test := range []struct{ name, handler, en, zh string }{
		{"known by name", "zhang", "zhang", "zhang"},
		{"known by their token", "handler:demo-station:zhang", "zhang", "zhang"},
		{"known by their role alone", "handler:demo-station", "handler", "承办人"},
	} {
		if en, zh := handlerName(test.handler, "en"), handlerName(test.handler, "zh"); en != test.en || zh != test.zh {
			t.Errorf("%s: %q and %q", test.name, en, zh)
		}
	}
}
