package report_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/clock"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/report/paper"
)

// breachOf is some columns of the breach of a clock, as they are said.
func breachOf(t *testing.T, p *paper.Paper, reference, clock string, columns ...string) []string {
	t.Helper()
	for _, row := range cells(p, "breaches", append([]string{"reference", "clock"}, columns...)...) {
		if row[0] == reference && row[1] == clock {
			return row[2:]
		}
	}
	t.Fatalf("no breach of %s in %s", clock, reference)
	return nil
}

func TestABreachIsShownWithWhatCorrectsIt(t *testing.T) {
	o := newOffice(t)
	c := o.open("2026-03-10 09:00", complaint.Submission{})
	o.dispatch(c, "2026-03-10 09:00", "demo-station", "04.01.01")
	o.do(c, "2026-03-11 12:00", complaint.Contacting{Reached: true, At: o.at("2026-03-11 08:00")})

	spec := o.spec("2026-03-01", "2026-03-31", "2026-03-12 09:00")
	p := o.build(spec)
	equal(t, "correction", breachOf(t, p, c.Reference, "contact", "correction"), []string{"due 2026-03-11 09:00\nwould be in time: yes"})
	f := o.count(spec).Total
	if due, inTime, late, corrected := f.Count("contact.due"), f.Count("contact.inTime"), f.Count("contact.late"), f.Count("contact.corrected"); due != 1 || inTime != 0 || late != 1 || corrected != 1 {
		t.Errorf("contact: due %d, in time %d, late %d, corrected %d: a breach stays one", due, inTime, late, corrected)
	}
	if json := everything(t, p, "json"); !strings.Contains(json, `"wouldBeMet": true`) {
		t.Error("JSON does not say that the contact would be met")
	}
	before := o.build(o.spec("2026-03-01", "2026-03-31", "2026-03-11 10:00"))
	equal(t, "correction before it was known", breachOf(t, before, c.Reference, "contact", "correction"), []string{""})
}

// TestAHolidayPublishedAfterTheBreachLeavesIt where it is, and is shown beside it.
func TestAHolidayPublishedAfterTheBreachLeavesIt(t *testing.T) {
	o := newOffice(t)
	c := o.open("2026-03-10 09:00", complaint.Submission{})
	o.dispatch(c, "2026-03-10 09:00", "demo-station", "04.01.01") // answer due at 24:00 of 03-17
	o.do(c, "2026-03-18 10:00", complaint.Contacting{Reached: true}, complaint.Answer{Text: "已处理"})
	o.holiday("2026-03-16")
	change, _, err := c.Recount(o.turn(o.at("2026-03-20 09:00")))
	if err != nil {
		t.Fatal(err)
	}
	o.events[c.Reference] = append(o.events[c.Reference], change.Events...)

	p := o.build(o.spec("2026-03-01", "2026-03-31", "2026-03-21 09:00"))
	equal(t, "answer", breachOf(t, p, c.Reference, "answer", "dueAt", "endedAt", "correction"),
		[]string{"2026-03-17 24:00", "2026-03-18 10:00", "due 2026-03-18 24:00\nwould be in time: yes"})
	equal(t, "before the holiday was published", breachOf(t, o.build(o.spec("2026-03-01", "2026-03-31", "2026-03-19 09:00")), c.Reference, "answer", "correction"), []string{""})
}

// holiday gives the office a calendar in which a day is closed too.
func (o *office) holiday(day string) {
	o.t.Helper()
	calendar, err := clock.ParseCalendar([]byte(`
name: with a holiday
timeZone: Asia/Shanghai
week: {mon: ["08:30-12:00","13:30-17:30"], tue: ["08:30-12:00","13:30-17:30"], wed: ["08:30-12:00","13:30-17:30"], thu: ["08:30-12:00","13:30-17:30"], fri: ["08:30-12:00","13:30-17:30"]}
off: ["` + day + `"]
`))
	if err != nil {
		o.t.Fatal(err)
	}
	p := *o.policy
	p.Calendar = calendar
	o.policy = &p
}

// TestABreachBelongsToTheOfficesMonth that has it by the office's clock.
func TestABreachBelongsToTheOfficesMonth(t *testing.T) {
	o := newOffice(t)
	c := o.open("2026-03-31 07:30", complaint.Submission{}) // 03-30 23:30 in UTC
	o.dispatch(c, "2026-03-31 07:30", "demo-station", "04.01.01")
	o.do(c, "2026-04-03 09:00", complaint.Contacting{Reached: true}) // due on 03-31 at 23:30 in UTC

	march, april := o.spec("2026-03-01", "2026-03-31", "2026-04-30 09:00"), o.spec("2026-04-01", "2026-04-30", "2026-04-30 09:00")
	got := []int64{o.count(march).Total.Count("contact.due"), o.count(april).Total.Count("contact.late")}
	if diff := cmp.Diff([]int64{0, 1}, got); diff != "" {
		t.Errorf("contacts due in March, late in April (-want +got):\n%s", diff)
	}
	equal(t, "contact", breachOf(t, o.build(april), c.Reference, "contact", "dueAt"), []string{"2026-04-01 07:30"})
}
