package whatif

import (
	"context"

	"github.com/redress/redress/shared/complaint"
)

// trial is one case on both sides.
type trial struct {
	stored     *complaint.Case
	own, draft *complaint.Rerun
	// standing is how the own side compares with what is stored.
	standing standing
	// differs names the members in which it is otherwise.
	differs []string
}

// standing is how far a replay under a case's own policy can be relied on.
type standing int

const (
	unproven  standing = iota // as-of lies before the end of its record
	proven                    // it gives the stored case
	sweptLate                 // it does when time acts as late as it did
	differing                 // the stored case does not follow from its record
)

// try replays a case on both sides and adds what comes of it.
func (t *tally) try(ctx context.Context, src Source, c *complaint.Case) error {
	if _, err := t.spec.PolicyOf(c.PolicyID); err != nil {
		return err
	}
	events, err := record(ctx, src, c)
	if err != nil {
		return err
	}
	until := len(events)
	for until > 0 && events[until-1].At.After(t.spec.AsOf) {
		until--
	}
	one := trial{
		stored: c,
		own:    complaint.Replay(c, events[:until], t.spec.PolicyOf),
		draft:  complaint.Replay(c, events[:until], complaint.Under(t.spec.Draft)),
	}
	if until == len(events) && one.own.Stopped == nil {
		one.prove(events, t.spec.PolicyOf)
	}
	one.own.Advance(t.spec.AsOf)
	one.draft.Advance(t.spec.AsOf)
	t.add(one)
	return nil
}

// record reads the events of a case up to the version that was read.
func record(ctx context.Context, src Source, c *complaint.Case) ([]complaint.Event, error) {
	const most = 1000
	events := make([]complaint.Event, 0, c.Events)
	for len(events) < c.Events {
		more, err := src.Events(ctx, c.Reference, len(events), min(most, c.Events-len(events)))
		if err != nil {
			return nil, err
		}
		if len(more) == 0 {
			break // the replay will stop, and say so
		}
		events = append(events, more...)
	}
	return events, nil
}

// prove compares the replay with what is stored.
func (one *trial) prove(events []complaint.Event, policyOf complaint.PolicyOf) {
	one.standing = proven
	if one.differs = complaint.Differences(one.stored, one.own.Case); one.differs == nil {
		return
	}
	one.standing = sweptLate
	again := complaint.Retrace(one.stored, events, policyOf)
	if again.Stopped != nil || complaint.Differences(one.stored, again.Case) != nil {
		one.standing = differing
	}
}
