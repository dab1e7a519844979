package asl

import (
	"errors"
	"fmt"
)

// intrinsics are all functions of the specification, with the number of
// arguments that each takes.
var intrinsics = map[string]intrinsic{
	"States.Format":         {1, -1, format},
	"States.StringToJson":   {1, 1, stringToJSON},
	"States.JsonToString":   {1, 1, jsonToString},
	"States.StringSplit":    {2, 2, stringSplit},
	"States.Base64Encode":   {1, 1, base64Encode},
	"States.Base64Decode":   {1, 1, base64Decode},
	"States.Hash":           {2, 2, hashOf},
	"States.Array":          {0, -1, array},
	"States.ArrayPartition": {2, 2, arrayPartition},
	"States.ArrayContains":  {2, 2, arrayContains},
	"States.ArrayRange":     {3, 3, arrayRange},
	"States.ArrayGetItem":   {2, 2, arrayGetItem},
	"States.ArrayLength":    {1, 1, arrayLength},
	"States.ArrayUnique":    {1, 1, arrayUnique},
	"States.JsonMerge":      {3, 3, jsonMerge},
	"States.MathRandom":     {2, 3, mathRandom},
	"States.MathAdd":        {2, 2, mathAdd},
	"States.UUID":           {0, 0, uuidOf},
}

// The argument readers below name the argument that does not fit.

func stringArg(args []any, i int) (string, error) {
	s, ok := args[i].(string)
	if !ok {
		return "", fmt.Errorf("argument %d must be a string, not %s", i+1, excerpt(args[i]))
	}
	return s, nil
}

func arrayArg(args []any, i int) ([]any, error) {
	l, ok := args[i].([]any)
	if !ok {
		return nil, fmt.Errorf("argument %d must be an array, not %s", i+1, excerpt(args[i]))
	}
	return l, nil
}

// intArg rounds a number to the nearest integer, as Step Functions does.
func intArg(args []any, i int) (int64, error) {
	n, ok := nearest(args[i])
	if !ok {
		return 0, fmt.Errorf("argument %d must be an integer, not %s", i+1, excerpt(args[i]))
	}
	return n, nil
}

func objectArg(args []any, i int) (*object, error) {
	o, ok := args[i].(*object)
	if !ok {
		return nil, fmt.Errorf("argument %d must be an object, not %s", i+1, excerpt(args[i]))
	}
	return o, nil
}

// textArg is a string within the limit that the encoding functions have.
func textArg(args []any, i int) (string, error) {
	const most = 10000
	s, err := stringArg(args, i)
	if err == nil && len([]rune(s)) > most {
		err = fmt.Errorf("argument %d is longer than %d characters", i+1, most)
	}
	return s, err
}

func jsonMerge(args []any, _ scope) (any, error) {
	a, errA := objectArg(args, 0)
	b, errB := objectArg(args, 1)
	if err := errors.Join(errA, errB); err != nil {
		return nil, err
	}
	if deep, ok := args[2].(bool); !ok || deep {
		return nil, errors.New("argument 3 must be false: Step Functions merges only the top level")
	}
	merged := a.clone()
	for _, k := range b.keys {
		merged.set(k, b.fields[k])
	}
	return merged, nil
}

func uuidOf(_ []any, s scope) (any, error) {
	return uuid(s.random), nil
}

// uuid is a version 4 UUID.
func uuid(random func() uint64) string {
	a, b := random(), random()
	a = a&^0xf000 | 0x4000
	b = b&^(0b11<<62) | 0b10<<62
	return fmt.Sprintf("%08x-%04x-%04x-%04x-%012x", a>>32, a>>16&0xffff, a&0xffff, b>>48, b&(1<<48-1))
}
