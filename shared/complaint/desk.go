package complaint

import "github.com/redress/redress/shared/fault"

// Acknowledgement says that somebody has taken the warning or breach up: the
// repeats stop for the policy's time and go on after it.
type Acknowledgement struct{}

// Name is "acknowledgement".
func (Acknowledgement) Name() string             { return "acknowledgement" }
func (Acknowledgement) event() string            { return "acknowledged" }
func (Acknowledgement) check(*act) []fault.Field { return nil }

func (Acknowledgement) apply(a *act) error {
	until, err := a.Policy.Calendar.Due(a.Now, a.Policy.Acknowledged)
	if err != nil {
		return internal(err, "compute the end of the acknowledgement")
	}
	a.AcknowledgedUntil = until.At
	for i := range a.Clocks {
		if k := &a.Clocks[i]; k.Rung > 0 && !k.ClimbAt.IsZero() {
			a.putOff(k, a.AcknowledgedUntil)
		}
	}
	return nil
}

// Note is a remark on the case for the company's own eyes.
type Note struct {
	Text string `json:"text"`
}

// Name is "note".
func (Note) Name() string  { return "note" }
func (Note) event() string { return "noted" }

func (c Note) check(*act) []fault.Field {
	var f fields
	f.required("text", c.Text, 4000)
	return f
}

func (c Note) apply(*act) error { return nil }
