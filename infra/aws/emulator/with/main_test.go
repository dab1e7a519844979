//go:build unix

package main

import (
	"testing"

	"github.com/redress/redress/infra/aws/emulator"
)

func TestItEndsAsItsCommand(t *testing.T) {
	emulator.Require(t)
	for _, c := range []struct {
		name    string
		command []string
		want    int
	}{
		{"a command that finds the endpoint", []string{"sh", "-c", `case $DYNAMO_ENDPOINT in http://127.0.0.1:*) ;; *) exit 9;; esac`}, 0},
		{"a command that fails", []string{"sh", "-c", "exit 7"}, 7},
		{"a command that is not there", []string{"/no/such/command"}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := run(t.Context(), c.command); got != c.want {
				t.Errorf("code = %d, want %d", got, c.want)
			}
		})
	}
}

func TestNoCommandIsAMistake(t *testing.T) {
	if got := run(t.Context(), nil); got != 2 {
		t.Errorf("code = %d, want 2", got)
	}
}
