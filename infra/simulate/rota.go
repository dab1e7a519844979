package simulate

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"time"
)

// rostering lets units say who is on duty, or no more, some times in a play. Whatever
// they say, those who must hear of something do.
func (w *world) rostering() {
	r := w.spec.source(purposeRotas, 0)
	from := w.spec.from(w.company.policy.Zone())
	for n := range 2 + w.spec.days()/3 {
		at := from.AddDate(0, 0, r.IntN(w.spec.days())).Add(time.Duration(r.IntN(24*3600)) * time.Second)
		order := w.rosterOf(r, n, at)
		w.agenda.plan(at.UTC(), func() { w.roster(order, 0) })
	}
}

// rosterOf is the call by which somebody sets, or one time of four unsets, the rota of a unit.
func (w *world) rosterOf(r *rand.Rand, n int, at time.Time) call {
	unit := "station-" + w.company.regions[r.IntN(len(w.company.regions))][len("region-"):]
	if chance(r, 40) {
		unit = w.company.parent(unit)
	}
	c := call{path: "/v1/duty/" + unit, as: "dev:supervisor:", key: fmt.Sprint("duty-", n), method: http.MethodDelete}
	if chance(r, 25) {
		return c
	}
	c.method = http.MethodPut
	people := func(shift string) []string { return []string{fmt.Sprint(shift, n, "甲"), fmt.Sprint(shift, n, "乙")} }
	shifts := []map[string]any{{"hours": "08:00-20:00", "people": people("日"), "rotate": "daily", "since": at.Format(time.DateOnly)}}
	if chance(r, 70) { // else nobody is on duty at night
		shifts = append(shifts, map[string]any{"hours": "20:00-08:00", "people": people("夜")})
	}
	c.body = encode(map[string]any{"shifts": shifts, "absent": []map[string]any{{"person": fmt.Sprint("日", n, "甲"), "from": at.AddDate(0, 0, 1).Format(time.RFC3339), "to": at.AddDate(0, 0, 3).Format(time.RFC3339)}}})
	return c
}

// roster gives the call, again where that is worth while.
func (w *world) roster(order call, tries int) {
	a := w.ask(nobody, order)
	w.tell("%s %s %d", order.method, order.path, a.status)
	switch {
	case a.ok():
		w.outcome.Commands++
		w.outcome.Given["duty"]++
	case a.again() && tries < 12:
		w.agenda.plan(w.now.Add(time.Minute), func() { w.roster(order, tries+1) })
	case a.status < 500:
		w.violate("answer", nil, "%s of %s is answered with %d: %s", order.method, order.path, a.status, a.body.String())
	}
}
