package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync/atomic"
	"text/tabwriter"
	"time"
)

// took is what a client's calls took in a round, and what was wrong with them.
type took struct {
	calls map[string]*calls
	wrongs,
	refusals []string
}

// calls are those of one kind.
type calls struct {
	micros []uint32    // of those that were answered
	status map[int]int // 0 is no answer
}

func newTook() *took { return &took{calls: map[string]*calls{}} }

func (t *took) of(kind string) *calls {
	k := t.calls[kind]
	if k == nil {
		k = &calls{status: map[int]int{}}
		t.calls[kind] = k
	}
	return k
}

func (t *took) count(kind string, status int, d time.Duration) {
	k := t.of(kind)
	k.status[status]++
	if status != 0 {
		k.micros = append(k.micros, uint32(min(d.Microseconds(), 1<<32-1)))
	}
}

func (t *took) add(o *took) {
	for kind, k := range o.calls {
		mine := t.of(kind)
		mine.micros = append(mine.micros, k.micros...)
		for status, n := range k.status {
			mine.status[status] += n
		}
	}
	t.wrongs, t.refusals = append(t.wrongs, o.wrongs...), append(t.refusals, o.refusals...)
}

// wrong notes an answer that must not be.
func (t *took) wrong(format string, args ...any) {
	t.wrongs = append(t.wrongs, fmt.Sprintf(format, args...))
}

// refused notes a refusal that the client did not expect.
func (t *took) refused(what string, a answer) {
	t.refusals = append(t.refusals, fmt.Sprintf("%s: %d %.300s", what, a.status, a.body))
}

// figures are those of a whole run.
type figures struct {
	Spec   spec     `json:"spec"`
	Rounds []*round `json:"rounds"`
	// Export is what `redress export` counts at the end.
	Export string   `json:"export"`
	Losses []string `json:"losses"`
}

// seconds are a duration as JSON has it.
type seconds time.Duration

func since(t time.Time) seconds { return seconds(time.Since(t)) }

// MarshalJSON writes seconds, to the millisecond.
func (s seconds) MarshalJSON() ([]byte, error) {
	return json.Marshal(float64(time.Duration(s).Milliseconds()) / 1000)
}

func (s seconds) String() string { return time.Duration(s).Round(time.Millisecond).String() }

// round is one life of the program.
type round struct {
	Number       int     `json:"number"`
	Lasted       seconds `json:"seconds"`
	Answered     int     `json:"answered"`
	PerSecond    float64 `json:"perSecond"`
	Acknowledged int     `json:"acknowledged"` // deeds, of all rounds
	Cases        int     `json:"cases"`        // of all rounds
	// Unanswered deeds were on their way at the kill.
	Unanswered int `json:"unanswered"`
	// Restart is from the start after the kill until the program serves; Recovery
	// until nothing is left to do.
	Restart  seconds `json:"restartSeconds"`
	Recovery seconds `json:"recoverySeconds"`
	Checking seconds `json:"checkingSeconds"`
	// Memory is what the program held, in MiB, every 5 seconds.
	Memory   []float64          `json:"memoryMiB"`
	Data     int64              `json:"dataBytes"`
	Load     [2]float64         `json:"loadAverage"` // least and most
	Calls    map[string]summary `json:"calls"`
	Refusals []string           `json:"refusals,omitempty"` // that nobody expected, the first ones
	Replayed int                `json:"replayed"`           // acknowledged deeds that were given again after the kill
	wrongs   []string
	busy     []float64
	took     *took

	unanswered atomic.Int64
}

// summary is what calls of one kind took, in milliseconds.
type summary struct {
	Count  int         `json:"count"`
	P50    float64     `json:"p50"`
	P99    float64     `json:"p99"`
	P999   float64     `json:"p999"`
	Max    float64     `json:"max"`
	Status map[int]int `json:"status"`
}

func (k *calls) summary() summary {
	slices.Sort(k.micros)
	at := func(share float64) float64 {
		if len(k.micros) == 0 {
			return 0
		}
		return float64(k.micros[min(int(share*float64(len(k.micros))), len(k.micros)-1)]) / 1000
	}
	return summary{Count: len(k.micros), P50: at(0.5), P99: at(0.99), P999: at(0.999), Max: at(1), Status: k.status}
}

// mostRefusals is how many refusals of a round are kept.
const mostRefusals = 10

// take takes over what a client has counted in the round.
func (r *round) take(c *client) {
	if r.took == nil {
		r.took = newTook()
	}
	r.took.add(c.took)
	c.took = newTook()
}

// account counts what a client has been acknowledged.
func (r *round) account(c *client) {
	r.Acknowledged += len(c.ledger)
	r.Cases += len(c.filed)
}

// conclude sums up what was counted.
func (r *round) conclude() {
	r.Calls = map[string]summary{}
	all := &calls{status: map[int]int{}}
	for kind, k := range r.took.calls {
		r.Calls[kind] = k.summary()
		all.micros = append(all.micros, k.micros...)
		for status, n := range k.status {
			all.status[status] += n
		}
	}
	r.Calls["all"] = all.summary()
	r.Answered = len(all.micros)
	r.PerSecond = float64(r.Answered) / time.Duration(r.Lasted).Seconds()
	r.Refusals = r.took.refusals[:min(len(r.took.refusals), mostRefusals)]
	if len(r.busy) > 0 {
		r.Load = [2]float64{slices.Min(r.busy), slices.Max(r.busy)}
	}
	r.wrongs = r.took.wrongs
	r.took = nil
}

// held is the memory at the start, in the middle and at the end of the round,
// each the median of a fifth of it; and the most.
func (r *round) held() (from, middle, to, most float64) {
	n := len(r.Memory)
	if n == 0 {
		return
	}
	median := func(a, b int) float64 {
		part := slices.Sorted(slices.Values(r.Memory[a:max(b, a+1)]))
		return part[len(part)/2]
	}
	return median(0, n/5), median(n*2/5, n*3/5), median(n*4/5, n), slices.Max(r.Memory)
}

// say writes the round in a few lines.
func (r *round) say(w io.Writer) {
	from, middle, to, most := r.held()
	all := r.Calls["all"]
	fmt.Fprintf(w, "round %d: %d answered in %v, %.0f a second; p50 %.1f p99 %.1f p999 %.1f ms; memory %.0f, %.0f, %.0f MiB, most %.0f; data %d MiB; load %.1f to %.1f\n",
		r.Number, r.Answered, r.Lasted, r.PerSecond, all.P50, all.P99, all.P999, from, middle, to, most, r.Data>>20, r.Load[0], r.Load[1])
	fmt.Fprintf(w, "         %d cases, %d deeds acknowledged, %d unanswered at the kill; restart %v, recovered %v, checked in %v; %d given again\n",
		r.Cases, r.Acknowledged, r.Unanswered, r.Restart, r.Recovery, r.Checking, r.Replayed)
	for _, refusal := range r.Refusals {
		fmt.Fprintf(w, "         refused: %s\n", refusal)
	}
}

// print writes all figures.
func (f *figures) print(w io.Writer) {
	for _, r := range f.Rounds {
		r.say(w)
		table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
		fmt.Fprintln(table, "call\tcount\tp50 ms\tp99 ms\tp999 ms\tmax ms\t  status\t")
		for _, kind := range slices.Sorted(maps.Keys(r.Calls)) {
			k := r.Calls[kind]
			fmt.Fprintf(table, "%s\t%d\t%.1f\t%.1f\t%.1f\t%.1f\t  %s\t\n", kind, k.Count, k.P50, k.P99, k.P999, k.Max, fmt.Sprint(k.Status)[3:])
		}
		table.Flush() // what it is written to says what fails
	}
	fmt.Fprintf(w, "at the end: %s\n", f.Export)
	fmt.Fprintf(w, "%d lost, doubled or otherwise wrong\n", len(f.Losses))
	for _, l := range f.Losses {
		fmt.Fprintln(w, l)
	}
}
