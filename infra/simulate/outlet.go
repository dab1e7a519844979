package simulate

import (
	"context"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/notice"
)

// outlet is what is visible outside: the topic of notices, and the messenger.
type outlet struct{ w *world }

// Publish takes a notice.
func (o outlet) Publish(_ context.Context, n complaint.Notice) error {
	return o.take(o.w.subjectOf(n.Reference), "notice/"+n.ID, func() {
		if o.w.spec.broken.hides(n) {
			return
		}
		o.w.told.notice(o.w.now, n)
		if again, wanted := o.w.spec.broken.repeats(n); wanted {
			o.w.told.notice(o.w.now, again)
		}
	})
}

// Send takes a letter.
func (o outlet) Send(_ context.Context, l notice.Letter) error {
	return o.take(o.w.subjectOf(l.Reference), "message/"+l.ID, func() { o.w.told.letter(o.w.now, l) })
}

// take takes what an effect sends. Meanwhile the stream may bring the effect again.
func (o outlet) take(subject int, key string, take func()) error {
	if err := o.w.before(subject, Outlet); err != nil {
		return err
	}
	if o.w.faults.hit(Overlap, subject, o.w.now) {
		o.w.deliver([]string{key})
	}
	take()
	return o.w.after(subject, Outlet)
}

func (w *world) subjectOf(reference string) int { return w.store.subject(reference) }
