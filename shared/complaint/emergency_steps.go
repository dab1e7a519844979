package complaint

import "github.com/redress/redress/shared/fault"

// EmergencyAction is what is done at once, so that the matter does not grow and
// the loss is made less (S-100).
type EmergencyAction struct {
	Action string `json:"action"`
}

// Name is "emergency-action".
func (EmergencyAction) Name() string  { return "emergency-action" }
func (EmergencyAction) event() string { return "emergency-acted" }

func (c EmergencyAction) check(*act) []fault.Field {
	var f fields
	f.required("action", c.Action, 2000)
	return f
}

func (c EmergencyAction) apply(a *act) error {
	if err := a.pass(c.Name()); err != nil {
		return err
	}
	a.Emergency.Action = a.said(c.Action)
	return nil
}

// EmergencyAnalysis is the station's analysis after the group's order, with the
// plan by which it handles the matter (S-103).
type EmergencyAnalysis struct {
	Nature       string `json:"nature"`
	Scope        string `json:"scope"`
	Consequences string `json:"consequences"`
	Plan         string `json:"plan"`
}

// Name is "emergency-analysis".
func (EmergencyAnalysis) Name() string  { return "emergency-analysis" }
func (EmergencyAnalysis) event() string { return "emergency-analysed" }

func (c EmergencyAnalysis) check(*act) []fault.Field {
	var f fields
	f.required("nature", c.Nature, 1000)
	f.required("scope", c.Scope, 1000)
	f.required("consequences", c.Consequences, 1000)
	f.required("plan", c.Plan, 2000)
	return f
}

func (c EmergencyAnalysis) apply(a *act) error {
	if err := a.pass(c.Name()); err != nil {
		return err
	}
	a.Emergency.Analysis = &Analysis{At: a.Now, By: a.By.String(), EmergencyAnalysis: c}
	return nil
}

// EmergencyHandling is what was done by the plan (S-104).
type EmergencyHandling struct {
	Result string `json:"result"`
}

// Name is "emergency-handling".
func (EmergencyHandling) Name() string  { return "emergency-handling" }
func (EmergencyHandling) event() string { return "emergency-handled" }

func (c EmergencyHandling) check(*act) []fault.Field {
	var f fields
	f.required("result", c.Result, 2000)
	return f
}

func (c EmergencyHandling) apply(a *act) error {
	if err := a.pass(c.Name()); err != nil {
		return err
	}
	a.Emergency.Handling = a.said(c.Result)
	return nil
}

// EmergencySupervision is the marketing department's word on the handling, which
// it coordinates and supervises (S-105). Over a case that goes on it is an order of
// supervision, which takes up what a rule has opened. Beside another order it
// stands in the plan alone.
type EmergencySupervision struct {
	Demand string `json:"demand" doc:"what the department asks of the unit"`
}

// Name is "emergency-supervision".
func (EmergencySupervision) Name() string  { return "emergency-supervision" }
func (EmergencySupervision) event() string { return "emergency-supervised" }

func (c EmergencySupervision) check(*act) []fault.Field {
	var f fields
	f.required("demand", c.Demand, 2000)
	return f
}

func (c EmergencySupervision) apply(a *act) error {
	if err := a.pass(c.Name()); err != nil {
		return err
	}
	level := or(a.Policy.Emergency.Supervision, a.level())
	if err := a.speaksFor([]string{level}); err != nil {
		return err
	}
	a.Emergency.Supervision = a.said(c.Demand)
	if !a.Status.Open() || a.Supervision.ordered() {
		return nil
	}
	return a.demand(Supervision{Level: level, Because: "emergency", Demand: c.Demand})
}

// RootCause is what lay at the bottom of the matter, found after the emergency (S-106).
type RootCause struct {
	Cause string `json:"cause"`
}

// Name is "root-cause".
func (RootCause) Name() string  { return "root-cause" }
func (RootCause) event() string { return "root-cause-found" }

func (c RootCause) check(*act) []fault.Field {
	var f fields
	f.required("cause", c.Cause, 2000)
	return f
}

func (c RootCause) apply(a *act) error {
	if err := a.pass(c.Name()); err != nil {
		return err
	}
	a.Emergency.RootCause = a.said(c.Cause)
	return nil
}

// Prevention is what keeps the matter from coming again, and what should be
// changed in the plan (S-106). It ends the plan.
type Prevention struct {
	Measures      string `json:"measures"`
	PlanAmendment string `json:"planAmendment" doc:"what should be changed in the emergency plan; that nothing need be, where that is so"`
}

// Name is "prevention".
func (Prevention) Name() string  { return "prevention" }
func (Prevention) event() string { return "prevented" }

func (c Prevention) check(*act) []fault.Field {
	var f fields
	f.required("measures", c.Measures, 2000)
	f.required("planAmendment", c.PlanAmendment, 2000)
	return f
}

func (c Prevention) apply(a *act) error {
	if err := a.pass(c.Name()); err != nil {
		return err
	}
	a.Emergency.Prevention = &Prevented{At: a.Now, By: a.By.String(), Prevention: c}
	return nil
}
