package policy

import (
	"strconv"
	"strings"
	"time"
)

// readBatch reads what is gathered into one event.
func (l *loader) readBatch(n node) {
	if !n.given() {
		return
	}
	f := n.fields("kinds", "classes", "window", "sizes", "levels")
	b := Batch{
		Kinds: f["kinds"].choices("kind", kindCodes), Classes: f["classes"].texts(),
		Window: f["window"].span("batch.window"), Sizes: sizes(f["sizes"]), Levels: readLevels(f["levels"]),
	}
	if len(b.Kinds)+len(b.Classes) == 0 {
		n.fail("batch gathers nothing: kinds and classes are missing")
	}
	for _, item := range f["classes"].items() {
		l.checkClass(item)
	}
	if len(b.Sizes) > 0 && len(b.Levels) == 0 {
		f["levels"].fail("batch.levels is missing: who is told of a batch that has grown?")
	}
	l.policy.Batch = b
	l.wantText(n, "batch", "messages", "batch.restored")
	if len(b.Sizes) > 0 {
		l.wantText(n, "batch", "notices", "batch")
	}
}

// sizes reads a list of numbers that grow.
func sizes(n node) []int {
	var list []int
	for _, item := range n.items() {
		size := item.number("a size of batch.sizes", 2)
		if k := len(list); k > 0 && size <= list[k-1] {
			item.fail("the sizes of batch.sizes must grow: %d follows %d", size, list[k-1])
		}
		list = append(list, size)
	}
	return list
}

// readRepeat reads when a matter has come again.
func (l *loader) readRepeat(n node) {
	if !n.given() {
		return
	}
	f := n.fields("window", "leaders", "supervision", "alike")
	r := Repeat{Window: f["window"].span("repeat.window"), Leaders: f["leaders"].number("repeat.leaders", 2)}
	if f["supervision"].given() {
		r.Supervision = f["supervision"].oneOf("level", ladder)
	}
	if f["alike"].given() {
		r.Alike = f["alike"].share("repeat.alike")
	}
	l.policy.Repeat = r
	l.wantText(n, "repeat", "notices", "repeat")
	l.later = append(l.later, func() {
		if len(l.policy.Tell["repeat"]) == 0 {
			n.fail("tell.repeat is missing: who is told of a matter that has come again?")
		}
	})
}

// readHotSpots reads when a place is a hot spot.
func (l *loader) readHotSpots(n node) {
	if !n.given() {
		return
	}
	f := n.fields("count", "window", "levels")
	h := HotSpots{Count: f["count"].number("hotspots.count", 2), Window: f["window"].span("hotspots.window"), Levels: readLevels(f["levels"])}
	if len(h.Levels) == 0 {
		n.fail("hotspots.levels is missing: who is told of a hot spot?")
	}
	l.policy.HotSpots = h
	l.wantText(n, "hotspots", "notices", "hotspot")
}

// wantText refuses a section of pack.yaml whose text the pack has not.
func (l *loader) wantText(n node, section, texts, key string) {
	l.later = append(l.later, func() {
		all := l.policy.Texts.Notices
		switch texts {
		case "messages":
			all = l.policy.Texts.Messages
		case "outages":
			all = l.policy.Texts.Outages
		}
		if _, ok := all[key]; !ok && all != nil { // without any it is told elsewhere
			n.fail("%s needs the text %s.%s", section, texts, key)
		}
	})
}

// longestSpan bounds how far back matters are looked for.
const longestSpan = 400 * 24 * time.Hour

// span reads a stretch of time that is counted back from an instant: "24h", or
// "30d" for so many times 24 hours.
func (n node) span(name string) time.Duration {
	s := n.required(name)
	if s == "" {
		return 0
	}
	d, err := time.ParseDuration(s)
	if days, ok := strings.CutSuffix(s, "d"); ok {
		var count int
		count, err = strconv.Atoi(days)
		d = time.Duration(min(count, 1000)) * 24 * time.Hour
	}
	if err != nil || d <= 0 || d > longestSpan {
		n.fail("%s %q must be a stretch such as 24h or 30d, above zero and at most 400d", name, s)
		return 0
	}
	return d
}
