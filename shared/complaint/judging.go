package complaint

import (
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// Judged is the command by which triage puts its judgement on the case.
type Judged struct {
	Judgement
	// Unsure: a person must decide.
	Unsure bool `json:"unsure,omitempty"`
	// Unit is the unit that must answer; "" when no route is known, or an
	// unsure matter might have to be kept from it.
	Unit string `json:"unit,omitempty"`
	// DuplicateOf is the open case of the same account and class.
	DuplicateOf string   `json:"duplicateOf,omitempty"`
	Likely      []string `json:"likely,omitempty"`
	// Refer names the function that owns the matter.
	Refer string `json:"refer,omitempty"`
	// Levels must know at once.
	Levels []string `json:"levels,omitempty"`
	// BatchOf is the head of the batch that the case belongs to, Number and With
	// are as in [Batch], and News are those of its signals that the head has not.
	BatchOf string   `json:"batchOf,omitempty"`
	Number  int      `json:"number,omitempty"`
	With    string   `json:"with,omitempty"`
	News    []string `json:"news,omitempty"`
	// Repeat and HotSpot: see [Case].
	Repeat  *Repeat `json:"repeat,omitempty"`
	HotSpot int     `json:"hotspot,omitempty"`
	// Outage is the one that is known at the place; nil for none.
	Outage *Outage `json:"outage,omitempty"`
}

// Name is "judgement".
func (Judged) Name() string             { return "judgement" }
func (Judged) event() string            { return "judged" }
func (Judged) check(*act) []fault.Field { return nil }
func (Judged) done(c *Case) bool        { return c.Ready }

func (j Judged) apply(a *act) error {
	supposed := j.Unsure && j.Kind != a.Kind
	a.Judgement, a.Likely, a.Unit = j.Judgement, j.Likely, j.Unit
	a.learn(j.Outage)
	a.gradeOver()
	if !supposed { // else what was promised stands until a person has decided
		if err := a.rearm("kind", nil); err != nil { // the receipt tells
			return err
		}
	}
	j.alert(a)
	a.again(j.Repeat)
	a.heated(j.HotSpot)
	switch {
	case j.DuplicateOf != "":
		a.LinkedTo = j.DuplicateOf
		a.close(Duplicate, "")
	case j.Refer != "":
		if j.BatchOf != "" {
			a.attach(j.BatchOf, j.Number)
		}
		a.refer(j.Refer)
	case j.Unsure || j.Unit == "":
		a.Status = Sorting
		a.system("sorting", nil)
		a.receipt()
	case j.BatchOf != "":
		a.dispatched()
		a.Batch.With = j.With
		a.attach(j.BatchOf, j.Number)
		a.receipt()
	default:
		a.Ready = true
		a.receipt()
	}
	a.tellOutage()
	return a.openFlows()
}

// openFlows opens the flows that the judgement of an open case asks for.
func (a *act) openFlows() error {
	if !a.Status.Open() {
		return nil
	}
	if err := a.openOwn(); err != nil {
		return err
	}
	a.grave()
	return nil
}

// alert tells those who must know at once. Of a batch they hear of each signal once.
func (j Judged) alert(a *act) {
	switch {
	case len(j.Levels) == 0:
	case j.BatchOf == "":
		a.tell(telling{kind: "major", key: "0", levels: j.Levels})
	default:
		for _, signal := range j.News {
			a.tell(telling{kind: "major", id: j.BatchOf + "/major/" + signal, levels: j.Levels})
		}
	}
}

// Classification is a person's decision about a case in sorting. Empty values
// keep what triage thought.
type Classification struct {
	Kind    string `json:"kind,omitempty"`
	Class   string `json:"class,omitempty" doc:"third-level class, such as 04.03.01"`
	Urgency string `json:"urgency,omitempty"`
	Grade   string `json:"grade,omitempty"`
	Region  string `json:"region,omitempty" doc:"of the site, where the record has none or a wrong one"`
	Unit    string `json:"unit,omitempty" doc:"the unit that must answer; may be left out when a route of the policy or the site's region names it"`
	Reason  string `json:"reason,omitempty"`
}

// Name is "classification".
func (Classification) Name() string  { return "classification" }
func (Classification) event() string { return "classified" }

func (d Classification) check(a *act) []fault.Field {
	var f fields
	kind := or(d.Kind, a.Kind)
	_, ok := a.Policy.Kind(kind)
	f.must("kind", ok, fault.Say("is not a kind of the policy", "不是有效的业务类型"))
	class := or(d.Class, a.Class)
	if kind == "complaint" || class != "" {
		_, ok = a.Policy.Class(class)
		f.must("class", ok, fault.Say("must be a class of the policy", "必须是有效的投诉分类代码"))
	}
	f.optional("urgency", d.Urgency, Urgencies...)
	f.optional("grade", d.Grade, Grades...)
	f.must("region", d.Region == "" || a.Policy.Serves(d.Region), fault.Say("is served by no unit of the policy", "没有承办单位负责该区域"))
	unit, _ := d.route(a)
	f.checkUnit(a, unit)
	f.limit("reason", d.Reason, 2000)
	return f
}

// judged is the judgement after the decision.
func (d Classification) judged(j Judgement) Judgement {
	j.Kind, j.Class, j.Confidence = or(d.Kind, j.Kind), or(d.Class, j.Class), 1
	j.Urgency, j.Grade = or(d.Urgency, j.Urgency), or(d.Grade, j.Grade)
	return j
}

// route is the unit that the person names; else the one that the case has,
// unless the decision leads the matter elsewhere; else the matter's own. A unit
// that a person gave to the case in sorting therefore stays, but a complaint
// that turns out to be a report of misconduct leaves the unit it is about.
func (d Classification) route(a *act) (unit, reason string) {
	if d.Unit != "" {
		return d.Unit, routeReason + d.Unit + ": " + named.In(a.Policy.Language)
	}
	before, _ := Route(a.Policy, a.matter())
	m := a.MatterAs(d.judged(a.Judgement))
	m.Region = or(d.Region, m.Region)
	if unit, reason = Route(a.Policy, m); unit == before && a.Unit != "" && a.Unit != unit {
		return a.Unit, routeReason + a.Unit + ": " + named.In(a.Policy.Language)
	}
	return unit, reason
}

var named = policy.Text{"en": "named by a person", "zh": "人工指定"}

func (d Classification) apply(a *act) error {
	before := a.matter()
	unit, reason := d.route(a)
	a.Unit, a.Judgement = unit, d.judged(a.Judgement)
	a.gradeOver()
	a.Reasons = rerouted(a.Reasons, reason)
	a.Site.Region = or(d.Region, a.Site.Region)
	if k, _ := a.Policy.Kind(a.Kind); k.Refer != "" {
		if err := a.mayClose(); err != nil {
			return err
		}
		a.refer(k.Refer)
		return nil
	}
	change := changed(before, a.matter())
	if a.Kind != ReceivedAs { // whether triage has supposed so or not
		change = "kind"
	}
	if err := a.rearm(change, otherMatter); err != nil {
		return err
	}
	a.Ready = true
	return a.openFlows()
}

// changed names the weightiest of what differs between two states of a matter.
func changed(x, y policy.Matter) string {
	switch {
	case x.Kind != y.Kind:
		return "kind"
	case x.Class != y.Class:
		return "class"
	case x.Grade != y.Grade:
		return "grade"
	case x.Urgency != y.Urgency:
		return "urgency"
	}
	return "region"
}

// Dispatching is the workflow's command that hands the case to its unit: the
// first time, after a refusal, a reassignment, a rework or a reopening.
type Dispatching struct{}

// Name is "dispatch".
func (Dispatching) Name() string             { return "dispatch" }
func (Dispatching) event() string            { return "dispatched" }
func (Dispatching) check(*act) []fault.Field { return nil }
func (Dispatching) done(c *Case) bool        { return !c.Ready }
func (Dispatching) recorded(a *act) any      { return map[string]string{"unit": a.Unit} }

func (Dispatching) apply(a *act) error {
	a.dispatched()
	if a.Handler == "" { // a handler who goes on was told by the notice of the rework
		a.tell(telling{kind: "dispatched", key: itoa(a.Events), levels: a.Policy.Tell["dispatched"]})
		if a.Supervision.Open() && a.moved() {
			a.tellSupervised()
		}
	}
	a.superviseMatter()
	return nil
}

// Reassignment gives an open case to another unit.
type Reassignment struct {
	Unit   string `json:"unit"`
	Reason string `json:"reason"`
}

// Name is "reassignment".
func (Reassignment) Name() string  { return "reassignment" }
func (Reassignment) event() string { return "reassigned" }

func (r Reassignment) check(a *act) []fault.Field {
	var f fields
	f.checkUnit(a, r.Unit)
	f.required("reason", r.Reason, 2000)
	return f
}

func (r Reassignment) apply(a *act) error {
	former := a.Unit
	if former != "" && former != r.Unit {
		a.tell(telling{kind: "reassigned", key: itoa(a.Events), levels: a.Policy.Tell["reassigned"],
			values: map[string]string{"to": destination(a.Policy, former, r.Unit).In(a.Policy.Language)}})
	}
	a.leave()
	a.Unit, a.Handler, a.HandedBy = r.Unit, "", nil
	if a.Status == Dispatched || a.Status == Handling {
		a.Status, a.Ready = Dispatched, true
	}
	return nil
}

// destination is what a unit hears of where its case has gone. A unit past its line
// is not named.
func destination(p *policy.Policy, former, unit string) policy.Text {
	if p.Past(former, unit) {
		return anotherUnit
	}
	to, _ := p.Unit(unit)
	return to.Name
}

var anotherUnit = policy.Text{"en": "another unit", "zh": "其他单位"}

// Urgencies and Grades are the steps of both scales, lowest first.
var (
	Urgencies = []string{"general", "urgent", "major"}
	Grades    = []string{"general", "important", "major", "special"}
)

func (f *fields) checkUnit(a *act, id string) {
	if f.required("unit", id, 200); id == "" {
		return
	}
	_, ok := a.Policy.Unit(id)
	f.must("unit", ok, fault.Say("must be a unit of the policy", "必须是有效的承办单位"))
}

func or(value, otherwise string) string {
	if value != "" {
		return value
	}
	return otherwise
}
