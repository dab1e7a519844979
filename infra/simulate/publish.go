package simulate

import (
	"context"
	"time"

	"github.com/redress/redress/shared/complaint"
)

// publish brings another version of the policy into force. Open cases adopt its
// limits one after the other, as an operator lets them; its calendar holds for all
// of them by itself.
func (w *world) publish() {
	if !w.faults.hit(Publish, nobody, w.now) {
		return
	}
	w.version = otherLimit + w.faults.draw(versions-otherLimit, nobody, w.now)
	w.publishedAt = w.now
	w.tell("policy %s comes into force", w.company.shelves[w.version].Present.ID())
	if err := w.boot(); err != nil {
		panic("simulate: " + err.Error()) // it was put together before
	}
	if w.version == otherCalendar {
		return
	}
	page, err := w.db.List(w.ctx, complaint.Query{Open: true, Limit: 1000})
	if err != nil {
		panic("simulate: " + err.Error()) // a store in memory
	}
	for i, c := range page.Cases {
		w.agenda.plan(w.now.Add(time.Duration(60+i)*time.Second), func() { w.adopt(c.Reference, 0) })
	}
}

// adopt moves a case to the version in force. What fails is tried again.
func (w *world) adopt(reference string, try int) {
	err := w.invoke("adopt", w.subjectOf(reference), func(ctx context.Context) error {
		_, err := w.system.adopt.Adopt(ctx, reference)
		return err
	})
	if err != nil && try < 20 {
		w.agenda.plan(w.now.Add(time.Minute), func() { w.adopt(reference, try+1) })
	}
}
