// Package policy holds policy packs: everything that a power company decides
// about complaint handling, as data.
//
// Vocabulary. A pack is a folder of YAML files; loading one gives a Policy,
// which never changes afterwards and is known by its ID, "name@version". A
// case keeps the ID of the policy that it was received under. A class is one
// of the (third level) complaint classes; a kind says what sort of matter a
// message is (complaint, fault, enquiry, ...). A unit is an organisation that
// handles cases, at a level of the ladder (L1 station to L5 national centre).
// A clock is a time limit with its warning points, its breach step and its
// repeats. A template is a text in several languages with {placeholders}.
//
// The package does not compute deadlines (package clock), does not read
// what customers wrote (package triage) and knows no case.
package policy

import (
	"slices"
	"time"

	"github.com/redress/redress/shared/clock"
)

// Policy is one version of a pack. All fields are read-only after loading.
type Policy struct {
	Name    string // "state-grid"
	Version string // "2026.1"
	Title   Text
	// Calendar is the office's: working days, hours, time zone.
	Calendar *clock.Calendar
	// Language is used where neither customer nor company says another.
	Language string

	Classes []Class
	Kinds   []Kind
	Clocks  []Clock
	Units   []Unit

	Intake    Intake
	Callback  Callback
	Reopening Reopening
	// Acknowledged is how long an acknowledgement stops the repeats of an
	// overdue clock; silence after it lets them go on.
	Acknowledged clock.Target

	Triage Triage
	// Tell says which levels get a notice that no clock sends, by its kind:
	// dispatched, rework, rework.again, urge, urge.again, reassigned, alarm, report.
	Tell  map[string][]string
	Texts Texts
}

// ID names the policy's version for ever: "state-grid@2026.1".
func (p *Policy) ID() string { return p.Name + "@" + p.Version }

// Zone is the office's time zone.
func (p *Policy) Zone() *time.Location { return p.Calendar.Zone() }

// Intake bounds what is taken in.
type Intake struct {
	// TextLimit is the longest narrative, in characters (runes).
	TextLimit int
	// BackDate is how far before its recording a complaint may have been received.
	BackDate time.Duration
}

// Callback holds the rules of the call to the customer after the answer.
type Callback struct {
	// Attempts is the number of calls after which a customer who could not
	// be reached ends the case as unreached.
	Attempts int
	// Questions are asked at the call, in order.
	Questions []Question
}

// Question is one line of the callback questionnaire.
type Question struct {
	ID   string
	Text Text
}

// Reopening says until when, and with which clocks, a closed case may be reopened.
type Reopening struct {
	// Window runs from the closing; a later wish is a new complaint.
	Window clock.Target
	// Clocks start a new round at the reopening.
	Clocks []string
}

// Class finds a class by its code, such as "04.03.01".
func (p *Policy) Class(code string) (Class, bool) {
	i := slices.IndexFunc(p.Classes, func(c Class) bool { return c.Code == code })
	if i < 0 {
		return Class{}, false
	}
	return p.Classes[i], true
}

// Kind finds a kind of matter by its code, such as "complaint".
func (p *Policy) Kind(code string) (Kind, bool) {
	i := slices.IndexFunc(p.Kinds, func(k Kind) bool { return k.Code == code })
	if i < 0 {
		return Kind{}, false
	}
	return p.Kinds[i], true
}

// Clock finds the rules of a clock by its name. For a kind of matter with
// limits of its own, use [Policy.Limit] for the target.
func (p *Policy) Clock(name string) (Clock, bool) {
	i := slices.IndexFunc(p.Clocks, func(c Clock) bool { return c.Name == name })
	if i < 0 {
		return Clock{}, false
	}
	return p.Clocks[i], true
}

// Limit is the target of a clock for a kind of matter; false when that kind
// does not run the clock.
func (p *Policy) Limit(kind, name string) (clock.Target, bool) {
	k, ok := p.Kind(kind)
	if !ok {
		k, _ = p.Kind("complaint")
	}
	if t, ok := k.Limits[name]; ok {
		return t, true
	}
	if k.Limits != nil {
		return clock.Target{}, false
	}
	c, ok := p.Clock(name)
	return c.Target, ok
}
