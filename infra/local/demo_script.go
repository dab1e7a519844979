package main

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"github.com/redress/redress/shared/clock"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
)

//go:embed demo/*.yaml
var demoFiles embed.FS

// script is what the demo plays: samples, and how people behave towards them.
type script struct {
	samples []*sample
	Stories map[string][]string          `json:"stories"`
	Deeds   map[string]practice          `json:"deeds"`
	Words   map[string]map[string]string `json:"words"` // by language
	Teams   map[string]policy.Text       `json:"teams"`
}

// sample is a complaint with the words that its story needs.
type sample struct {
	ID        string         `json:"id"`
	At        string         `json:"at"` // office time: 2026-09-01 08:36
	Story     string         `json:"story"`
	Complaint web.Submission `json:"complaint"`
	// Repeat writes the text so many times.
	Repeat int `json:"repeat"`
	// SameAs is the sample whose customer this one is; Other the one that
	// its case is joined to.
	SameAs, Other string
	Class         string // what a person makes of it
	Team          string
	Verified      string
	Liable        string `json:"responsibility"`
	Cause         string
	Answer        string
	Again         string // the answer of a later round
	number        int
}

// practice is what a deed is: who gives which command with which body.
type practice struct {
	By, Command string
	Body        json.RawMessage
}

// deed is one line of the agenda.
type deed struct {
	at     time.Time
	name   string // of a practice; "receive" for the complaint itself
	sample *sample
}

// loadScript reads the embedded files. Unknown words in them are errors.
func loadScript() (*script, error) {
	names, err := fs.Glob(demoFiles, "demo/*.yaml")
	if err != nil {
		return nil, err
	}
	s := &script{}
	for _, name := range names {
		var into any = &s.samples
		if name == "demo/stories.yaml" {
			into = s
		} else {
			into = &[]*sample{}
		}
		if err := readYAML(name, into); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if list, ok := into.(*[]*sample); ok {
			s.samples = append(s.samples, *list...)
		}
	}
	for i, one := range s.samples {
		one.number = i + 1
		if err := s.prepare(one); err != nil {
			return nil, fmt.Errorf("sample %s: %w", one.ID, err)
		}
	}
	return s, nil
}

// readYAML reads a file by the JSON names of its fields.
func readYAML(name string, into any) error {
	text, err := demoFiles.ReadFile(name)
	if err != nil {
		return err
	}
	data, err := yaml.YAMLToJSON(text)
	if err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	return d.Decode(into)
}

// prepare completes a sample: numbers of its customer, and what most samples
// have in common.
func (s *script) prepare(one *sample) error {
	c := &one.Complaint
	if one.Repeat > 0 {
		c.Text = strings.Repeat(c.Text, one.Repeat)
	}
	customer := one
	if one.SameAs != "" {
		if customer = s.find(one.SameAs); customer == nil {
			return fmt.Errorf("there is no sample %q", one.SameAs)
		}
	}
	if !c.Customer.Anonymous {
		c.Customer.AccountNumber = fmt.Sprintf("99000%06d", customer.number)
		c.Customer.Phone = fmt.Sprintf("1990000%04d", customer.number)
	}
	if one.Verified == "" {
		one.Verified = "yes"
	}
	if one.Liable == "" {
		one.Liable = "utility-operation"
	}
	if _, ok := s.Stories[one.Story]; !ok {
		return fmt.Errorf("there is no story %q", one.Story)
	}
	return nil
}

func (s *script) find(id string) *sample {
	i := slices.IndexFunc(s.samples, func(one *sample) bool { return one.ID == id })
	if i < 0 {
		return nil
	}
	return s.samples[i]
}

// agenda puts the deeds of all samples in the order of time.
func (s *script) agenda(calendar *clock.Calendar) ([]deed, error) {
	var list []deed
	for _, one := range s.samples {
		at, err := time.ParseInLocation("2006-01-02 15:04", one.At, calendar.Zone())
		if err != nil {
			return nil, fmt.Errorf("sample %s: %w", one.ID, err)
		}
		list = append(list, deed{at, "receive", one})
		for _, line := range s.Stories[one.Story] {
			when, name, _ := strings.Cut(line, " ")
			p, ok := s.Deeds[name]
			if !ok {
				return nil, fmt.Errorf("story %s: there is no deed %q", one.Story, name)
			}
			on, err := moment(calendar, at, when, one.number, p.By == "handler")
			if err != nil {
				return nil, fmt.Errorf("story %s: %w", one.Story, err)
			}
			list = append(list, deed{on, name, one})
		}
	}
	slices.SortStableFunc(list, func(a, b deed) int { return a.at.Compare(b.at) })
	return list, nil
}

// until cuts the agenda at the end of the play.
func until(agenda []deed, end time.Time) []deed {
	i := slices.IndexFunc(agenda, func(one deed) bool { return one.at.After(end) })
	if i < 0 {
		return agenda
	}
	return agenda[:i]
}

// moment is the time of a deed. "2h" is so long after the receipt, within the
// units' hours of duty where a unit does it; "3wd@10:00" is on the third
// working day after that day, some minutes later from case to case.
func moment(calendar *clock.Calendar, receipt time.Time, when string, number int, onDuty bool) (time.Time, error) {
	days, hour, ok := strings.Cut(when, "wd@")
	if !ok {
		after, err := time.ParseDuration(when)
		if err != nil || !onDuty {
			return receipt.Add(after), err
		}
		return duty(receipt.Add(after), after), nil
	}
	n, err := strconv.Atoi(days)
	if err != nil {
		return receipt, err
	}
	at := receipt
	if n > 0 {
		offset, err := clock.ParseOffset(fmt.Sprintf("%dwd@%s", n, hour))
		if err != nil {
			return receipt, err
		}
		at = calendar.After(receipt, offset)
	}
	return at.Add(time.Duration(number*7%25) * time.Minute), nil
}

// Hours of duty in the units.
const dutyBegins, dutyEnds = 8, 20

// duty moves an instant outside the hours of duty behind their next beginning.
func duty(at time.Time, after time.Duration) time.Time {
	y, m, d := at.Date()
	switch begins := time.Date(y, m, d, dutyBegins, 0, 0, 0, at.Location()); {
	case at.Hour() < dutyBegins:
		return begins.Add(after)
	case at.Hour() >= dutyEnds:
		return begins.AddDate(0, 0, 1).Add(after)
	}
	return at
}
