package simulate

import (
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// life is one complaint with the people around it.
type life struct {
	number int
	plan   plan
	w      *world
	random *rand.Rand // of what people decide on the way

	reference, code string
	view            view
	next            *deed // what the staff, or whoever submits, does next
	keys, marks     int
	refusals        int // answers of 4xx, one after the other
	looks           int // without anything to do, one after the other
	over            bool
	closings        int  // counted
	stuck           bool // people have given up

	round   int // that the rest is of
	stage   stage
	begun   bool // the first act is done
	given   []ack
	waiting int // deeds of the customer without an answer

	attended bool // somebody looks after its duties
	errands  int
}

// stage is how far a unit has come in a round.
type stage struct {
	accepted, tried, contacted, found bool
	paused                            int
	refused, handed, assigned         bool
	asked, offered, delayed           bool
	at                                time.Time // when the answer is meant to be given
}

// deed is a command that somebody gives, with all that makes it the same when it
// is given again.
type deed struct {
	call
	name, mark string
	tries      int
	done       func()
	heard      func(*answer) // takes the answer, which is no case
}

// ack is a deed that was given: once, whether it was acknowledged or not.
type ack struct {
	name, mark   string
	acknowledged bool
}

// mark makes a text unlike all others of the case.
func (l *life) mark() string {
	l.marks++
	return "#" + strconv.Itoa(l.number) + "." + strconv.Itoa(l.marks) + "#"
}

func (l *life) lastMark() string {
	return "#" + strconv.Itoa(l.number) + "." + strconv.Itoa(l.marks) + "#"
}

// key is an idempotency key that was not used before.
func (l *life) key() string {
	l.keys++
	return "key-" + strconv.Itoa(l.number) + "-" + strconv.Itoa(l.keys)
}

// submit is the first deed.
func (l *life) submit() *deed {
	body := l.submission()
	d := &deed{name: "complaint", mark: l.lastMark(), call: call{path: "/v1/cases", as: "dev:agent:", key: l.key(), body: encode(body)}}
	switch l.plan.channel {
	case "app", "wechat", "web":
		d.path, d.as = "/v1/complaints", ""
	}
	return d
}

// staff is a command of somebody in the house.
func (l *life) staff(name, role, unit string, body map[string]any) *deed {
	if body == nil {
		body = map[string]any{}
	}
	d := &deed{name: name, mark: l.markIn(body), call: call{
		path: "/v1/cases/" + l.reference + "/" + name, as: "dev:" + role + ":" + unit, key: l.key(), body: encode(body),
	}}
	if chance(l.random, 40) {
		d.version = l.view.Version
	}
	return d
}

// markIn is the mark of a body; "" when it has none.
func (l *life) markIn(body map[string]any) string {
	for _, v := range body {
		if s, ok := v.(string); ok && strings.HasSuffix(s, l.lastMark()) {
			return l.lastMark()
		}
	}
	return ""
}

// markAt is the mark that a text ends with; "" for none.
func markAt(text string) string {
	head, ok := strings.CutSuffix(text, "#")
	if i := strings.LastIndex(head, "#"); ok && i >= 0 {
		return text[i:]
	}
	return ""
}

// act is what happens in a life at one instant: a deed, or a look at the case.
func (l *life) act() {
	l.w.acting = l.number
	defer func() { l.w.acting = nobody }()
	if !l.begun {
		l.begun, l.next = true, l.submit()
	}
	if l.next == nil {
		if !l.look() {
			l.after(l.pause(1))
			return
		}
		l.decide()
		return
	}
	l.carry()
}

// decide finds what comes next, and when.
func (l *life) decide() {
	var at time.Time
	l.next, at = l.choose()
	if l.next == nil && at.IsZero() {
		l.over = true
		return
	}
	if !at.After(l.w.now) {
		at = l.w.now.Add(time.Second)
	}
	l.w.agenda.plan(at, l.act)
}

// carry gives the next deed.
func (l *life) carry() {
	d := l.next
	switch a := l.give(d); {
	case a.ok():
		l.next, l.refusals, l.looks = nil, 0, 0
		l.read(a)
		if d.done != nil {
			d.done()
		}
		if d.name == "complaint" {
			l.begin(a)
			return
		}
		l.decide()
	case a.again() && d.tries < 12:
		l.after(l.pause(d.tries))
	default:
		l.next = nil
		if l.refusals++; l.refusals > 12 || d.name == "complaint" {
			l.over, l.stuck = true, true
			return
		}
		l.after(time.Minute << min(l.refusals, 9))
	}
}

// begin is the time after the submission: the customer goes their way, and the
// staff look at the case.
func (l *life) begin(*answer) {
	l.reference, l.code = l.view.Reference, l.view.TrackingCode
	l.w.byReference[l.reference] = l
	l.customer()
	l.meddle()
	l.recall()
	l.filing()
	l.after(time.Duration(40+l.random.IntN(120)) * time.Second)
}

// give makes the call of a deed, and notes what it was and whether it was acknowledged.
func (l *life) give(d *deed) *answer {
	l.w.tried[d.mark] = append(l.w.tried[d.mark], l.w.now.Truncate(time.Second)) // before: whoever gives it inside something else may die with that
	a := l.w.ask(l.number, d.call)
	if d.tries++; d.tries == 1 {
		l.given = append(l.given, ack{name: d.name, mark: d.mark})
	} else if a.ok() {
		l.w.outcome.Recovered["client"]++
	}
	for i := range l.given {
		if g := &l.given[i]; g.mark == d.mark && g.name == d.name && a.ok() {
			g.acknowledged = true
		}
	}
	if a.ok() {
		l.w.outcome.Commands++
		l.w.outcome.Given[d.name]++
	}
	l.answered(d, a)
	l.w.tell("%s %s %d", l.name(), d.name, a.status)
	if a.status >= 400 && a.status < 500 && l.w.story != nil {
		l.w.story("  %s", a.body.String())
	}
	return a
}

// name is the life in stories.
func (l *life) name() string {
	if l.reference == "" {
		return "life " + strconv.Itoa(l.number)
	}
	return "life " + strconv.Itoa(l.number) + " " + l.reference
}

// look reads the case; false when that failed.
func (l *life) look() bool {
	as := "dev:supervisor:"
	if l.view.Unit != "" && chance(l.random, 50) {
		as = "dev:handler:" + l.view.Unit
	}
	a := l.w.ask(l.number, call{path: "/v1/cases/" + l.reference, as: as})
	if a.status == http.StatusNotFound && as != "dev:supervisor:" { // it has gone to another unit
		a = l.w.ask(l.number, call{path: "/v1/cases/" + l.reference, as: "dev:supervisor:"})
	}
	if !l.seen(a) {
		return false
	}
	l.peek()
	return true
}

// see reads the case as somebody who must be able to.
func (l *life) see(as string) bool {
	return l.seen(l.w.ask(l.number, call{path: "/v1/cases/" + l.reference, as: as}))
}

// seen takes up what was read of the case; false when that failed.
func (l *life) seen(a *answer) bool {
	if !a.ok() {
		if a.status < 500 {
			l.w.violate("lost", l, "the case cannot be read: %d", a.status)
		}
		return false
	}
	l.read(a)
	return true
}

// peek tries to read the case from where it must not be seen.
func (l *life) peek() {
	if l.view.Unit == "" || !chance(l.random, 5) {
		return
	}
	stranger := l.w.company.strangerTo(l.view.Unit, l.random)
	a := l.w.ask(l.number, call{path: "/v1/cases/" + l.reference, as: "dev:handler:" + stranger})
	l.w.check("scope", a.ok(), l, "%s reads a case of %s", stranger, l.view.Unit)
	l.listed(stranger)
	a = l.w.ask(l.number, call{path: "/v1/complaints/" + l.reference, code: "AAAAAAAAAAAA"})
	l.w.check("scope", a.ok(), l, "a wrong tracking code opens the case")
}

// loosely reads what was written by the product itself.
var loosely = json.JoinOptions(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))

func (l *life) read(a *answer) {
	if len(a.body.Bytes()) == 0 {
		return
	}
	old := l.view
	l.view = view{}
	if err := json.Unmarshal(a.body.Bytes(), &l.view, loosely); err != nil || l.view.Reference == "" {
		l.view = old
	}
	if l.view.Round != l.round {
		l.round, l.stage = l.view.Round, stage{refused: true}
	}
	l.attend()
}

// after plans the next act.
func (l *life) after(d time.Duration) { l.w.agenda.plan(l.w.now.Add(d), l.act) }

// pause is how long people wait before they try something again.
func (l *life) pause(tries int) time.Duration {
	return time.Duration(5+l.random.IntN(20)) * time.Second << min(tries, 8)
}

// customer plans what the customer does by themselves.
func (l *life) customer() {
	in := func(mean time.Duration) time.Time {
		return l.w.now.Add(time.Duration(l.random.ExpFloat64() * float64(mean)).Truncate(time.Second))
	}
	switch l.plan.customer {
	case urging:
		for range 1 + l.random.IntN(3) {
			l.sideways("urges", in(60*time.Hour), map[string]any{"text": "请尽快处理" + l.mark()})
		}
	case adding:
		l.sideways("supplements", in(30*time.Hour), map[string]any{"text": "补充：昨晚又发生一次" + l.mark()})
	case withdrawing:
		l.sideways("withdrawal", in(40*time.Hour), map[string]any{"reason": "问题已自行解决" + l.mark()})
	}
}

// sideways plans a deed of the customer beside what the staff do.
func (l *life) sideways(word string, at time.Time, body map[string]any) {
	d := &deed{name: word, mark: l.markIn(body), call: call{path: "/v1/complaints/" + l.reference + "/" + word, code: l.code, key: l.key(), body: encode(body)}}
	l.waiting++
	var try func()
	try = func() {
		l.w.acting = l.number
		defer func() { l.w.acting = nobody }()
		if a := l.give(d); a.again() && d.tries < 12 {
			l.w.agenda.plan(l.w.now.Add(l.pause(d.tries)), try)
			return
		}
		l.waiting--
	}
	l.w.agenda.plan(at, try)
}

// reassign lets somebody give a case to its unit anew while its workflow is about to wait,
// and the stream bring what that promises before it does.
func (w *world) reassign(reference string) {
	l, ok := w.byReference[reference]
	c, err := w.db.Case(w.ctx, reference)
	if !ok || err != nil || c.Unit == "" {
		return
	}
	promised := len(w.queue)
	body := map[string]any{"unit": c.Unit, "reason": "重新派发" + l.mark()}
	l.give(&deed{name: "reassignment", mark: l.lastMark(), call: call{
		path: "/v1/cases/" + reference + "/reassignment", as: "dev:agent:", key: l.key(), body: encode(body),
	}})
	if len(w.queue) > promised {
		_, _ = w.deliver(slices.Clone(w.queue[promised:])) // else it comes as usual
	}
}

// overtake lets somebody note something on a case while another writes it.
func (w *world) overtake(reference string) {
	l, ok := w.byReference[reference]
	if !ok {
		return
	}
	body := map[string]any{"text": "补记" + l.mark()}
	l.give(&deed{name: "note", mark: l.lastMark(), call: call{
		path: "/v1/cases/" + reference + "/note", as: "dev:supervisor:", key: l.key(), body: encode(body),
	}})
}
