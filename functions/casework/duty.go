package casework

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/desk"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
)

// ahead is how far the gaps of a rota are looked for.
const ahead = 7 * 24 * time.Hour

// registerDuty adds the calls about duty rotas.
func (h *Handler) registerDuty(api huma.API) {
	add := func(id, method, summary string, may func(complaint.Actor) error) huma.Operation {
		op := web.Call(id, method, "/v1/duty/{unit}", summary, "staff")
		op.Middlewares = huma.Middlewares{web.Guard(api, h.Authenticate, may)}
		return op
	}
	huma.Register(api, add("readDuty", http.MethodGet, "Read who is on duty in a unit, its rota and the gaps of the coming week", mayReadDuty), h.readDuty)
	huma.Register(api, add("setDuty", http.MethodPut, "Set the duty rota of a unit in place of the policy's", maySetDuty), h.setDuty)
	huma.Register(api, add("unsetDuty", http.MethodDelete, "Let the policy's duty rota of a unit hold again", maySetDuty), h.unsetDuty)
}

func maySetDuty(by complaint.Actor) error {
	if by.Role == complaint.Supervisor || by.Role == complaint.Admin {
		return nil
	}
	return fault.New(fault.Denied, fault.Say("your role may not set duty rotas", "您的角色不能设置值班表"))
}

func mayReadDuty(by complaint.Actor) error {
	if by.Role == complaint.Auditor || maySetDuty(by) == nil {
		return nil
	}
	return fault.New(fault.Denied, fault.Say("your role may not read duty rotas", "您的角色不能查看值班表"))
}

// Duty is the rota of a unit as it is in force.
type Duty struct {
	Unit string      `json:"unit"`
	Name policy.Text `json:"name"`
	// Version counts what was stored for the unit; 0 when nothing was.
	Version int64  `json:"version"`
	Source  string `json:"source" enum:"policy,store,none" doc:"where the rota comes from"`
	// SetAt and SetBy are of what was stored last.
	SetAt time.Time `json:"setAt,omitzero"`
	SetBy string    `json:"setBy,omitempty"`
	policy.Roster
	Rostered bool         `json:"rostered" doc:"false: the unit is told in its inbox"`
	OnDuty   []string     `json:"onDuty" doc:"the people on duty now"`
	Gaps     []policy.Gap `json:"gaps" doc:"when in the coming 7 days a rostered unit has nobody on duty"`
}

type dutyIn struct {
	web.Staff
	Unit string `path:"unit"`
}

type setDutyIn struct {
	web.Staff
	web.Idempotent
	Unit    string `path:"unit"`
	IfMatch string `header:"If-Match" doc:"the version that the caller has seen, 0 when nothing was stored"`
	Body    policy.Roster
}

type unsetDutyIn struct {
	web.Staff
	web.Idempotent
	Unit    string `path:"unit"`
	IfMatch string `header:"If-Match" doc:"the version that the caller has seen"`
}

// reach knows the caller and makes sure that the unit is within their scope;
// any other does not exist.
func (h *Handler) reach(caller web.Staff, unit string) (complaint.Actor, error) {
	by, err := h.Authenticate(caller.Authorization)
	if err != nil {
		return by, err
	}
	if _, ok := h.Desk.Policy.Unit(unit); !ok || !h.Desk.Policy.Within(unit, by.Unit) {
		return by, fault.New(fault.NotFound, fault.Say("there is no such unit", "没有此单位"))
	}
	return by, nil
}

func (h *Handler) readDuty(ctx context.Context, in *dutyIn) (*web.Reply[Duty], error) {
	if _, err := h.reach(in.Staff, in.Unit); err != nil {
		return nil, err
	}
	stored, err := h.Desk.StoredRota(ctx, in.Unit)
	if err != nil {
		return nil, err
	}
	return h.duty(ctx, stored)
}

func (h *Handler) setDuty(ctx context.Context, in *setDutyIn) (*web.Reply[Duty], error) {
	return h.order(ctx, in.Staff, in.IdempotencyKey, in.IfMatch, desk.RotaOrder{Unit: in.Unit, Roster: &in.Body})
}

func (h *Handler) unsetDuty(ctx context.Context, in *unsetDutyIn) (*web.Reply[Duty], error) {
	return h.order(ctx, in.Staff, in.IdempotencyKey, in.IfMatch, desk.RotaOrder{Unit: in.Unit})
}

// order carries out an order about a rota.
func (h *Handler) order(ctx context.Context, caller web.Staff, key, ifMatch string, o desk.RotaOrder) (_ *web.Reply[Duty], err error) {
	if o.By, err = h.reach(caller, o.Unit); err != nil {
		return nil, err
	}
	if o.Expect, err = web.IfMatch(ifMatch); err != nil {
		return nil, err
	}
	call := web.Request{Scope: o.By.String() + " duty " + o.Unit, Key: key, Body: o.Roster}
	return web.Once(ctx, h.Desk.Store, h.Desk.Now(), call, func(web.Claim[Duty]) (*web.Reply[Duty], error) {
		// No claim is committed: the same order again has no second effect.
		stored, err := h.Desk.SetRota(ctx, o)
		if err != nil {
			return nil, err
		}
		return h.duty(ctx, stored)
	})
}

// duty shows the rota of a unit, given what is stored for it. What lies before
// now is past, and no gap any more.
func (h *Handler) duty(ctx context.Context, stored complaint.StoredRota) (*web.Reply[Duty], error) {
	rota, err := h.Desk.Duty(ctx)
	if err != nil {
		return nil, err
	}
	unit, now := stored.Unit, h.Desk.Instant()
	u, _ := h.Desk.Policy.Unit(unit)
	d := Duty{Unit: unit, Name: u.Name, Version: stored.Version, SetAt: stored.At, SetBy: stored.By, Source: "none", OnDuty: []string{}, Gaps: []policy.Gap{}}
	roster, ok := rota.Roster(unit)
	switch {
	case len(stored.Doc) > 0:
		d.Source = "store"
	case ok:
		d.Source = "policy"
	}
	d.Roster = roster
	if d.Shifts == nil {
		d.Shifts = []policy.Shift{}
	}
	people, rostered := rota.OnDuty(unit, now)
	d.Rostered = rostered
	d.OnDuty = append(d.OnDuty, people...)
	d.Gaps = append(d.Gaps, rota.Gaps(unit, now, now.Add(ahead))...)
	return &web.Reply[Duty]{Status: http.StatusOK, ETag: web.ETag(stored.Version), Body: web.BodyOf(d)}, nil
}
