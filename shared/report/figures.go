package report

import (
	"slices"
	"strings"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/report/paper"
)

// Figures are the counts of one group of orders, and what is made of them.
type Figures struct {
	counts    []int64 // by place in [counts]
	clocks    map[string]*[clockCountsSize]int64
	questions map[string]*[2]int64 // no and yes, by question
	// What the policy gives for the group, and how far the year has gone.
	customers, target    int64
	daysGone, daysInYear int64
}

func newFigures() *Figures {
	return &Figures{counts: make([]int64, len(counts)), clocks: map[string]*[clockCountsSize]int64{}, questions: map[string]*[2]int64{}}
}

// Count gives a count by its key: of [counts], of a clock ("answer.late"), of
// a question ("question.left.yes"), or what the policy gives ("target").
func (f *Figures) Count(key string) int64 {
	if i, ok := countOf[key]; ok {
		return f.counts[i]
	}
	switch key {
	case "customers":
		return f.customers
	case "target":
		return f.target
	}
	if question, answer, ok := cutQuestion(key); ok {
		if q := f.questions[question]; q != nil {
			return q[one(answer == "yes")]
		}
		return 0
	}
	parts := strings.Split(key, ".")
	if len(parts) == 2 && f.clocks[parts[0]] != nil {
		if i := slices.IndexFunc(clockCounts, func(d defined) bool { return d.key == parts[1] }); i >= 0 {
			return f.clocks[parts[0]][i]
		}
	}
	return 0
}

// Value gives a count or an indicator by its key, also the rate of a clock
// ("answer.rate").
func (f *Figures) Value(key string) paper.Value {
	if clock, ok := strings.CutSuffix(key, ".rate"); ok {
		return paper.Rate(f.Count(clock+".inTime"), f.Count(clock+".due"))
	}
	i, ok := indicatorOf[key]
	switch {
	case !ok:
		return paper.Count(f.Count(key))
	case i.value != nil:
		return i.value(f)
	}
	return paper.Rate(f.Count(i.part), f.Count(i.whole))
}

// daysOf is the days of the year, or nothing when the count that is spread over
// them is none.
func (f *Figures) daysOf(key string) int64 {
	if f.Count(key) == 0 {
		return 0
	}
	return f.daysInYear
}

// mark is what an order adds to one count.
type mark struct {
	at int
	n  int64
}

// marks are what an order adds to the counts of every group that it is in.
type marks struct {
	counts []mark
	clocks []clockMark
	said   []saidMark
}

type clockMark struct {
	clock string
	at    clockCount
}

type saidMark struct {
	question string
	yes      bool
}

// of collects the marks of an order.
func (m *marks) of(o *order) {
	m.counts, m.clocks, m.said = m.counts[:0], m.clocks[:0], m.said[:0]
	for i := range counts {
		if n := counts[i].of(o); n != 0 {
			m.counts = append(m.counts, mark{i, n})
		}
	}
	if o.duplicate {
		return
	}
	for _, d := range o.deadlines {
		d.counted(o.spec.AsOf, func(c clockCount) { m.clocks = append(m.clocks, clockMark{d.clock.Name, c}) })
	}
	if o.toBeCalled {
		o.answers(func(id string, yes bool) { m.said = append(m.said, saidMark{id, yes}) })
	}
}

// add counts an order.
func (f *Figures) add(m *marks) {
	for _, k := range m.counts {
		f.counts[k.at] += k.n
	}
	for _, k := range m.clocks {
		if f.clocks[k.clock] == nil {
			f.clocks[k.clock] = new([clockCountsSize]int64)
		}
		f.clocks[k.clock][k.at]++
	}
	for _, s := range m.said {
		if f.questions[s.question] == nil {
			f.questions[s.question] = new([2]int64)
		}
		f.questions[s.question][one(s.yes)]++
	}
}

// Correction is how a breach would stand by what became known after it. The
// breach counts all the same.
type Correction struct {
	DueAt      complaint.Instant `json:"dueAt"`
	Because    string            `json:"because"`
	WouldBeMet bool              `json:"wouldBeMet"`
}
