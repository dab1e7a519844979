package complaint

import (
	"slices"

	"github.com/redress/redress/shared/fault"
)

// Repair is the order by which a matter was handed to the partner who owns it,
// such as a fault to repair dispatch, and how far that has come.
type Repair struct {
	Partner string      `json:"partner"` // id, of the policy
	State   RepairState `json:"state"`
	At      Instant     `json:"at"` // of the state
	Note    string      `json:"note,omitempty"`
}

// RepairState is how far an order has come.
type RepairState string

// The states, in their order; the last two end the order.
const (
	RepairPlaced    RepairState = "ordered"
	CrewOnTheWay    RepairState = "accepted"
	CrewArrived     RepairState = "arrived"
	SupplyRestored  RepairState = "restored"
	RepairCancelled RepairState = "cancelled"
)

var repairStates = []RepairState{RepairPlaced, CrewOnTheWay, CrewArrived, SupplyRestored, RepairCancelled}

// ends tells whether nothing more comes of an order in the state.
func (s RepairState) ends() bool { return s == SupplyRestored || s == RepairCancelled }

// refer closes a matter that another function owns, and hands it to the partner
// for that where the policy has one.
func (a *act) refer(function string) {
	a.close(Referred, function)
	if p, ok := a.Policy.PartnerFor(function); ok {
		a.Repair = &Repair{Partner: p.ID, State: RepairPlaced, At: a.Now}
		a.tellPartner(PartnerPost{Partner: p.ID, Type: RepairOrdered})
	}
}

// RepairProgress is the partner's word of how an order goes. One that is behind
// what is known changes nothing: words may come twice or in another order.
type RepairProgress struct {
	State RepairState `json:"state" enum:"accepted,arrived,restored,cancelled"`
	At    Instant     `json:"at" doc:"when it came to that"`
	Note  string      `json:"note,omitempty" maxLength:"1000" doc:"for the customer, where the order is cancelled"`
}

// Name is "repair-progress".
func (RepairProgress) Name() string  { return "repair-progress" }
func (RepairProgress) event() string { return "repair-progressed" }

func (c RepairProgress) check(a *act) []fault.Field {
	var f fields
	f.oneOf("state", string(c.State), string(CrewOnTheWay), string(CrewArrived), string(SupplyRestored), string(RepairCancelled))
	f.must("at", !c.At.IsZero(), fault.Say("is required", "必填"))
	f.happened("at", c.At, a)
	f.limit("note", c.Note, 1000)
	f.must("note", c.State != RepairCancelled || c.Note != "", fault.Say("is required of a cancelled order", "取消抢修单须说明原因"))
	return f
}

func (c RepairProgress) done(k *Case) bool {
	if k.Repair == nil || k.Repair.State.ends() && c.State.ends() && c.State != k.Repair.State {
		return false
	}
	return slices.Index(repairStates, c.State) <= slices.Index(repairStates, k.Repair.State)
}

// apply tells the customer where the policy has words for the state. It fails with
// Conflict when there is no such order of the partner, or it has ended otherwise.
func (c RepairProgress) apply(a *act) error {
	switch {
	case a.Repair == nil || a.Repair.Partner != a.By.ID:
		return a.illegal(fault.Say("no order about this case went to this partner", "本工单未派发给该合作单位"))
	case a.Repair.State.ends():
		state := string(a.Repair.State)
		return a.illegal(fault.Say("the order has ended as "+state, "抢修单已结束（"+nameIn(valueNames["state"], state).ZH+"）"))
	}
	a.Repair.State, a.Repair.At, a.Repair.Note = c.State, Second(c.At), c.Note
	a.inform("repair."+string(c.State), map[string]string{"reason": clause(c.Note)})
	return nil
}
