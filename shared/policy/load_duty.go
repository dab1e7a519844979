package policy

import (
	"io/fs"
	"strconv"
)

// readDuty reads duty.yaml, which a pack need not have: the rota of each unit
// that has one. The words of its keys are those of [Roster].
func (l *loader) readDuty() {
	l.policy.Duty = Rota{calendar: l.policy.Calendar}
	if _, err := fs.Stat(l.stack, dutyFile); err != nil {
		return
	}
	n := l.open(dutyFile)
	if !n.given() {
		return
	}
	l.policy.Duty.units = make(map[string]*roster)
	seen := make(once)
	for _, item := range n.fields("units")["units"].items() {
		f := item.fields("unit", "shifts", "absent")
		unit := f["unit"].required("unit")
		seen.check(f["unit"], "unit", unit)
		if _, ok := l.policy.Unit(unit); unit != "" && !ok && len(l.policy.Units) > 0 {
			f["unit"].fail("unknown unit %q", unit)
		}
		l.policy.Duty.units[unit] = l.readRoster(f)
	}
}

// readRoster reads the rota of a unit and tells its flaws where they stand.
func (l *loader) readRoster(f map[string]node) *roster {
	var written Roster
	places := map[string]node{"shifts": f["shifts"], "absent": f["absent"]}
	for i, item := range f["shifts"].items() {
		s := item.fields("days", "hours", "people", "rotate", "since")
		at := "shifts[" + strconv.Itoa(i) + "]."
		for name, n := range s {
			places[at+name] = n
		}
		for j, person := range s["people"].items() {
			places[at+"people["+strconv.Itoa(j)+"]"] = person
		}
		written.Shifts = append(written.Shifts, Shift{
			Days: s["days"].plain(), Hours: s["hours"].text(), People: s["people"].plain(),
			Rotate: s["rotate"].text(), Since: s["since"].text(),
		})
	}
	for i, item := range f["absent"].items() {
		a := item.fields("person", "from", "to")
		for name, n := range a {
			places["absent["+strconv.Itoa(i)+"]."+name] = n
		}
		written.Absent = append(written.Absent, Absence{Person: a["person"].text(), From: a["from"].text(), To: a["to"].text()})
	}
	read, flaws := written.read(l.policy.Calendar)
	for _, flaw := range flaws {
		places[flaw.Field].fail("%s %s", flaw.Field, flaw.Reason.In("en"))
	}
	return read
}

// plain reads a list of scalars as they are written.
func (n node) plain() []string {
	var list []string
	for _, item := range n.items() {
		list = append(list, item.text())
	}
	return list
}
