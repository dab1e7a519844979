package clock

// Unit is what the target is counted in: "elapsed" or "working" seconds, "workdays", calendar
// "days", "flat" ones or "today"; "" for the zero Target.
func (t Target) Unit() string {
	return [...]string{
		elapsed: "elapsed", working: "working", workdays: "workdays", calendar: "days", flat: "flat", today: "today",
	}[t.unit]
}

// Parts takes a point to pieces. By is what it is measured by: "percent" of the target from the
// start, seconds "elapsed" or "working" back from due, or "workdays" back from the due day to a
// minute of that day, 0 to 1439; "" for the zero Point. N is how many.
func (p Point) Parts() (by string, n int64, minute int) {
	by = [...]string{percent: "percent", beforeElapsed: "elapsed", beforeWorking: "working", beforeDays: "workdays"}[p.anchor]
	return by, p.n, p.minute
}
