package simulate

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"
)

// nobody is the subject of what concerns no life, or many.
const nobody = -1

// rates are how often a fault is injected where it can be, at a scale of 1: of
// operations of the store, of the journal and of the topic for most; of
// deliveries of the stream; of resumptions; of invocations for a time limit; of starts
// of a function's process for a clock; of plays for a policy.
var rates = map[Fault]float64{
	Crash: 0.001, Restart: 0.0002, Duplicate: 0.05, Late: 0.03, Reorder: 0.1, Lost: 0.02, Stale: 0.05,
	Throttle: 0.002, Conflict: 0.005, Unknown: 0.002, Token: 0.05, Workflow: 0.01, Timeout: 0.005, Outlet: 0.01,
	Sweepless: 0.003, Skew: 1, Publish: 0.3, Overlap: 0.02,
}

// faults decides what fails. Each life has a source of chance of its own; what
// concerns no life draws from one of the instant. So neither is changed by the
// lives that are left out.
type faults struct {
	seed     uint64
	rate     map[Fault]float64
	spare    map[string]bool
	quiet    bool // nothing fails any more
	of       map[int]*rand.Rand
	instant  time.Time
	injected map[Fault]int
	ordinal  map[string]int
	labels   []string
}

func newFaults(s Spec) *faults {
	f := &faults{seed: s.Seed, rate: map[Fault]float64{}, spare: s.Spare, of: map[int]*rand.Rand{}, injected: map[Fault]int{}, ordinal: map[string]int{}}
	scale := s.Scale
	if scale == 0 {
		scale = 1
	}
	for _, fault := range s.Faults {
		f.rate[fault] = min(1, rates[fault]*scale)
	}
	return f
}

// source is where chance comes from for a subject.
func (f *faults) source(subject int, now time.Time) *rand.Rand {
	if subject == nobody && !now.Equal(f.instant) {
		f.instant = now
		f.of[nobody] = rand.New(rand.NewPCG(f.seed, mix(uint64(now.Unix()))))
	}
	if f.of[subject] == nil {
		f.of[subject] = rand.New(rand.NewPCG(f.seed, mix(purposeFaults<<32|uint64(subject))))
	}
	return f.of[subject]
}

// broke tells whether anything was injected that ends a delivery half way: then
// what was sent may come again under its id.
func (f *faults) broke() bool {
	for _, fault := range []Fault{Crash, Restart, Throttle, Unknown, Timeout, Outlet} {
		if f.injected[fault] > 0 {
			return true
		}
	}
	return false
}

// hit tells whether a fault is injected now.
func (f *faults) hit(fault Fault, subject int, now time.Time) bool {
	rate := f.rate[fault]
	if f.quiet || rate == 0 || f.source(subject, now).Float64() >= rate {
		return false
	}
	place := string(fault) + "/" + strconv.Itoa(subject)
	if subject == nobody {
		place = string(fault) + "/" + strconv.FormatInt(now.Unix(), 36) + "t"
	}
	f.ordinal[place]++
	label := place + "/" + strconv.Itoa(f.ordinal[place])
	if f.spare[label] {
		return false
	}
	f.injected[fault]++
	f.labels = append(f.labels, label)
	return true
}

// draw draws a number below n for the details of a fault.
func (f *faults) draw(n, subject int, now time.Time) int { return f.source(subject, now).IntN(n) }

// The purposes that chance is drawn for, each from a source of its own.
const (
	purposeArrivals uint64 = iota + 1
	purposePlans
	purposeFaults
	purposeCodes
	purposeRepeats
	purposeRotas
)

// mix spreads the bits of a number, so that neighbours have little in common (SplitMix64).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

func (s Spec) source(purpose uint64, n int) *rand.Rand {
	return rand.New(rand.NewPCG(s.Seed, mix(purpose<<32|uint64(n))))
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
