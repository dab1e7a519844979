package policy

import (
	"errors"
	"io/fs"
	"maps"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

const dutyOfTheStation = `units:
  - unit: station
    shifts:
      - {days: [mon, tue, wed, thu, fri], hours: "08:30-17:30", people: [wang, li], rotate: weekly, since: 2026-01-05}
      - {hours: "17:30-08:30", people: [zhao]}
    absent:
      - {person: wang, from: 2026-10-01, to: 2026-10-08}
`

// withFile is the minimal pack with a file put over it.
func withFile(t *testing.T, name, text string) fstest.MapFS {
	t.Helper()
	fsys := overlay(t, "testdata/working_minimal")
	fsys[name] = &fstest.MapFile{Data: []byte(text)}
	return fsys
}

func TestAPackMayHaveADutyRota(t *testing.T) {
	p, err := Load(withFile(t, "duty.yaml", dutyOfTheStation))
	if err != nil {
		t.Fatal(err)
	}
	got, ok := p.Duty.Roster("station")
	want := Roster{
		Shifts: []Shift{
			{Days: []string{"mon", "tue", "wed", "thu", "fri"}, Hours: "08:30-17:30", People: []string{"wang", "li"}, Rotate: "weekly", Since: "2026-01-05"},
			{Hours: "17:30-08:30", People: []string{"zhao"}},
		},
		Absent: []Absence{{Person: "wang", From: "2026-10-01", To: "2026-10-08"}},
	}
	if diff := cmp.Diff(want, got); diff != "" || !ok {
		t.Errorf("rota (-want +got):\n%s", diff)
	}
	at := local(t, p.Calendar, "2026-10-05 12:00") // an even week after the first: wang's, who is away
	if people, _ := p.Duty.OnDuty("station", at); len(people) != 1 || people[0] != "li" {
		t.Errorf("%v on duty, want li", people)
	}
	if _, ok := p.Duty.Roster("county"); ok {
		t.Error("the county has a rota that nobody wrote")
	}
}

func FuzzDutyFile(f *testing.F) {
	base, err := Files("testdata/working_minimal")
	if err != nil {
		f.Fatal(err)
	}
	pack := fstest.MapFS{}
	for _, name := range []string{packFile, clocksFile, classesFile, kindsFile, unitsFile, triageFile, textsFile, "calendars/week.yaml"} {
		src, err := fs.ReadFile(base, name)
		if err != nil {
			f.Fatal(err)
		}
		pack[name] = &fstest.MapFile{Data: src}
	}
	f.Add([]byte(dutyOfTheStation))
	f.Add([]byte("units: [{unit: station, shifts: [{}], absent: [1]}]"))
	f.Fuzz(func(t *testing.T, src []byte) {
		if len(src) > 4096 {
			t.Skip("longer than any rota that finds something new")
		}
		fsys := maps.Clone(pack)
		fsys[dutyFile] = &fstest.MapFile{Data: src}
		p, err := Load(fsys)
		if _, ok := errors.AsType[Problems](err); err != nil && !ok || (p == nil) == (err == nil) {
			t.Errorf("got policy %v and error %v", p, err)
		}
	})
}
