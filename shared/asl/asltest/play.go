package asltest

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/redress/redress/shared/asl"
)

// Result is all there is to see of an execution.
type Result struct {
	Status asl.Status      `json:"status"`
	Output json.RawMessage `json:"output"` // null unless it succeeded
	Error  *string         `json:"error"`  // null where there is none
	Cause  *string         `json:"cause"`
	// States are the states entered, Types the types of all history events.
	States []string `json:"states"`
	Types  []string `json:"types"`
	// Calls counts the calls of each function, Payload is what its first call
	// got, DistinctTokens how many different tokens its calls got.
	Calls          map[string]int             `json:"calls"`
	Payload        map[string]json.RawMessage `json:"payload"`
	DistinctTokens map[string]int             `json:"distinctTokens"`
	ElapsedMs      int64                      `json:"elapsedMs"`
}

// Play runs one execution of the machine from start on. An execution that
// waits for a token that nobody answers is left RUNNING.
func Play(m *asl.Machine, input json.RawMessage, script Script, start time.Time) (Result, error) {
	start = start.UTC().Truncate(time.Millisecond)
	x, err := m.New("play", input, start)
	if err != nil {
		return Result{}, err
	}
	x.Machine = "machine"
	p := &play{script: script, now: start, calls: map[string]*record{}, random: rand.New(rand.NewPCG(1, 2))}
	for {
		if err := m.Step(context.Background(), x, p.now, p.world()); err != nil {
			return Result{}, err
		}
		next := x.WakeAt
		if len(p.callbacks) > 0 && (next.IsZero() || !p.callbacks[0].at.After(next)) {
			next = p.callbacks[0].at
		}
		if x.Status != asl.Running || next.IsZero() {
			return p.result(x, start), nil
		}
		if next.After(p.now) {
			p.now = next
		}
		// At one instant answers come before time-outs.
		p.deliver(m, x)
	}
}

// play is the virtual world of one execution.
type play struct {
	script    Script
	now       time.Time
	calls     map[string]*record
	callbacks []delivery // by instant
	tokens    int
	random    *rand.Rand
}

// record is what was seen of one function.
type record struct {
	key     string // the name as the script spells it
	count   int
	payload json.RawMessage
	tokens  map[string]bool
}

// delivery is a callback with its token and its instant.
type delivery struct {
	Callback
	token string
	at    time.Time
}

func (p *play) world() asl.World {
	return asl.World{
		Invoke: p.invoke,
		Random: p.random.Uint64,
		NewToken: func() string {
			p.tokens++
			return fmt.Sprintf("token-%d", p.tokens)
		},
	}
}

func (p *play) invoke(_ context.Context, c asl.Call) (asl.Reply, error) {
	key, behaviours := p.script.find(c.Function)
	if len(behaviours) == 0 {
		return asl.Reply{}, asl.ErrNoFunction
	}
	seen := p.calls[key]
	if seen == nil {
		seen = &record{key: key, payload: slices.Clone(c.Payload), tokens: map[string]bool{}}
		p.calls[key] = seen
	}
	b := behaviours[min(seen.count, len(behaviours)-1)]
	seen.count++
	if c.Token != "" {
		seen.tokens[c.Token] = true
	}
	for _, callback := range b.Callback {
		p.callbacks = append(p.callbacks, delivery{callback, c.Token, p.now.Add(milliseconds(callback.AfterMs))})
	}
	slices.SortStableFunc(p.callbacks, func(a, b delivery) int { return a.at.Compare(b.at) })
	reply := asl.Reply{Payload: b.Return, After: milliseconds(b.SleepMs)}
	if b.Error != nil {
		return reply, &asl.TaskError{Type: b.Error.Type, Message: b.Error.Message}
	}
	return reply, nil
}

// find looks a function up by its name; a script may also spell it ${name} or
// as an ARN.
func (s Script) find(function string) (key string, behaviours []Behaviour) {
	for _, key := range slices.Sorted(maps.Keys(s)) {
		name := strings.TrimSuffix(strings.TrimPrefix(key, "${"), "}")
		if asl.FunctionName(name) == function {
			return key, s[key]
		}
	}
	return function, nil
}

// deliver sends the callbacks that are due. One that comes too late is lost, as
// it would be on AWS.
func (p *play) deliver(m *asl.Machine, x *asl.Execution) {
	for len(p.callbacks) > 0 && !p.callbacks[0].at.After(p.now) {
		c := p.callbacks[0]
		p.callbacks = p.callbacks[1:]
		switch {
		case c.Heartbeat:
			_ = m.Heartbeat(x, c.token, p.now)
		case c.Failure != nil:
			_ = m.Fail(x, c.token, c.Failure.Error, c.Failure.Cause, p.now)
		default:
			output := c.Success
			if len(output) == 0 {
				output = json.RawMessage("null")
			}
			_ = m.Succeed(x, c.token, output, p.now)
		}
	}
}

func (p *play) result(x *asl.Execution, start time.Time) Result {
	r := Result{
		Status: x.Status, Output: x.Output, States: x.States(),
		Calls: map[string]int{}, Payload: map[string]json.RawMessage{}, DistinctTokens: map[string]int{},
		ElapsedMs: p.now.Sub(start).Milliseconds(),
	}
	if x.Output == nil {
		r.Output = json.RawMessage("null")
	}
	if x.Error != "" {
		r.Error = &x.Error
	}
	if x.Cause != "" {
		r.Cause = &x.Cause
	}
	for _, e := range x.History {
		r.Types = append(r.Types, e.Type)
	}
	for key, seen := range p.calls {
		r.Calls[key], r.Payload[key] = seen.count, seen.payload
		if len(seen.tokens) > 0 {
			r.DistinctTokens[key] = len(seen.tokens)
		}
	}
	return r
}

func milliseconds(n int64) time.Duration {
	return time.Duration(n) * time.Millisecond
}
