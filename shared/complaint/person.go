package complaint

import (
	"slices"

	"github.com/redress/redress/shared/fault"
)

// Assignment gives a case to a person of its unit, or passes it to another: the
// head's word. That person is told of it.
type Assignment struct {
	Handler string `json:"handler" doc:"the person who is to handle it"`
}

// Name is "assignment".
func (Assignment) Name() string  { return "assignment" }
func (Assignment) event() string { return "assigned" }

func (c Assignment) check(*act) []fault.Field {
	var f fields
	f.required("handler", c.Handler, 200)
	return f
}

func (c Assignment) apply(a *act) error {
	a.Handler = c.Handler
	template := "dispatched.assigned"
	if _, ok := a.Policy.Texts.Notices[template]; !ok {
		template = ""
	}
	a.tell(telling{kind: "dispatched", template: template, key: itoa(a.Events), levels: []string{"handler"}})
	return nil
}

// Handdown gives a case to a unit below its own, such as a county's to one of its
// stations. The centre has no part in it, and every limit runs on.
type Handdown struct {
	Unit   string `json:"unit" doc:"below the unit of the case"`
	Reason string `json:"reason"`
}

// Name is "handdown".
func (Handdown) Name() string  { return "handdown" }
func (Handdown) event() string { return "handed-down" }

func (c Handdown) check(a *act) []fault.Field {
	var f fields
	f.checkUnit(a, c.Unit)
	_, known := a.Policy.Unit(c.Unit)
	f.must("unit", !known || c.Unit != a.Unit && a.Policy.Within(c.Unit, a.Unit), fault.Say("must be below the unit of the case", "必须是本单位的下级单位"))
	f.required("reason", c.Reason, 2000)
	return f
}

func (c Handdown) apply(a *act) error {
	a.HandedBy = append(slices.Clone(a.HandedBy), a.Unit)
	a.passTo(c.Unit)
	return nil
}

// Handback gives a case that was handed down back to the unit that it came from.
type Handback struct {
	Reason string `json:"reason"`
}

// Name is "handback".
func (Handback) Name() string  { return "handback" }
func (Handback) event() string { return "handed-back" }

func (c Handback) check(*act) []fault.Field {
	var f fields
	f.required("reason", c.Reason, 2000)
	return f
}

// apply fails with Conflict when nobody has handed the case down.
func (c Handback) apply(a *act) error {
	if !a.handBack() {
		return a.illegal(fault.Say("no unit has handed this case down", "该工单不是由上级单位转下的"))
	}
	return nil
}

// handBack gives the case to the unit that handed it down, false when there is none.
func (a *act) handBack() bool {
	n := len(a.HandedBy) - 1
	if n < 0 {
		return false
	}
	from := a.HandedBy[n]
	if a.HandedBy = slices.Clone(a.HandedBy[:n]); n == 0 {
		a.HandedBy = nil
	}
	a.passTo(from)
	return true
}

// passTo lets the workflow dispatch the case to another unit.
func (a *act) passTo(unit string) {
	a.leave()
	a.Unit, a.Handler = unit, ""
	a.Status, a.Ready = Dispatched, true
}
