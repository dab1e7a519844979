package policy

import "slices"

// Throttle bounds how many notices of one kind a recipient gets at one time.
type Throttle struct {
	// Singles is how many are sent one by one; when there are more, they are
	// bundled.
	Singles int
	// Bundle is how many cases one bundle names at most.
	Bundle int
	// Alone are the kinds that are never bundled: each of them asks for a
	// deed of its own at once.
	Alone []string
}

// Bundles tells whether so many notices of a kind to one recipient are bundled.
func (t Throttle) Bundles(kind string, n int) bool {
	return n > t.Singles && !slices.Contains(t.Alone, kind)
}

// defaultThrottle holds where a pack says nothing.
var defaultThrottle = Throttle{Singles: 20, Bundle: 1000, Alone: []string{"dispatched", "major"}}

// maxBundle keeps a bundle within what a topic takes, 256 KiB.
const maxBundle = 5000

func (l *loader) readThrottle(n node) {
	t := defaultThrottle
	f := n.fields("singles", "bundle", "alone")
	if f["singles"].given() {
		t.Singles = f["singles"].number("throttle.singles", 1)
	}
	if f["bundle"].given() {
		t.Bundle = f["bundle"].number("throttle.bundle", 2)
	}
	if t.Bundle > maxBundle {
		f["bundle"].fail("throttle.bundle must be at most %d, or no topic takes the notice", maxBundle)
	}
	if f["alone"].given() {
		t.Alone = nil
		for _, item := range f["alone"].items() {
			t.Alone = append(t.Alone, item.oneOf("kind of notice", noticeKinds()))
		}
	}
	l.policy.Throttle = t
}
