package asl

import (
	"encoding/json"
	"errors"
	"fmt"
)

func array(args []any, _ scope) (any, error) {
	return args, nil
}

// arrayPartition cuts an array into chunks, of which the last may be shorter.
func arrayPartition(args []any, _ scope) (any, error) {
	l, errL := arrayArg(args, 0)
	size, errS := intArg(args, 1)
	if err := errors.Join(errL, errS); err != nil {
		return nil, err
	}
	if size <= 0 {
		return nil, errors.New("the size of a chunk must be positive")
	}
	chunks := []any{}
	for len(l) > 0 {
		n := min(size, int64(len(l)))
		chunks = append(chunks, l[:n:n])
		l = l[n:]
	}
	return chunks, nil
}

func arrayContains(args []any, _ scope) (any, error) {
	l, err := arrayArg(args, 0)
	return contains(l, args[1]), err
}

func contains(l []any, v any) bool {
	for _, e := range l {
		if equal(e, v) {
			return true
		}
	}
	return false
}

// arrayRange counts from the first number to the last, inclusive, up or down.
func arrayRange(args []any, _ scope) (any, error) {
	const most = 1000
	first, errF := intArg(args, 0)
	last, errL := intArg(args, 1)
	step, errS := intArg(args, 2)
	if err := errors.Join(errF, errL, errS); err != nil {
		return nil, err
	}
	if step == 0 {
		return nil, errors.New("the step must not be zero")
	}
	l := []any{}
	for n := first; step > 0 && n <= last || step < 0 && n >= last; n += step {
		if len(l) == most {
			return nil, fmt.Errorf("the array would have more than %d items", most)
		}
		l = append(l, number(n))
		if next := n + step; (next > n) != (step > 0) {
			break // beyond the largest integer
		}
	}
	return l, nil
}

func arrayGetItem(args []any, _ scope) (any, error) {
	l, errL := arrayArg(args, 0)
	i, errI := intArg(args, 1)
	if err := errors.Join(errL, errI); err != nil {
		return nil, err
	}
	if i < 0 || i >= int64(len(l)) {
		return nil, fmt.Errorf("there is no item %d in an array of %d", i, len(l))
	}
	return l[i], nil
}

func arrayLength(args []any, _ scope) (any, error) {
	l, err := arrayArg(args, 0)
	return number(int64(len(l))), err
}

// arrayUnique keeps the first of equal items.
func arrayUnique(args []any, _ scope) (any, error) {
	l, err := arrayArg(args, 0)
	unique := []any{}
	alike := map[any][]any{} // what could be equal, to compare with less
	for _, e := range l {
		k := likeness(e)
		if !contains(alike[k], e) {
			alike[k], unique = append(alike[k], e), append(unique, e)
		}
	}
	return unique, err
}

// likeness is the same for equal values, and mostly differs for others.
func likeness(v any) any {
	switch v := v.(type) {
	case json.Number:
		return float(v)
	case []any:
		return [1]int{len(v)}
	case *object:
		return [2]int{len(v.keys)}
	}
	return v
}
