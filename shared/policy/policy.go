// Package policy holds policy packs: everything that a power company decides
// about complaint handling, as data.
//
// Vocabulary. A pack is a folder of YAML files; loading one gives a Policy,
// which never changes afterwards and is known by its ID, "name@version". A
// case keeps the ID of the policy that it was received under. A class is one
// of the (third level) complaint classes; a kind says what sort of matter a
// message is (complaint, fault, enquiry, ...). A unit is an organisation that
// handles cases, at a level of the ladder (L1 station to L5 national centre). A
// route sends matters of one sort to a unit, whichever unit answers for their region.
// A clock is a time limit with its warning points, its breach step and its
// ladder; a variant is another limit for some matters; a clock without a known
// figure is unset and never runs. A scene makes a complaint of a matter of
// another kind. An example is a worked case that a pack must come up to. A pack
// may extend another and have only those files that differ. A template is a
// text in several languages with {placeholders}. An essential is what a unit must
// know of a matter; a check is a flaw that answers are looked at for.
//
// What packs look like is written in infra/packs.md.
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
	// Files are those that the policy was loaded from, in the order of reading.
	Files []File
	// Calendar is the office's: working days, hours, time zone.
	Calendar *clock.Calendar
	// Language is used where neither customer nor company says another.
	Language string

	Classes []Class
	Kinds   []Kind
	Scenes  []Scene
	Clocks  []Clock
	Units   []Unit
	// Regions are the names of regions that units know by a code; see [Policy.RegionName].
	Regions map[string]Text
	// Routes send some matters past the units of their regions; the first that fits wins.
	Routes []Route
	// Levels are what the levels are called, by level; some or all may have no name.
	Levels map[string]Text

	Intake    Intake
	Callback  Callback
	Reopening Reopening
	Urges     Urges
	Rating    Rating
	Appeal    Appeal
	// Supervision and Determination: which matters a higher level supervises, and
	// how the validity of complaints is determined.
	Supervision   Supervision
	Determination Determination
	Suspension    Suspension
	// Causes are the classes of causes that findings may name, Assessments what a
	// complaint may cost those who are responsible for it.
	Causes      []Cause
	Assessments []Assessment
	Remedies    Remedies
	// WrittenReplyRequired: no answer passes its review before a complainant who gave
	// a name, and whose complaint is true, has been answered in writing (S-148).
	WrittenReplyRequired bool
	// Recompute says how limits follow a change.
	Recompute Recompute
	// Acknowledged is how long an acknowledgement stops the repeats of an
	// overdue clock; silence after it lets them go on.
	Acknowledged clock.Target

	// Duty says who is on duty in the units that have a rota, as far as the
	// pack says; see [Policy.Rota].
	Duty Rota
	// Throttle bounds what a recipient is sent at one time.
	Throttle Throttle

	// Batch, Repeat and HotSpots say which matters belong together.
	Batch    Batch
	Repeat   Repeat
	HotSpots HotSpots

	// Outages says about which matters known outages are asked for.
	Outages Outages

	// OverLevel and Emergency are the flows that run beside the journey of a case.
	OverLevel OverLevel
	Emergency Emergency

	// Evidence bounds the files that are added to cases.
	Evidence Evidence
	// Partners are the systems of other houses that it exchanges messages with.
	Partners []Partner

	// Examples are the worked cases that the pack holds itself to.
	Examples []Example

	Triage Triage
	Audit  Audit
	// Reconciliation is the local time of day at which the day before is
	// reconciled, in minutes after midnight.
	Reconciliation int

	Reports Reports

	// Tell says which levels get a notice that no clock sends, by its kind:
	// dispatched, supervision, rework, rework.again, urge, urge.again, repeat, repeat.again,
	// reassigned, alarm, report, reconciliation.
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
	// Confidential gives the unit that handles the case of a customer who wants
	// to stay unknown the account, phone and address, which it may need on site.
	Confidential bool
	// Ways are finer than channels, such as a fax among the letters.
	Ways []Way
	// Receiver says how a customer is told who took their complaint down (S-147).
	Receiver Receiver
}

// How customers are told who took their complaint down.
const (
	TellName   = "name"
	TellNumber = "number" // the staff number, and never a name
	TellDesk   = "desk"   // the unit alone
)

// Receiver says what a customer is told of whoever took a complaint down: Tell is one
// of the above, Text the sentence of the receipt, in which {receiver} stands for it.
// The zero value tells nothing.
type Receiver struct {
	Tell string
	Text Text
}

// Channels are the ways in that every company has. Customers use web, app and
// wechat by themselves; staff record what comes by the others.
var Channels = []string{"hotline", "web", "app", "wechat", "counter", "letter", "email", "media", "regulator", "superior", "other"}

// Way is a way in within a channel.
type Way struct {
	Code    string // "fax", "petition", ...
	Channel string // one of [Channels]
	Name    Text
}

// Way finds a way in by its code.
func (i Intake) Way(code string) (Way, bool) {
	at := slices.IndexFunc(i.Ways, func(w Way) bool { return w.Code == code })
	if at < 0 {
		return Way{}, false
	}
	return i.Ways[at], true
}

// Suspension holds the rules for stopping the clocks of a case (中止).
type Suspension struct {
	// Cap is how long a case may be suspended in all without approval; zero
	// for no cap.
	Cap clock.Target
	// Kinds are the reasons for which a case may be suspended.
	Kinds []SuspensionKind
}

// SuspensionKind is a sort of reason for a suspension.
type SuspensionKind struct {
	Code string // "customer", "force-majeure", ...
	Name Text
}

// Kind finds a kind of suspension by its code; one that the pack does not
// know counts as "other".
func (s Suspension) Kind(code string) (SuspensionKind, bool) {
	for _, want := range []string{code, "other"} {
		if i := slices.IndexFunc(s.Kinds, func(k SuspensionKind) bool { return k.Code == want }); i >= 0 {
			return s.Kinds[i], true
		}
	}
	return SuspensionKind{}, false
}

// Choice is how a running clock follows a change of its limit.
type Choice string

// The choices.
const (
	// Retroactive counts the new limit from the clock's start.
	Retroactive Choice = "retroactive"
	// FromChange counts the new limit from the change.
	FromChange Choice = "from-change"
	// CarryShare counts from the change what share of the new limit was left of the old one.
	CarryShare Choice = "carry-share"
)

// Recompute says by which choice clocks follow a change, by what has changed:
// kind, class, grade, urgency, region or policy.
type Recompute map[string]Choice

// Of is the choice for a change; retroactive where the pack makes none.
func (r Recompute) Of(change string) Choice {
	if c, ok := r[change]; ok {
		return c
	}
	return Retroactive
}

// Reopening says until when, and with which clocks, a closed case may be reopened.
type Reopening struct {
	// Window runs from the closing; a later wish is a new complaint.
	Window clock.Target
	// Clocks start a new round at the reopening.
	Clocks []string
}

// Urges bounds what comes of a customer's calls for haste.
type Urges struct {
	// Apart: one that comes sooner after another joins it; 0 for none.
	Apart time.Duration
}

// Rating bounds a customer's verdict.
type Rating struct {
	// Window runs from the first rating of a closed case: so long it may be
	// changed; zero for ever.
	Window clock.Target
}

// Class finds a class by its code, such as "04.03.01".
func (p *Policy) Class(code string) (Class, bool) {
	i := slices.IndexFunc(p.Classes, func(c Class) bool { return c.Code == code })
	if i < 0 {
		return Class{}, false
	}
	return p.Classes[i], true
}

// HasClass tells whether there is a class of a code, or one below it: "04.03"
// holds "04.03.01".
func (p *Policy) HasClass(code string) bool {
	return slices.ContainsFunc(p.Classes, func(c Class) bool { return under(c.Code, code) })
}

// Kind finds a kind of matter by its code, such as "complaint".
func (p *Policy) Kind(code string) (Kind, bool) {
	i := slices.IndexFunc(p.Kinds, func(k Kind) bool { return k.Code == code })
	if i < 0 {
		return Kind{}, false
	}
	return p.Kinds[i], true
}

// Clock finds the rules of a clock by its name. The target depends on the
// matter, see [Policy.Limit].
func (p *Policy) Clock(name string) (Clock, bool) {
	i := slices.IndexFunc(p.Clocks, func(c Clock) bool { return c.Name == name })
	if i < 0 {
		return Clock{}, false
	}
	return p.Clocks[i], true
}

// signal finds a signal of triage by its name.
func (p *Policy) signal(name string) (Signal, bool) {
	i := slices.IndexFunc(p.Triage.Signals, func(s Signal) bool { return s.Name == name })
	if i < 0 {
		return Signal{}, false
	}
	return p.Triage.Signals[i], true
}
