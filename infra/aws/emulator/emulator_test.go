//go:build unix

package emulator

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"
)

func TestStandInsServeAndLeaveNothing(t *testing.T) {
	Require(t)
	for name, start := range map[string]func() (*Emulator, error){
		"the emulator":    func() (*Emulator, error) { return Start(t.Context(), Config{}) },
		"the interpreter": func() (*Emulator, error) { return StartInterpreter(t.Context(), "", "9") },
	} {
		t.Run(name, func(t *testing.T) {
			e, err := start()
			if err != nil {
				t.Fatal(err)
			}
			if !listens(e.Port)() {
				t.Error("nobody listens")
			}
			if err := e.Stop(); err != nil {
				t.Fatal(err)
			}
			if listens(e.Port)() {
				t.Error("the port is still open")
			}
			if !gone(e.Group()) {
				t.Error("a process is left")
			}
			if _, err := os.Stat(e.dir); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("the folder %s is left", e.dir)
			}
		})
	}
}

func TestAMissingPackageIsTold(t *testing.T) {
	_, err := Start(t.Context(), Config{Python: "/bin/false"})
	if err == nil || !strings.Contains(err.Error(), "has ended") {
		t.Errorf("error = %v, want that the interpreter has ended", err)
	}
}
