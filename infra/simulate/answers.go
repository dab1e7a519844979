package simulate

import (
	"bytes"
	"math/rand/v2"
	"net/http"

	"github.com/go-json-experiment/json"
)

// answered: what fails is said to be busy and never an error of the program; nobody is
// told of a version who has named none; what is acknowledged was done to the version that was
// named; and a call that is made again is answered as it was.
func (l *life) answered(d *deed, a *answer) {
	w := l.w
	w.check("answer", a.status == http.StatusInternalServerError, l, "%s is answered with %d: %s", d.name, a.status, a.body.String())
	w.check("answer", a.status == http.StatusPreconditionFailed && d.version == 0, l, "%s named no version and is answered with %d", d.name, a.status)
	if !a.ok() {
		return
	}
	if d.version > 0 && a.header.Get("Idempotency-Replayed") == "" {
		var v struct {
			Version int64 `json:"version"`
		}
		_ = json.Unmarshal(a.body.Bytes(), &v, loosely)
		w.check("answer", v.Version != d.version && v.Version != d.version+1, l, "%s was for version %d, and has made version %d", d.name, d.version, v.Version)
	}
	if r := w.repeats(l, d); r.IntN(20) == 0 {
		l.repeat(d, a)
	}
}

// repeats is the chance of those who call twice; it changes nothing else.
func (w *world) repeats(l *life, d *deed) *rand.Rand {
	return w.spec.source(purposeRepeats, l.number<<12+len(l.given)+d.tries)
}

// repeat makes a call once more, and another one under its key.
func (l *life) repeat(d *deed, a *answer) {
	w := l.w
	quiet := w.faults.quiet
	w.faults.quiet = true
	defer func() { w.faults.quiet = quiet }()
	again := w.ask(l.number, d.call)
	w.check("answer", again.status != a.status || !bytes.Equal(again.body.Bytes(), a.body.Bytes()), l,
		"%s is answered with %d, and with %d when it is given again: %s", d.name, a.status, again.status, again.body.String())
	other := d.call
	other.body = bytes.Replace(d.body, []byte("#"), []byte("!"), 1)
	if bytes.Equal(other.body, d.body) {
		return
	}
	again = w.ask(l.number, other)
	w.check("answer", again.status != http.StatusConflict, l, "another %s under the same key is answered with %d", d.name, again.status)
}

// listed: a unit's list shows none of the cases of another one.
func (l *life) listed(stranger string) {
	w := l.w
	quiet := w.faults.quiet
	w.faults.quiet = true
	defer func() { w.faults.quiet = quiet }()
	a := w.ask(l.number, call{path: "/v1/cases", as: "dev:handler:" + stranger})
	var page struct {
		Cases []view `json:"cases"`
	}
	err := json.Unmarshal(a.body.Bytes(), &page, loosely)
	w.check("scope", !a.ok() || err != nil, l, "%s cannot read its list: %d %v", stranger, a.status, err)
	for _, c := range page.Cases {
		w.check("scope", !w.company.policy.Within(c.Unit, stranger), l, "the list of %s shows %s of %s", stranger, c.Reference, c.Unit)
	}
}
