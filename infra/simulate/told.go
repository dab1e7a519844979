package simulate

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/notice"
)

// told is what was visible outside: what was sent, once for each id.
type told struct {
	world   *world
	notices map[string]complaint.Notice // as first published
	letters map[string][sha256.Size]byte
	// deeds are what was told of each case, to each level, under which id.
	deeds map[string]string
	// within are the bundles that tell a notice, by its id; levels those of a member
	// as it was before it was bundled.
	within map[string][]string
	reach  map[string]bool // notices that reached somebody by themselves
	// words are what commits have promised to tell, by id, promised the same by case;
	// members are what a bundle tells, dropped what is not sent as it is outdated.
	words    map[string]word
	promised map[string][]word
	members  map[string][]string
	dropped  map[string]bool
}

func newTold() *told {
	return &told{
		notices: map[string]complaint.Notice{}, letters: map[string][sha256.Size]byte{}, deeds: map[string]string{},
		within: map[string][]string{}, reach: map[string]bool{}, words: map[string]word{}, promised: map[string][]word{},
		members: map[string][]string{}, dropped: map[string]bool{},
	}
}

// notice takes what was published.
func (t *told) notice(now time.Time, n complaint.Notice) {
	w := t.world
	w.tell("notice %s %v %v", n.ID, n.Levels, n.Bundled)
	w.outcome.Notices++
	if n.References != nil {
		w.outcome.Bundles++
	}
	l := w.byReference[n.Reference]
	if first, again := t.notices[n.ID]; again {
		w.outcome.Repeats++
		w.check("twice", !same(first, n), l, "notice %s came twice with other words", n.ID)
		w.check("twice", !w.faults.broke(), l, "notice %s came twice though nothing failed", n.ID)
		return
	}
	t.notices[n.ID] = n
	t.reaches(n)
	t.reach[n.ID] = t.reach[n.ID] || len(n.Recipients) > 0
	for _, r := range n.Recipients {
		whom := r.Level + " " + r.Unit + " " + r.Person
		if n.Reference != "" {
			t.once(word{id: n.ID, of: n.Reference, kind: n.Kind, clock: n.Clock, round: n.Round, point: n.Point, at: n.At, due: n.DueAt}, n.ID, whom)
		}
		for _, id := range t.members[n.ID] { // a bundle tells all of them
			t.once(t.words[id], n.ID, whom)
		}
	}
}

// once checks that a recipient hears of one thing under one id.
func (t *told) once(o word, id, whom string) {
	switch o.kind {
	case "warning", "breach", "escalation":
	default:
		return // told again when it happens again, which the ids say
	}
	deed := fmt.Sprintf("%s %s %s %d %s %d %d %s", o.of, o.kind, o.clock, o.round, o.point, o.at.Unix(), o.due.Unix(), whom)
	before, again := t.deeds[deed]
	t.world.check("twice", again && before != id, t.world.byReference[o.of], "%s is told under %s and %s", deed, before, id)
	t.deeds[deed] = id
}

// same tells whether a notice that comes again says the same; when and whom it
// reaches may have changed meanwhile.
func same(a, b complaint.Notice) bool {
	return a.Kind == b.Kind && a.Reference == b.Reference && slices.Equal(a.References, b.References) && a.Text == b.Text &&
		a.Clock == b.Clock && a.Round == b.Round && a.Point == b.Point && a.DueAt.Equal(b.DueAt) && a.At.Equal(b.At)
}

// letter takes what was sent to a customer.
func (t *told) letter(_ time.Time, l notice.Letter) {
	w := t.world
	w.tell("letter %s", l.ID)
	w.outcome.Letters++
	of := w.byReference[l.Reference]
	sum := sha256.Sum256([]byte(l.To + "\x00" + l.Kind + "\x00" + l.Text))
	if first, again := t.letters[l.ID]; again {
		w.outcome.Repeats++
		w.check("twice", first != sum, of, "letter %s came twice with other words", l.ID)
		w.check("twice", !w.faults.broke(), of, "letter %s came twice though nothing failed", l.ID)
		return
	}
	t.letters[l.ID] = sum
	t.written(l)
}

// fold notes which notices a bundle tells.
func (t *told) fold(f complaint.Fold) {
	var bundles []string
	for _, e := range f.Into {
		bundles = append(bundles, strings.TrimPrefix(e.Key, "notice/"))
	}
	for _, m := range f.Members {
		id := strings.TrimPrefix(m.Key, "notice/")
		t.within[id] = append(t.within[id], bundles...)
		for _, bundle := range bundles {
			t.members[bundle] = append(t.members[bundle], id)
		}
	}
	for _, e := range f.Into {
		var n complaint.Notice
		_ = json.Unmarshal(e.Data, &n)
		named := map[string]bool{}
		for _, id := range t.members[n.ID] {
			named[t.words[id].of] = true
		}
		for _, of := range n.References {
			t.world.check("twice", !named[of], t.world.byReference[of], "bundle %s names the case, whose notice it does not take the place of", n.ID)
		}
		for _, id := range t.members[n.ID] {
			of := t.words[id].of
			t.world.check("done", !slices.Contains(n.References, of), t.world.byReference[of], "bundle %s takes the place of %s, and does not name the case", n.ID, id)
		}
	}
}

// reached tells whether somebody was reached by a notice, by itself or in a bundle.
func (t *told) reached(id string) bool {
	return t.reach[id] || slices.ContainsFunc(t.within[id], func(bundle string) bool { return t.reach[bundle] })
}

// ticking is what events of clocks say.
type ticking struct {
	Clock  string
	Round  int
	Point  string
	At     time.Time
	Rung   int
	Levels []string
}

func ticks(e complaint.Event) (t ticking) {
	_ = json.Unmarshal(e.Data, &t)
	return t
}
