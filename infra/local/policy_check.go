package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redress/redress/shared/policy"
)

// checkPolicy is `redress policy check`: it loads a pack and says what is in it and what is left
// for the company to decide, or everything that is wrong with it.
func checkPolicy(args []string, stdout, stderr io.Writer) error {
	on := ""
	flags := flag.NewFlagSet("policy check", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&on, "on", "", "the `DATE` on which limits must be in force; today when left out")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		fmt.Fprintln(stderr, "usage: redress policy check [-on DATE] NAME|DIR")
		return errors.New("policy check: want one pack")
	}
	p, err := policy.Named(flags.Arg(0))
	if problems, ok := errors.AsType[policy.Problems](err); ok {
		fmt.Fprintln(stdout, problems)
		return fmt.Errorf("policy %s: %d problems", flags.Arg(0), len(problems))
	}
	if err != nil {
		return fmt.Errorf("policy check: %w", err)
	}
	day := time.Now()
	if on != "" {
		if day, err = time.ParseInLocation(time.DateOnly, on, p.Zone()); err != nil {
			return fmt.Errorf("policy check: -on %q is not a date such as 2026-11-25", on)
		}
	}
	fmt.Fprintf(stdout, "ok %s: %d classes, %d kinds, %d clocks, %d units, %d signals, %d notices, %d messages, %d timeline lines\n",
		p.ID(), len(p.Classes), len(p.Kinds), len(p.Clocks), len(p.Units), len(p.Triage.Signals),
		len(p.Texts.Notices), len(p.Texts.Messages), len(p.Texts.Timeline))
	survey{p, day, stdout}.write()
	printGaps(stdout, p, day)
	return nil
}

// survey says how a sound pack stands on a day.
type survey struct {
	policy *policy.Policy
	day    time.Time
	out    io.Writer
}

func (s survey) write() {
	s.files()
	s.levels()
	for _, c := range s.policy.Unset() {
		s.line("unset: %s: %s", c.Name, c.Unset)
	}
	date := s.day.In(s.policy.Zone()).Format(time.DateOnly)
	for _, l := range s.policy.Stated() {
		if !l.Valid.Covers(s.day, s.policy.Zone()) {
			s.line("not in force on %s: %s %s (%s): %s", date, l.Of, l.Limit, l.Valid, l.Source.In("en"))
		}
	}
	for _, l := range s.policy.Stated() {
		if l.Tentative() {
			s.line("to decide: %s %s: %s", l.Of, l.Limit, l.Source.In("en"))
		}
	}
	s.calendar()
	if n := len(s.policy.Examples); n > 0 {
		s.line("examples: %d, and all hold", n)
	} else {
		s.line("examples: none, so that nothing shows that the limits are the ones meant")
	}
}

func (s survey) line(format string, args ...any) { fmt.Fprintf(s.out, "  "+format+"\n", args...) }

// files says what the pack has from others.
func (s survey) files() {
	from := make(map[string][]string)
	var packs []string
	for _, f := range s.policy.Files {
		if f.Pack != "" && !slices.Contains(packs, f.Pack) {
			packs = append(packs, f.Pack)
		}
		from[f.Pack] = append(from[f.Pack], f.Name)
	}
	for _, pack := range packs {
		s.line("from %s: %s", pack, strings.Join(from[pack], ", "))
	}
}

// levels says what the pack calls the rungs of its ladder.
func (s survey) levels() {
	var list []string
	for _, level := range slices.Sorted(maps.Keys(s.policy.Levels)) {
		list = append(list, level+" "+s.policy.LevelName(level, s.policy.Language))
	}
	if len(list) > 0 {
		s.line("levels: %s", strings.Join(list, ", "))
	}
}

// calendar says how far holidays are published, and which word of the layers wins.
func (s survey) calendar() {
	c := s.policy.Calendar
	if years := c.Facts().Years; years == nil {
		s.line("calendar %s: every year counts as published", c.Version())
	} else {
		last := time.Date(slices.Max(append(years, 0))+1, 1, 1, 0, 0, 0, 0, c.Zone())
		left := int(last.Sub(s.day).Hours() / 24)
		end := fmt.Sprintf("which ends in %d days", left)
		if left <= 0 {
			end = "which is over: every deadline in days is provisional"
		}
		s.line("calendar %s: published %s, %s", c.Version(), spans(years), end)
	}
	for _, o := range c.Overrides() {
		s.line("layers: %s", o)
	}
}

// spans writes years shortly: "2024-2026, 2028".
func spans(years []int) string {
	var list []string
	for i := 0; i < len(years); {
		j := i
		for j+1 < len(years) && years[j+1] == years[j]+1 {
			j++
		}
		if text := strconv.Itoa(years[i]); j > i {
			list = append(list, text+"-"+strconv.Itoa(years[j]))
		} else {
			list = append(list, text)
		}
		i = j + 1
	}
	if len(list) == 0 {
		return "no year"
	}
	return strings.Join(list, ", ")
}
