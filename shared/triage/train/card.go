package train

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/triage"
)

// Figures are how well examples were judged.
type Figures struct {
	Examples int
	// Accuracy and F1 are of the matter: the kind and, of a complaint, the
	// first-level class. F1 is the mean over the matters that occur.
	Accuracy, F1 float64
	// Class is the share of complaints with the right third-level class.
	Class float64
	// Sorted is the share left to a person, and Rest the accuracy of the others.
	Sorted, Rest float64
}

// matter is what an example is about.
func matter(p *policy.Policy, kind, class string) string {
	c, _ := p.Class(class)
	return triage.MatterOf(kind, c.Group.Code)
}

// Figure computes figures of those outcomes that a filter lets through.
// Examples that have a signal alone do not count.
func Figure(p *policy.Policy, outcomes []Outcome, filter func(Outcome) bool) (f Figures) {
	right, complaints, class, rest := 0, 0, 0, 0
	table := make(map[string]map[string]int)
	for _, o := range outcomes {
		if o.Kind == "" || !filter(o) {
			continue
		}
		f.Examples++
		want, got := matter(p, o.Kind, o.Class), matter(p, o.Judgement.Kind, o.Judgement.Class)
		add(table, want, got)
		if o.Class != "" {
			complaints++
			if o.Class == o.Judgement.Class {
				class++
			}
		}
		if want == got {
			right++
		}
		if o.Judgement.Unsure {
			f.Sorted++
		} else if want == got {
			rest++
		}
	}
	n := float64(f.Examples)
	f.Accuracy, f.F1, f.Class = share(right, f.Examples), macroF1(table), share(class, complaints)
	f.Rest = share(rest, f.Examples-int(f.Sorted))
	f.Sorted /= max(n, 1)
	return f
}

func add(table map[string]map[string]int, want, got string) {
	if table[want] == nil {
		table[want] = make(map[string]int)
	}
	table[want][got]++
}

func share(n, of int) float64 { return float64(n) / float64(max(of, 1)) }

// macroF1 is the mean of the harmonic means of precision and recall.
func macroF1(table map[string]map[string]int) float64 {
	sum := 0.0
	for _, want := range slices.Sorted(maps.Keys(table)) {
		row := table[want]
		wrong, missed := 0, 0
		for other, r := range table {
			if other != want {
				wrong += r[want]
			}
		}
		for got, n := range row {
			if got != want {
				missed += n
			}
		}
		if hit := row[want]; hit > 0 {
			sum += 2 * float64(hit) / float64(2*hit+wrong+missed)
		}
	}
	return sum / float64(max(len(table), 1))
}

// WriteCard tells what a model was made of and how it does: figures of examples
// that the judging model had not seen.
func WriteCard(w io.Writer, p *policy.Policy, r Result) error {
	c := &card{w: w}
	c.line("# The triage model of %s", p.Name)
	c.line("")
	c.line("Written by `redress triage train`. Version %s, %d bytes. All figures are of examples that the judging model had", r.Version, len(r.Model))
	c.line("not seen (folds), together with the pack's rules, as `redress triage` judges.")
	c.line("")
	c.line("## Data")
	c.line("")
	c.line("Messages written for this project, none of them a real customer's. Those of the hard files avoid the words that")
	c.line("people use, or use them for something else.")
	c.line("")
	c.data(r.Outcomes)
	c.line("## Figures")
	c.line("")
	c.line("The matter is the kind and, of a complaint, the first-level class. Below a confidence of %v a person decides.", p.Triage.Threshold)
	c.line("")
	c.figures(p, r.Outcomes)
	c.line("## Is the confidence what it says?")
	c.line("")
	c.calibration(p, r.Outcomes)
	c.line("## What a threshold costs")
	c.line("")
	c.thresholds(p, r.Outcomes)
	c.line("## What is taken for what")
	c.line("")
	c.confusion(p, r.Outcomes)
	c.line("## Signals")
	c.line("")
	c.signals(r.Outcomes)
	c.alike(r.Pairs)
	c.line("## Limits")
	c.line("")
	c.line("The examples were written, not received: real messages are longer, ramble more, and mean several things at once, so")
	c.line("that a company should expect lower figures at first and add its own labelled messages to the examples. Where outages")
	c.line("were told badly (03) and where supply is unreliable (04) is a matter of opinion; so are opinion and suggestion. Other")
	c.line("languages than Chinese and English are not known. Nothing is learned from the cases that the program handles.")
	return c.err
}

// card writes a card.
type card struct {
	w   io.Writer
	err error
}

func (c *card) line(format string, args ...any) {
	if c.err == nil {
		_, c.err = fmt.Fprintf(c.w, strings.TrimRight(format, " ")+"\n", args...)
	}
}

func (c *card) data(outcomes []Outcome) {
	count := make(map[string]map[string]int)
	for _, o := range outcomes {
		what := o.Kind
		if o.Kind == "" {
			what = "signal: " + o.Signal
		}
		add(count, what, o.Language)
		if o.Hard {
			add(count, what, "hard")
		}
	}
	c.line("| | zh | en | mixed | of these hard |")
	c.line("|---|---:|---:|---:|---:|")
	for _, what := range slices.Sorted(maps.Keys(count)) {
		row := count[what]
		c.line("| %s | %d | %d | %d | %d |", what, row["zh"], row["en"], row["mixed"], row["hard"])
	}
	c.line("")
}

func (c *card) figures(p *policy.Policy, outcomes []Outcome) {
	c.line("| examples | number | accuracy | macro-F1 | third-level class of complaints | sent to sorting | accuracy of the rest |")
	c.line("|---|---:|---:|---:|---:|---:|---:|")
	for _, row := range []struct {
		name   string
		filter func(Outcome) bool
	}{
		{"all", func(Outcome) bool { return true }},
		{"plain", func(o Outcome) bool { return !o.Hard }},
		{"hard", func(o Outcome) bool { return o.Hard }},
		{"plain, zh", func(o Outcome) bool { return !o.Hard && o.Language == "zh" }},
		{"plain, en", func(o Outcome) bool { return !o.Hard && o.Language == "en" }},
	} {
		f := Figure(p, outcomes, row.filter)
		c.line("| %s | %d | %.3f | %.3f | %.3f | %.3f | %.3f |", row.name, f.Examples, f.Accuracy, f.F1, f.Class, f.Sorted, f.Rest)
	}
	c.line("")
}

// calibration compares confidence with how often it was right, in tenths.
func (c *card) calibration(p *policy.Policy, outcomes []Outcome) {
	var n, right [10]int
	var sum [10]float64
	for _, o := range outcomes {
		if o.Kind == "" {
			continue
		}
		k := min(9, int(o.Judgement.Confidence*10))
		n[k]++
		sum[k] += o.Judgement.Confidence
		if matter(p, o.Kind, o.Class) == matter(p, o.Judgement.Kind, o.Judgement.Class) {
			right[k]++
		}
	}
	c.line("| confidence | examples | mean confidence | right |")
	c.line("|---|---:|---:|---:|")
	for k := range n {
		if n[k] > 0 {
			c.line("| %.1f to %.1f | %d | %.3f | %.3f |", float64(k)/10, float64(k+1)/10, n[k], sum[k]/float64(n[k]), share(right[k], n[k]))
		}
	}
	c.line("")
}

func (c *card) thresholds(p *policy.Policy, outcomes []Outcome) {
	c.line("| threshold | sent to sorting | accuracy of the rest |")
	c.line("|---:|---:|---:|")
	for threshold := 0.3; threshold < 0.96; threshold += 0.1 {
		n, sure, right := 0, 0, 0
		for _, o := range outcomes {
			if o.Kind == "" || o.Hard {
				continue
			}
			n++
			if o.Judgement.Confidence >= threshold {
				sure++
				if matter(p, o.Kind, o.Class) == matter(p, o.Judgement.Kind, o.Judgement.Class) {
					right++
				}
			}
		}
		c.line("| %.1f | %.3f | %.3f |", threshold, share(n-sure, n), share(right, sure))
	}
	c.line("")
	c.line("Of the plain examples.")
	c.line("")
}

// confusion shows the commonest mistakes about the matter.
func (c *card) confusion(p *policy.Policy, outcomes []Outcome) {
	table := make(map[string]map[string]int)
	labels := make(map[string]bool)
	for _, o := range outcomes {
		if o.Kind != "" {
			want, got := matter(p, o.Kind, o.Class), matter(p, o.Judgement.Kind, o.Judgement.Class)
			add(table, want, got)
			labels[want], labels[got] = true, true
		}
	}
	columns := slices.Sorted(maps.Keys(labels))
	c.line("| is \\ taken for | %s |", strings.ReplaceAll(strings.Join(columns, " | "), "complaint ", ""))
	c.line("|---|%s", strings.Repeat("---:|", len(columns)))
	for _, want := range slices.Sorted(maps.Keys(table)) {
		cells := make([]string, len(columns))
		for i, got := range columns {
			cells[i] = fmt.Sprint(table[want][got])
		}
		c.line("| %s | %s |", want, strings.Join(cells, " | "))
	}
	c.line("")
}

// alike shows how many pairs of texts are told to be about the same matter.
func (c *card) alike(pairs []Likely) {
	if len(pairs) == 0 {
		return
	}
	c.line("## The same matter?")
	c.line("")
	c.line("%d pairs of texts, each judged without its fold. One is offered as a likely duplicate from a likelihood of 0.5.", len(pairs))
	c.line("")
	c.line("| likelihood | precision | recall |")
	c.line("|---:|---:|---:|")
	for _, threshold := range []float64{0.3, 0.5, 0.7, 0.9} {
		found, right, same := 0, 0, 0
		for _, p := range pairs {
			if p.Same {
				same++
			}
			if p.Share >= threshold {
				found++
				if p.Same {
					right++
				}
			}
		}
		precision := "no data"
		if found > 0 {
			precision = fmt.Sprintf("%.3f", share(right, found))
		}
		c.line("| %.1f | %s | %.3f |", threshold, precision, share(right, same))
	}
	c.line("")
}

// signals shows which signals of the examples were found, and how many were
// found where there are none.
func (c *card) signals(outcomes []Outcome) {
	type row struct{ all, found, wrongly int }
	rows := make(map[string]*row)
	for _, o := range outcomes {
		if o.Signal != "" && o.Signal != triage.NoSignal && rows[o.Signal] == nil {
			rows[o.Signal] = new(row)
		}
	}
	none := 0
	for _, o := range outcomes {
		if o.Kind != "" || o.Signal == "" {
			continue
		}
		if o.Signal == triage.NoSignal {
			none++
		}
		for name, r := range rows {
			found := slices.ContainsFunc(o.Judgement.Reasons, func(x triage.Reason) bool { return x.What == "signal" && x.Code == name })
			switch {
			case o.Signal == name:
				r.all++
				if found {
					r.found++
				}
			case o.Signal == triage.NoSignal && found:
				r.wrongly++
			}
		}
	}
	c.line("| signal | examples | found | found in %d hard texts without any |", none)
	c.line("|---|---:|---:|---:|")
	for _, name := range slices.Sorted(maps.Keys(rows)) {
		r := rows[name]
		c.line("| %s | %d | %.3f | %.3f |", name, r.all, share(r.found, r.all), share(r.wrongly, none))
	}
	c.line("")
}
