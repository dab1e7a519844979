package reconciliation_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/redress/redress/functions/reconciliation"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// torn is a store that cannot list open cases.
type torn struct {
	complaint.Store
	kind fault.Kind
}

func (s torn) List(ctx context.Context, q complaint.Query) (complaint.Page, error) {
	if q.Open {
		return complaint.Page{}, fault.Wrap(s.kind, errors.New("a torn page"), "list cases")
	}
	return s.Store.List(ctx, q)
}

func TestAStoreThatCannotBeReadIsAnAlarmAndStopsNoOtherPass(t *testing.T) {
	h := open(t, "2026-03-10 09:00")
	h.submit()
	h.at("2026-03-12 00:30")
	h.desk.Store = torn{h.desk.Store, fault.Internal}
	out, err := h.handler.Handle(t.Context(), reconciliation.In{})
	if err == nil || out.Stopped != nil || out.AddsUp || out.Unchecked != 2 || out.Due == 0 {
		t.Errorf("out %+v, %v; want the day told, and two passes broken off", out, err)
	}
	h.desk.Store = h.db
	h.deliver()
	if n := h.notices[len(h.notices)-1]; n.Kind != "alarm" || !strings.Contains(n.Text, "未能核对2") || len(n.References) != 0 {
		t.Errorf("notice %+v, want an alarm", n)
	}
}

func TestAStoreThatIsBusyIsAskedAgain(t *testing.T) {
	h := open(t, "2026-03-10 09:00")
	h.submit()
	h.at("2026-03-12 00:30")
	h.desk.Store = torn{h.desk.Store, fault.Busy}
	out, err := h.handler.Handle(t.Context(), reconciliation.In{})
	if !fault.Is(err, fault.Busy) || out.Stopped == nil || out.Stopped.Pass != "repair" {
		t.Errorf("out %+v, %v; want to be asked again", out, err)
	}
}
