//go:build unix

package emulator

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"
)

// Require skips a test that has no interpreter to start stand-ins with.
func Require(t testing.TB) {
	t.Helper()
	if os.Getenv(PythonVariable) == "" {
		t.Skip(PythonVariable + " is not set: make test-aws and make e2e install the emulator and set it")
	}
}

// Stopped stops a stand-in with the test, and shows its log when that has failed.
func Stopped(t testing.TB, e *Emulator) {
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("end of the log of %s:\n%s", e.Endpoint, e.Log())
		}
		if err := e.Stop(); err != nil {
			t.Error(err)
		}
	})
}

func post(ctx context.Context, url, body string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		return err
	}
	r, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer r.Body.Close()
	if r.StatusCode >= 300 {
		return fmt.Errorf("POST %s: %s", url, r.Status)
	}
	return nil
}
