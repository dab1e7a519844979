package report

import (
	"cmp"
	"maps"
	"slices"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/report/paper"
)

// fewestOfPlace is how many complaints a place has at least in the ranking,
// whatever the policy says of hot spots: one is no accumulation.
const fewestOfPlace = 2

// place is where complaints come from: a transformer area, else a feeder, else
// a street, as far as its site says.
type place struct {
	key        string
	site       complaint.Site
	complaints int64
	hot        int64 // by which it became or stayed a hot spot
	classes    map[string]int64
}

// hotPlaces are the places of complaints, by key.
type hotPlaces map[string]*place

// add counts a complaint of the period with its place, where that is known.
func (h hotPlaces) add(o *order) {
	key := o.Site.Key()
	if key == "" || !o.complaint || o.duplicate {
		return
	}
	p := h[key]
	if p == nil {
		p = &place{key: key, site: o.Site, classes: map[string]int64{}}
		h[key] = p
	}
	p.complaints++
	p.classes[o.Class]++
	if n := o.spec.Policy.HotSpots.Count; n > 0 && o.HotSpot >= n {
		p.hot++
	}
}

// ranked are the places with at least so many complaints, the one with most first.
func (h hotPlaces) ranked(least int) []place {
	var list []place
	for _, p := range h {
		if p.complaints >= int64(least) {
			list = append(list, *p)
		}
	}
	slices.SortFunc(list, func(x, y place) int {
		return cmp.Or(cmp.Compare(y.complaints, x.complaints), cmp.Compare(x.site.Region, y.site.Region),
			cmp.Compare(x.site.TransformerArea, y.site.TransformerArea), cmp.Compare(x.site.Feeder, y.site.Feeder), cmp.Compare(x.key, y.key))
	})
	return list
}

// mainClass is the class that is complained of most at a place.
func (p place) mainClass() (class string, n int64) {
	for _, code := range slices.Sorted(maps.Keys(p.classes)) {
		if p.classes[code] > n {
			class, n = code, p.classes[code]
		}
	}
	return class, n
}

// placePart ranks the hot places. A street is not named: it is an address.
func (b *builder) placePart(places []place) paper.Part {
	t := &paper.Table{Empty: b.say("No place has so many complaints.", "没有达到热点数量的区域。"), Columns: []paper.Column{
		{Key: "rank", Title: b.say("Rank", "排名")}, {Key: "region", Title: b.say("Region", "区域")}, {Key: "area", Title: b.say("Area", "地域")},
		{Key: "transformerArea", Title: b.say("Transformer area", "台区")}, {Key: "feeder", Title: b.say("Feeder", "馈线")},
		{Key: "complaints", Title: b.name("complaints")}, {Key: "hotSpots", Title: b.name("hotSpots")},
		{Key: "class", Title: b.say("Class code", "分类代码"), Hidden: true}, {Key: "className", Title: b.say("Mostly about", "主要类别")}, {Key: "ofClass", Title: b.say("of which", "其中")},
	}}
	for i, p := range places {
		class, n := p.mainClass()
		where := masked(p.site.TransformerArea)
		if where == "" && p.site.Feeder == "" {
			where = b.say("a street (not named)", "某街道（不显示名称）")
		}
		t.Rows = append(t.Rows, paper.Row{Cells: []paper.Value{paper.Count(i + 1), paper.Text(p.site.Region), paper.Text(b.valueName("area", p.site.Area)),
			paper.Text(where), paper.Text(masked(p.site.Feeder)), paper.Count(p.complaints), paper.Count(p.hot),
			paper.Text(class), paper.Text(b.className(class)), paper.Count(n)}})
	}
	b.define("place")
	least := max(b.spec.Policy.HotSpots.Count, fewestOfPlace)
	return paper.Part{Key: "places", Title: b.say("Hot places", "热点区域"), Table: t,
		Note: b.sentence("places with at least # complaints in the period, the one with most first.", "统计期间内投诉达到#件的区域，按数量排序。", least)}
}
