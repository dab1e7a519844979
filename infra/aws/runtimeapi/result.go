//go:build unix

package runtimeapi

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"
)

// Result is what came of an event.
type Result struct {
	RequestID string
	Payload   []byte
	// Failed tells that the payload is an error: {"errorType", "errorMessage"}.
	// Lambda says so by the header X-Amz-Function-Error.
	Failed   bool
	Init     time.Duration // from the process's start until it asked; 0 when it was warm
	Duration time.Duration // from the event until its answer
	PID      int
	PeakKB   int // most memory that the process ever had; 0 where that cannot be told
}

// ErrorType is the name of a failure, by which state machines retry; "" for none.
func (r Result) ErrorType() string {
	var e struct{ ErrorType string }
	if !r.Failed || json.Unmarshal(r.Payload, &e) != nil {
		return ""
	}
	return e.ErrorType
}

func failure(id, kind, message string) Result {
	body, _ := json.Marshal(map[string]string{"errorType": kind, "errorMessage": message}) // two strings: cannot fail
	return Result{RequestID: id, Failed: true, Payload: body}
}

// PeakKB is the most memory that a living process ever had, in kilobytes. Only
// Linux tells.
func PeakKB(pid int) (int, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, err
	}
	_, rest, found := strings.Cut(string(text), "VmHWM:")
	var kb int
	if !found {
		return 0, errors.New("no peak memory is told")
	}
	_, err = fmt.Sscan(rest, &kb)
	return kb, err
}

// newID is a random UUID.
func newID() string {
	var b [16]byte
	rand.Read(b[:])
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	x := hex.EncodeToString(b[:])
	return strings.Join([]string{x[:8], x[8:12], x[12:16], x[16:20], x[20:]}, "-")
}

// trace is the id of a trace that is not sampled.
func trace(at time.Time) string {
	var b [20]byte
	rand.Read(b[:])
	x := hex.EncodeToString(b[:])
	return fmt.Sprintf("Root=1-%08x-%s;Parent=%s;Sampled=0", at.Unix(), x[:24], x[24:])
}
