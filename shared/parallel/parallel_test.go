package parallel_test

import (
	"errors"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redress/redress/shared/parallel"
)

func TestAFailureStopsNobody(t *testing.T) {
	bad := errors.New("bad")
	var done atomic.Int32
	err := parallel.Each(4, []int{1, 2, 3, 4, 5}, func(i int) error {
		done.Add(1)
		if i%2 == 0 {
			return bad
		}
		return nil
	})
	if done.Load() != 5 || !errors.Is(err, bad) {
		t.Errorf("%d done, err %v; want 5 and bad", done.Load(), err)
	}
}

func TestWidthIsABound(t *testing.T) {
	var now, most atomic.Int32
	_ = parallel.Each(3, make([]int, 30), func(int) error {
		most.Store(max(most.Load(), now.Add(1)))
		time.Sleep(time.Millisecond)
		now.Add(-1)
		return nil
	})
	if most.Load() > 3 {
		t.Errorf("%d at a time, want at most 3", most.Load())
	}
}

func TestWidthOneKeepsTheOrder(t *testing.T) {
	var got []int
	_ = parallel.Each(0, []int{3, 1, 2}, func(i int) error { got = append(got, i); return nil })
	if !slices.Equal(got, []int{3, 1, 2}) {
		t.Errorf("order %v", got)
	}
}

func TestAPanicOfOneByOneIsTheCallers(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("the panic did not come through")
		}
	}()
	_ = parallel.Each(1, []int{1}, func(int) error { panic("crash") })
}
