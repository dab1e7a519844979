package asl

import "errors"

func mathAdd(args []any, _ scope) (any, error) {
	a, errA := intArg(args, 0)
	b, errB := intArg(args, 1)
	sum := a + b
	if err := errors.Join(errA, errB); err != nil {
		return nil, err
	}
	if (sum > a) != (b > 0) && b != 0 {
		return nil, errors.New("the sum is too large")
	}
	return number(sum), nil
}

// mathRandom draws from start, inclusive, to end, exclusive. The same seed
// gives the same number.
func mathRandom(args []any, s scope) (any, error) {
	start, errA := intArg(args, 0)
	end, errB := intArg(args, 1)
	draw := s.random
	var errC error
	if len(args) == 3 {
		var seed int64
		seed, errC = intArg(args, 2)
		draw = func() uint64 { return scramble(uint64(seed)) }
	}
	if err := errors.Join(errA, errB, errC); err != nil {
		return nil, err
	}
	if start >= end {
		return nil, errors.New("the start must be less than the end")
	}
	// An unsigned difference holds every range of two signed numbers.
	return number(start + int64(draw()%(uint64(end)-uint64(start)))), nil
}

// scramble is the finaliser of splitmix64: it spreads neighbouring seeds.
func scramble(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
