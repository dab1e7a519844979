package simulate

import (
	"bufio"
	"errors"
	"fmt"
	"maps"
	"os"
	"strings"
	"testing"

	"github.com/redress/redress/shared/complaint"
)

// wantSound plays a spec in which everything must hold.
func wantSound(t *testing.T, s Spec) *Outcome {
	t.Helper()
	o, err := Run(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range o.Violations {
		t.Errorf("%s", v)
	}
	if o.Violated > 0 {
		t.Errorf("play it again: %s", s.Command())
	}
	return o
}

func TestWithoutFaultsNothingIsRepeatedOrRecovered(t *testing.T) {
	o := wantSound(t, Spec{Cases: 40, Seed: 2})
	if o.Cases != 40 || o.Open > 0 || o.Repeats > 0 || len(o.Injected) > 0 || len(o.Recovered) > 0 && o.Recovered["sweep"]+o.Recovered["stream"] > 0 {
		t.Errorf("%d cases, %d open, %d repeats, injected %v, recovered %v", o.Cases, o.Open, o.Repeats, o.Injected, o.Recovered)
	}
	for _, oracle := range []string{"lost", "twice", "outcome", "prompt", "warned", "alive", "due", "ladder", "replay", "model", "figures", "scope", "reconciliation", "delivered"} {
		if o.Checks[oracle] == 0 {
			t.Errorf("the oracle %q was asked nothing", oracle)
		}
	}
	if o.Modelled < o.Cases/2 {
		t.Errorf("the model follows %d of %d cases only: %v", o.Modelled, o.Cases, o.Foreign)
	}
}

func TestTheSameSpecGivesTheSameTrace(t *testing.T) {
	s := Spec{Cases: 8, Seed: 11, Faults: Faults, Scale: 8}
	one, two := wantSound(t, s), wantSound(t, s)
	if one.Trace != two.Trace {
		t.Errorf("two traces of %s: %s and %s", s.Command(), one.Trace, two.Trace)
	}
	s.Seed++
	if other := wantSound(t, s); other.Trace == one.Trace {
		t.Error("another seed gives the same trace")
	}
}

// TestPeopleGiveEveryCommand: what the table of commands knows is given, and taken, in
// a play of some size.
func TestPeopleGiveEveryCommand(t *testing.T) {
	if testing.Short() {
		t.Skip("hundreds of lives")
	}
	t.Parallel()
	o := wantSound(t, Spec{Cases: 400, Seed: 9})
	taken := maps.Clone(o.Given)
	for word, command := range map[string]string{"urges": "urge", "supplements": "supplement"} { // as customers' calls have them
		taken[command] += taken[word]
	}
	for _, rule := range complaint.Rules() {
		if !rule.Internal() && taken[rule.Command] == 0 {
			t.Errorf("%s was never taken", rule.Command)
		}
	}
	if o.Modelled < o.Cases*97/100 {
		t.Errorf("the model follows %d of %d cases only: %v", o.Modelled, o.Cases, o.Foreign)
	}
}

// TestLeavingOthersOutChangesNoLife: a story is told with fewer lives.
func TestLeavingOthersOutChangesNoLife(t *testing.T) {
	s := Spec{Cases: 10, Seed: 5}
	whole := wantSound(t, s)
	s.Only = []int{3, 8}
	part := wantSound(t, s)
	if whole.Cases != 10 || part.Cases != 2 {
		t.Errorf("%d and %d cases, want 10 and 2", whole.Cases, part.Cases)
	}
}

func TestEachFaultIsInjectedAndBorne(t *testing.T) {
	for _, f := range Faults {
		t.Run(string(f), func(t *testing.T) {
			t.Parallel()
			o := wantSound(t, Spec{Cases: 6, Seed: 3, Faults: []Fault{f}, Scale: 30})
			if o.Injected[f] == 0 || len(o.Injected) != 1 {
				t.Errorf("injected: %v", o.Injected)
			}
		})
	}
}

func TestKeptSeeds(t *testing.T) {
	f, err := os.Open("testdata/seeds.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		line := lines.Text()
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		t.Run(line, func(t *testing.T) {
			t.Parallel()
			var s Spec
			var faults, only string
			_, err := fmt.Sscan(line+" -", &s.Cases, &s.Seed, &faults, &s.Scale, &only)
			if err != nil {
				t.Fatal(err)
			}
			if s.Faults, err = ParseFaults(faults); err != nil {
				t.Fatal(err)
			}
			if only != "-" {
				if err := s.Narrow(only, ""); err != nil {
					t.Fatal(err)
				}
			}
			wantSound(t, s)
		})
	}
}

// TestOraclesFindMistakes: an oracle that has never said no proves nothing.
func TestOraclesFindMistakes(t *testing.T) {
	for broken, oracle := range map[breakage]string{
		forgetful: "lost", mute: "ladder", talkative: "twice", loose: "alive", lenient: "model", falsifying: "replay",
		open: "scope", repetitive: "twice", sleepy: "prompt", unwarned: "warned", scattering: "files",
	} {
		t.Run(string(broken), func(t *testing.T) {
			t.Parallel()
			s := Spec{Cases: 14, Seed: 4, broken: broken}
			if broken == repetitive {
				s.Faults, s.Scale = []Fault{Unknown, Crash}, 20
			}
			if broken == scattering { // files are rare
				s.Cases = 150
			}
			o, err := Run(t.Context(), s)
			if err != nil {
				t.Fatal(err)
			}
			found := map[string]int{}
			for _, v := range o.Violations {
				found[v.Oracle]++
			}
			if found[oracle] == 0 {
				t.Errorf("the oracle %q did not find it: %v", oracle, found)
			}
		})
	}
}

// TestAStoryIsShrunk: of many lives and faults those are left that a violation needs.
func TestAStoryIsShrunk(t *testing.T) {
	s := Spec{Cases: 8, Seed: 4, Faults: []Fault{Lost, Duplicate}, Scale: 5, broken: falsifying}
	o, err := Run(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	if o.Violated < 2 || len(o.Labels) < 2 {
		t.Fatalf("%d violations and faults %v are no story to shrink", o.Violated, o.Labels)
	}
	short := Shrink(t.Context(), o)
	if len(short.Only) != 1 {
		t.Errorf("%v lives are left, want one", short.Only)
	}
	again, err := Run(t.Context(), short)
	if err != nil {
		t.Fatal(err)
	}
	if again.Broken[o.Violations[0].Oracle] == 0 || len(again.Labels) > 0 {
		t.Errorf("with %s: %v, faults %v", short.Command(), again.Violations, again.Labels)
	}
	var told strings.Builder
	if err := Explain(t.Context(), o, 0, &told); !errors.Is(err, ErrViolated) || told.String() != "\nreplay: "+s.Command()+" -story\n" {
		t.Errorf("without patience it says %q, %v; want how to play all of it", told.String(), err)
	}
}
