package diff

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/redress/redress/shared/policy"
)

func packItems(p *policy.Policy) []item {
	pack := item{name: "rules", fields: []field{
		{"title", both(p.Title)}, {"language", p.Language}, {"intake.textLimit", strconv.Itoa(p.Intake.TextLimit)},
		{"intake.backDate", p.Intake.BackDate.String()}, {"intake.confidential", yes(p.Intake.Confidential)},
		{"intake.receiver.tell", p.Intake.Receiver.Tell}, {"intake.receiver.text", both(p.Intake.Receiver.Text)},
		{"urges.apart", p.Urges.Apart.String()}, {"rating.window", p.Rating.Window.String()},
		{"reopening.window", p.Reopening.Window.String()}, {"reopening.clocks", strings.Join(p.Reopening.Clocks, " ")},
		{"acknowledged", p.Acknowledged.String()}, {"suspension.cap", p.Suspension.Cap.String()},
		{"throttle.singles", strconv.Itoa(p.Throttle.Singles)}, {"throttle.bundle", strconv.Itoa(p.Throttle.Bundle)},
		{"throttle.alone", strings.Join(p.Throttle.Alone, " ")}, {"reconciliation", hour(p.Reconciliation)},
	}}
	for _, change := range []string{"kind", "class", "grade", "urgency", "region", "policy"} {
		pack.add("recompute."+change, string(p.Recompute.Of(change)))
	}
	list := []item{pack, callbackItem(p), appealItem(p), supervisionItem(p), determinationItem(p), remediesItem(p), batchItem(p), repeatItem(p), hotSpotItem(p), overLevelItem(p), emergencyItem(p), evidenceItem(p)}
	for _, w := range p.Intake.Ways {
		list = append(list, item{"way " + w.Code, []field{{"channel", w.Channel}, {"name", both(w.Name)}}})
	}
	for _, k := range p.Suspension.Kinds {
		list = append(list, item{"suspension " + k.Code, []field{{"name", both(k.Name)}}})
	}
	for _, c := range p.Causes {
		list = append(list, item{"cause " + c.Code, []field{{"name", both(c.Name)}}})
	}
	for _, a := range p.Assessments {
		list = append(list, item{"assessment " + a.Code, []field{{"name", both(a.Name)}, {"amount", a.Amount}, {"source", both(a.Source)}}})
	}
	for _, x := range p.Partners {
		list = append(list, item{"partner " + x.ID, []field{{"name", both(x.Name)}, {"way", x.Way}, {"appeals", yes(x.Appeals)}, {"takes", x.Takes}}})
	}
	for _, q := range p.Callback.Questions {
		it := item{"question " + q.ID, []field{{"text", both(q.Text)}, {"type", q.Type}}}
		for _, o := range q.Options {
			it.add("option "+o.Code, both(o.Name))
		}
		list = append(list, it)
	}
	return list
}

func callbackItem(p *policy.Policy) item {
	c := p.Callback
	it := item{"callback", []field{
		{"attempts", strconv.Itoa(c.Attempts)}, {"apart", c.Apart.String()}, {"neutral", yes(c.Neutral)}, {"dissatisfied", c.Dissatisfied},
		{"vulnerable.attempts", strconv.Itoa(c.Vulnerable.Attempts)}, {"vulnerable.hint", both(c.Vulnerable.Hint)},
		{"satisfaction", c.Satisfaction}, {"retaliation.question", c.Retaliation.Question}, {"retaliation.text", both(c.Retaliation.Text)},
	}}
	for i, s := range c.Quiet {
		it.add("quiet "+strconv.Itoa(i+1), hour(s.From)+"-"+hour(s.To))
	}
	return it
}

func appealItem(p *policy.Policy) item {
	a := p.Appeal
	return item{"appeal", []field{
		{"window", a.Window.String()}, {"stages", strconv.Itoa(a.Stages)}, {"signatures", strconv.Itoa(a.Signatures)},
	}}
}

func supervisionItem(p *policy.Policy) item {
	s := p.Supervision
	return item{"supervision", []field{
		{"level", s.Level}, {"grades", strings.Join(s.Grades, " ")}, {"overLevel", yes(s.OverLevel)}, {"signals", strings.Join(s.Signals, " ")},
	}}
}

func determinationItem(p *policy.Policy) item {
	d := p.Determination
	it := item{"determination", []field{{"instruction", both(d.Instruction)}, {"ways", both(d.Ways)}}}
	for i, c := range d.Criteria {
		it.add("criterion "+strconv.Itoa(i+1), both(c))
	}
	return it
}

func remediesItem(p *policy.Policy) item {
	it := item{"remedies", []field{{"currency", p.Remedies.Currency}, {"own", p.Remedies.Own}, {"writtenReply", yes(p.WrittenReplyRequired)}}}
	for _, s := range p.Remedies.Approval {
		it.add("approval "+s.Level, s.UpTo)
	}
	return it
}

func evidenceItem(p *policy.Policy) item {
	e := p.Evidence
	return item{"evidence", []field{
		{"types", strings.Join(e.Types, " ")}, {"size", strconv.FormatInt(e.Size>>20, 10) + "MB"}, {"perCase", strconv.Itoa(e.PerCase)},
	}}
}

func batchItem(p *policy.Policy) item {
	b := p.Batch
	return item{"batch", []field{
		{"kinds", strings.Join(b.Kinds, " ")}, {"classes", strings.Join(b.Classes, " ")}, {"window", b.Window.String()},
		{"sizes", strings.Trim(fmt.Sprint(b.Sizes), "[]")}, {"levels", strings.Join(b.Levels, " ")},
	}}
}

func repeatItem(p *policy.Policy) item {
	r := p.Repeat
	return item{"repeat", []field{
		{"window", r.Window.String()}, {"leaders", strconv.Itoa(r.Leaders)}, {"supervision", r.Supervision},
		{"alike", strconv.FormatFloat(r.Alike, 'f', -1, 64)},
	}}
}

func hotSpotItem(p *policy.Policy) item {
	h := p.HotSpots
	return item{"hotspots", []field{
		{"count", strconv.Itoa(h.Count)}, {"window", h.Window.String()}, {"levels", strings.Join(h.Levels, " ")},
	}}
}

func overLevelItem(p *policy.Policy) item {
	o := p.OverLevel
	return item{"overLevel", []field{
		{"group", strings.Join(o.Group, " ")}, {"grade", o.Grade}, {"returned", strings.Join(o.Returned, " ")},
	}}
}

func emergencyItem(p *policy.Policy) item {
	e := p.Emergency
	return item{"emergency", []field{
		{"grades", strings.Join(e.Grades, " ")}, {"group", strings.Join(e.Group, " ")}, {"supervision", e.Supervision},
	}}
}

func kindItems(p *policy.Policy) []item {
	var list []item
	for _, k := range p.Kinds {
		it := item{name: k.Code, fields: []field{{"name", both(k.Name)}, {"refer", k.Refer}}}
		for _, name := range slices.Sorted(maps.Keys(k.Limits)) {
			it.add("limit "+name, k.Limits[name].String())
		}
		it.add("valid", k.Valid.String())
		it.add("source", both(k.Source))
		list = append(list, it)
	}
	return list
}

func sceneItems(p *policy.Policy) []item {
	var list []item
	for _, s := range p.Scenes {
		list = append(list, item{s.Name, []field{
			{"title", both(s.Title)}, {"from", strings.Join(s.From, " ")}, {"classes", strings.Join(s.Classes, " ")},
			{"signals", strings.Join(s.Signals, " ")}, {"phrases", counted(s.Phrases)},
		}})
	}
	return list
}

// routeItems are the routes with their places, as the first that fits wins.
func routeItems(p *policy.Policy) []item {
	var list []item
	for i, r := range p.Routes {
		list = append(list, item{r.Name, []field{
			{"unit", r.Unit}, {"why", both(r.Why)}, {"place", strconv.Itoa(i + 1)}, {"when", when(r.When)},
		}})
	}
	return list
}

func unitItems(p *policy.Policy) []item {
	var list []item
	for _, u := range p.Units {
		it := item{u.ID, []field{
			{"name", both(u.Name)}, {"level", u.Level}, {"parent", u.Parent}, {"regions", strings.Join(u.Regions, " ")},
		}}
		if u.Zone != nil {
			it.add("zone", u.Zone.String())
		}
		list = append(list, it)
	}
	for _, region := range slices.Sorted(maps.Keys(p.Regions)) {
		list = append(list, item{"region " + region, []field{{"name", both(p.Regions[region])}}})
	}
	for _, level := range slices.Sorted(maps.Keys(p.Levels)) {
		list = append(list, item{level, []field{{"name", both(p.Levels[level])}}})
	}
	return list
}

// dutyItems are the shifts and absences of each unit that has a rota.
func dutyItems(p *policy.Policy) []item {
	var list []item
	for _, unit := range p.Duty.Units() {
		roster, _ := p.Duty.Roster(unit)
		it := item{name: unit}
		for i, s := range roster.Shifts {
			words := append(slices.Clone(s.Days), s.Hours, strings.Join(s.People, ", "))
			if s.Rotate != "" {
				words = append(words, s.Rotate, "since", s.Since)
			}
			it.add("shift "+strconv.Itoa(i+1), strings.Join(words, " "))
		}
		for _, a := range roster.Absent {
			it.add("absent "+a.Person, strings.Trim(a.From+" to "+a.To, " "))
		}
		list = append(list, it)
	}
	return list
}

func tellItems(p *policy.Policy) []item {
	var list []item
	for _, name := range slices.Sorted(maps.Keys(p.Tell)) {
		list = append(list, item{name, []field{{"levels", strings.Join(p.Tell[name], " ")}}})
	}
	return list
}

func classItems(p *policy.Policy) []item {
	var list []item
	for _, c := range p.Classes {
		list = append(list, item{c.Code, []field{
			{"name", both(c.Name)}, {"group", both(c.Group.Name)}, {"parent", both(c.Parent.Name)}, {"phrases", counted(c.Phrases)},
		}})
	}
	return list
}

func triageItems(p *policy.Policy) []item {
	list := []item{{"rules", []field{
		{"threshold", strconv.FormatFloat(p.Triage.Threshold, 'f', -1, 64)}, {"negations", counted(p.Triage.Negations)},
	}}}
	for _, k := range p.Kinds {
		list = append(list, item{"kind " + k.Code, []field{{"phrases", counted(k.Phrases)}}})
	}
	for _, s := range p.Triage.Signals {
		list = append(list, item{"signal " + s.Name, []field{
			{"grade", s.Grade}, {"urgency", s.Urgency}, {"levels", strings.Join(s.Levels, " ")}, {"danger", yes(s.Danger)},
			{"phrases", counted(s.Phrases)},
		}})
	}
	return list
}

func auditItems(p *policy.Policy) []item {
	var list []item
	for _, e := range p.Audit.Essentials {
		list = append(list, item{"essential " + e.ID, []field{
			{"question", both(e.Question)}, {"when", when(e.When)}, {"fields", strings.Join(e.Fields, " ")},
			{"hold", yes(e.Hold)}, {"phrases", counted(e.Phrases)},
		}})
	}
	for _, name := range slices.Sorted(maps.Keys(p.Audit.Sayings)) {
		list = append(list, item{"saying " + name, []field{{"phrases", counted(p.Audit.Sayings[name])}}})
	}
	for _, s := range p.Audit.Subjects {
		list = append(list, item{"subject " + s.Name, []field{{"phrases", counted(s.Phrases)}}})
	}
	for _, c := range p.Audit.Checks {
		list = append(list, item{"check " + c.ID, []field{
			{"severity", c.Severity}, {"test", c.Test}, {"text", both(c.Text)}, {"when", when(c.When)},
			{"repeated", yes(c.Repeated)}, {"shortest", strconv.Itoa(c.Shortest)}, {"phrases", counted(c.Phrases)},
		}})
	}
	return list
}

func textItems(p *policy.Policy) []item {
	var list []item
	for _, section := range []struct {
		name  string
		texts map[string]policy.Text
	}{{"notices", p.Texts.Notices}, {"messages", p.Texts.Messages}, {"timeline", p.Texts.Timeline}} {
		for _, key := range slices.Sorted(maps.Keys(section.texts)) {
			text := section.texts[key]
			list = append(list, item{section.name + "." + key, []field{{"en", text["en"]}, {"zh", text["zh"]}}})
		}
	}
	return list
}
