package await

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/redress/redress/shared/complaint"
)

// ticket is what is stored of a waiting task: its token, and what the answer
// must give back to the execution.
type ticket struct {
	n     int // of the execution
	steps int // that it has taken when the task is done
	token string
}

// String is the ticket as it is stored. Tokens hold no spaces.
func (t ticket) String() string {
	return strconv.Itoa(t.n) + " " + strconv.Itoa(t.steps) + " " + t.token
}

// ticketOf reads a stored ticket. A token by itself is one of the first
// execution.
func ticketOf(stored string) ticket {
	parts := strings.SplitN(stored, " ", 3)
	if len(parts) < 3 {
		return ticket{token: stored}
	}
	n, _ := strconv.Atoi(parts[0])
	steps, _ := strconv.Atoi(parts[1])
	return ticket{n: n, steps: steps, token: parts[2]}
}

// Answer gives the token of the task that waits, from what is stored of it, and
// what to resume it with.
func Answer(stored string, next complaint.Step) (token string, output json.RawMessage, err error) {
	t := ticketOf(stored)
	output, err = json.Marshal(Out{Next: next, Steps: t.steps})
	return t.token, output, err
}
