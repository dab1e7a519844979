// Package asltest plays state machines with scripted functions, in virtual
// time: hours of waiting take no time, and every instant is exact.
//
// Vocabulary. A script says for each function what it does at its first call,
// its second, and so on; the last behaviour repeats. A behaviour returns a
// value or fails, perhaps after a while, and may answer its token later: with a
// success, a failure or heartbeats. [Play] runs an execution to its end, or to
// where nothing more can happen, and returns all there is to see of it.
//
// The package does not judge results; that is for the tests that use it.
package asltest

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/redress/redress/shared/asl"
)

// Script is what the functions do, by name.
type Script map[string][]Behaviour

// Behaviour is what a function does when it is called.
type Behaviour struct {
	// Return is the answer, null when absent, unless Error is set.
	Return json.RawMessage `json:"return"`
	Error  *struct {
		Type    string `json:"type"`
		Message string `json:"message"`
	} `json:"error"`
	// SleepMs is how long the function takes.
	SleepMs int64 `json:"sleepMs"`
	// Callback is what happens under the token of the call.
	Callback []Callback `json:"callback"`
}

// Callback is an answer or a heartbeat, some time after the call began.
type Callback struct {
	AfterMs int64           `json:"afterMs"`
	Success json.RawMessage `json:"success"`
	Failure *struct {
		Error string `json:"error"`
		Cause string `json:"cause"`
	} `json:"failure"`
	Heartbeat bool `json:"heartbeat"`
}

// ARN is the ARN that stands for a scripted function.
func ARN(function string) string {
	return "arn:aws:lambda:us-east-1:123456789012:function:" + function
}

// Parse reads a definition with placeholders. ${F:x} is the ARN of function x.
// Any other ${X} is taken for the name of a function: where it is a whole
// Resource it becomes that function's ARN, elsewhere it becomes X.
func Parse(definition []byte) (*asl.Machine, error) {
	resource := regexp.MustCompile(`("Resource"\s*:\s*")\$\{([A-Za-z0-9_-]+)\}"`)
	definition = resource.ReplaceAll(definition, []byte(`${1}$${F:${2}}"`))
	values := map[string]string{}
	for _, name := range asl.Placeholders(definition) {
		if function, ok := strings.CutPrefix(name, "F:"); ok {
			values[name] = ARN(function)
		} else {
			values[name] = name
		}
	}
	definition, err := asl.Substitute(definition, values)
	if err != nil {
		return nil, err
	}
	return asl.Parse(definition)
}

var relative = regexp.MustCompile(`"@now([+-]\d+(?:ms|s|m|h))?([+-]\d{2}:\d{2}|Z)?"`)

// Instants replaces every string such as "@now+2s" by that instant, counted
// from start. A zone behind it, as in "@now+2s+02:00", is the offset in which
// the instant is written.
func Instants(input []byte, start time.Time) ([]byte, error) {
	var failure error
	replaced := relative.ReplaceAllFunc(input, func(m []byte) []byte {
		parts := relative.FindSubmatch(m)
		at := start.UTC()
		if len(parts[1]) > 0 {
			d, err := time.ParseDuration(string(parts[1]))
			if err != nil {
				failure = fmt.Errorf("input %s: %w", m, err)
			}
			at = at.Add(d)
		}
		if zone := string(parts[2]); zone != "" && zone != "Z" {
			t, err := time.Parse("-07:00", zone)
			if err != nil {
				failure = fmt.Errorf("input %s: %w", m, err)
			}
			at = at.In(t.Location())
		}
		return []byte(`"` + at.Format("2006-01-02T15:04:05.000Z07:00") + `"`)
	})
	return replaced, failure
}
