package report

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/report/paper"
)

// builder puts one report together. What it shows of figures it notes, so that
// their definitions stand at the end.
type builder struct {
	ctx  context.Context
	src  Source
	spec Spec
	*paper.Paper
	shown map[string]bool // keys of definitions
}

func newBuilder(ctx context.Context, src Source, spec Spec, kind Kind) *builder {
	p := spec.Policy
	b := &builder{ctx: ctx, src: src, spec: spec, shown: map[string]bool{}, Paper: &paper.Paper{
		Kind: spec.Kind, Title: kind.Title.In(spec.Language), Language: spec.Language,
		Policy: p.ID(), Rules: p.Title.In(spec.Language), Zone: p.Zone(), AsOf: spec.AsOf.UTC(),
		Unit: spec.Filter.Unit, Reference: spec.Reference,
	}}
	if !kind.OfOneCase {
		b.From, b.To = Ends(spec.From, spec.To, p.Zone())
	}
	b.Scope = b.say("whole company", "全公司")
	if u, ok := p.Unit(spec.Filter.Unit); ok {
		b.Scope = u.Name.In(spec.Language)
	}
	for _, limit := range []struct{ key, en, zh, value string }{
		{"class", "Class", "分类", spec.Filter.Class}, {"region", "Region", "区域", spec.Filter.Region}, {"area", "Area", "地域", spec.Filter.Area},
		{"channel", "Channel", "渠道", spec.Filter.Channel}, {"grade", "Grade", "等级", spec.Filter.Grade},
	} {
		if limit.value != "" {
			b.Filter = append(b.Filter, paper.Fact{Key: limit.key, Name: b.say(limit.en, limit.zh), Value: paper.Text(limit.value)})
		}
	}
	return b
}

// say gives words in the report's language.
func (b *builder) say(en, zh string) string { return fault.Say(en, zh).In(b.Language) }

// in gives a text of the policy or of a definition in the report's language.
func (b *builder) in(t interface{ In(string) string }) string { return t.In(b.Language) }

// tally counts a spec; see [tally].
func (b *builder) tally(spec Spec, by []Dimension, watch func(*order) error) (*Tally, error) {
	return tally(b.ctx, b.src, spec, by, watch)
}

// add puts a part on the paper.
func (b *builder) add(p paper.Part) { b.Parts = append(b.Parts, p) }

// name is that of a figure; its definition will be shown.
func (b *builder) name(key string) string {
	d := b.define(key)
	return b.in(d.name)
}

// define finds the definition of a figure and notes that it is shown.
func (b *builder) define(key string) defined {
	if i := strings.LastIndexByte(key, '.'); i >= 0 && !strings.HasPrefix(key, "closed.") {
		key = key[i+1:] // of a clock
	}
	b.shown[key] = true
	for _, d := range definitions() {
		if d.key == key {
			return d
		}
	}
	return defined{key: key, name: fault.Say(key, key)}
}

// definitions are all of them, in the order in which they are shown.
func definitions() (all []defined) {
	for _, c := range counts {
		all = append(all, c.defined)
	}
	all = append(all, clockCounts...)
	all = append(all, clockRate)
	all = append(all, given...)
	for _, i := range indicators {
		all = append(all, i.defined)
	}
	return slices.Concat(all, details, trendDetails, revisitDetails, analysisDetails, annualDetails)
}

// finish writes the definitions of what is shown, and of what that is made of.
func (b *builder) finish() *paper.Paper {
	for _, i := range indicators {
		if b.shown[i.key] {
			b.define(i.part)
			b.define(i.whole)
		}
	}
	for _, d := range definitions() {
		if !b.shown[d.key] {
			continue
		}
		source := b.in(d.source)
		if own := b.own(d.key); own != "" {
			source += "; " + own
		}
		b.Definitions = append(b.Definitions, paper.Definition{
			Key: d.key, Symbol: d.symbol, Name: b.in(d.name), Formula: b.in(d.formula), Source: source,
		})
	}
	return b.Paper
}

// own is what the policy has of its own behind a definition: where its working days
// come from, and the threshold that a figure is held against.
func (b *builder) own(key string) string {
	t := b.spec.Policy.Reports.Thresholds
	switch key {
	case "workingDaysLate":
		return b.spec.Policy.Calendar.Source()
	case "satisfaction", "firstSatisfaction":
		return b.fill("threshold # %", "阈值#%", itoa(t.Satisfaction))
	case "appealShare":
		return b.fill("many from # % on", "#%及以上为较高", itoa(t.Appeals))
	}
	return ""
}

// compared is the figures of now beside those of an earlier period.
type compared struct {
	against string
	then    *Figures
}

// card puts a figure into the headline. Bad says when it is as it should not be.
func (b *builder) card(key string, now *Figures, tone paper.Tone, earlier ...compared) {
	h := paper.Headline{Key: key, Name: b.title(key), Value: now.Value(key), Tone: tone}
	if i, ok := indicatorOf[key]; ok && i.value == nil {
		h.Note = ratio(now, i.part, i.whole)
	} else if clock, ok := strings.CutSuffix(key, ".rate"); ok {
		h.Note = ratio(now, clock+".inTime", clock+".due")
	}
	for _, e := range earlier {
		h.Changes = append(h.Changes, change(key, e.against, now, e.then))
	}
	b.Headline = append(b.Headline, h)
}

func ratio(f *Figures, part, whole string) string {
	return strconv.FormatInt(f.Count(part), 10) + " / " + strconv.FormatInt(f.Count(whole), 10)
}

// title is the name of a figure; of a clock's figure with the clock's name.
func (b *builder) title(key string) string {
	clock, base, ok := strings.Cut(key, ".")
	if k, known := b.spec.Policy.Clock(clock); ok && known {
		if base == "rate" {
			b.define(key)
			return b.in(rateName(saying(k.Title)))
		}
		return b.clockName(k) + b.say(": ", "·") + b.name(key)
	}
	return b.name(key)
}

// clockName is what a clock is called.
func (b *builder) clockName(k policy.Clock) string {
	if name := b.in(k.Title); name != "" {
		return name
	}
	return k.Name
}

// clocks lists those of the policy to which anything happened, in its order,
// then those that only older orders know.
func (b *builder) clocks(total *Figures) []policy.Clock {
	var list []policy.Clock
	known := map[string]bool{}
	for _, k := range b.spec.Policy.Clocks {
		known[k.Name] = true
		if total.clocks[k.Name] != nil {
			list = append(list, k)
		}
	}
	var old []string
	for name := range total.clocks {
		if !known[name] {
			old = append(old, name)
		}
	}
	slices.Sort(old)
	for _, name := range old {
		list = append(list, policy.Clock{Name: name})
	}
	return list
}

// group is a row of a grid: a group with its figures.
type group struct {
	code, name string
	depth      int
	*Figures
}

// grid is a table with a row for each group and a column for each figure. The
// figures of a clock stand under its name.
func (b *builder) grid(heading string, groups []group, total *Figures, keys ...string) *paper.Table {
	t := &paper.Table{Columns: []paper.Column{{Key: "code", Title: heading + " ID", Hidden: true}, {Key: "name", Title: heading}}}
	for _, key := range keys {
		c := paper.Column{Key: key, Title: b.name(key)}
		clock, _, _ := strings.Cut(key, ".")
		if k, ok := b.spec.Policy.Clock(clock); ok && clock != key {
			c.Group = b.clockName(k)
		}
		t.Columns = append(t.Columns, c)
	}
	row := func(g group) paper.Row {
		r := paper.Row{Depth: g.depth, Cells: []paper.Value{paper.Text(g.code), paper.Text(g.name)}}
		for _, key := range keys {
			r.Cells = append(r.Cells, g.Value(key).Toned(b.figureTone(key, g.Figures)))
		}
		return r
	}
	for _, g := range groups {
		t.Rows = append(t.Rows, row(g))
	}
	if total != nil {
		sum := row(group{name: b.say("Total", "合计"), Figures: total})
		t.Total = &sum
	}
	return t
}

// figureTone marks what went wrong: something late, something over its target.
func (b *builder) figureTone(key string, f *Figures) paper.Tone {
	switch {
	case strings.HasSuffix(key, ".late"), strings.HasSuffix(key, ".lateOpen"), key == "breachedOrders", key == "overdueOrders":
		if f.Count(key) > 0 {
			return paper.Bad
		}
	case key == "overrun" && f.target > 0 && f.Count("assessed") > f.target:
		return paper.Bad
	case key == "forecast" && f.target > 0 && f.Value(key).Hundredths() > f.target*100:
		return paper.Warned
	case (key == "satisfaction" || key == "firstSatisfaction") && b.satisfying(f.Value(key)) == paper.Bad:
		return paper.Bad
	}
	return paper.Plain
}

// units are the groups of the units of the scope, from the top down, each
// before those below it, siblings in the policy's order; then units that the
// policy no longer has, and the orders without a unit.
func (b *builder) units(t *Tally) []group {
	var list []group
	p := b.spec.Policy
	known := map[string]bool{"": true}
	add := func(u policy.Unit, depth int) {
		known[u.ID] = true
		list = append(list, group{u.ID, b.in(u.Name), depth, t.Of(ByUnit, u.ID)})
	}
	var walk func(parent string, depth int)
	walk = func(parent string, depth int) {
		for _, u := range p.Units {
			if u.Parent == parent {
				add(u, depth)
				walk(u.ID, depth+1)
			}
		}
	}
	if top, ok := p.Unit(b.spec.Filter.Unit); ok {
		add(top, 0)
		walk(top.ID, 1)
	} else {
		walk("", 0)
	}
	for _, code := range t.Codes(ByUnit) {
		if !known[code] {
			list = append(list, group{code: code, name: code, Figures: t.Of(ByUnit, code)})
		}
	}
	if b.spec.Filter.Unit == "" {
		list = append(list, group{name: b.say("without a unit", "未派单位"), Figures: t.Of(ByUnit, "")})
	}
	return list
}

// className is what a class of any level is called; the code of an unknown one.
func (b *builder) className(code string) string {
	for _, c := range b.spec.Policy.Classes {
		switch code {
		case c.Code:
			return b.in(c.Name)
		case c.Parent.Code:
			return b.in(c.Parent.Name)
		case c.Group.Code:
			return b.in(c.Group.Name)
		}
	}
	return code
}

// unitName is what a unit is called; the id of an unknown one.
func (b *builder) unitName(id string) string {
	if u, ok := b.spec.Policy.Unit(id); ok {
		return b.in(u.Name)
	}
	if id == "" {
		return b.say("without a unit", "未派单位")
	}
	return id
}

// stamp writes an instant for people: in the office's time, the end of a day
// as 24:00 of that day.
func (b *builder) stamp(at complaint.Instant) string { return b.Say(paper.Instant(at)) }
