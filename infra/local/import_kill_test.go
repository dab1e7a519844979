package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/redress/redress/shared/sheet"
)

// letters writes a table of so many letters, each with words of its own, and gives
// its name. One in ten has no text, and is refused.
func letters(t testing.TB, name string, rows int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w, err := sheet.NewWriter(f, name)
	if err != nil {
		t.Fatal(err)
	}
	write := func(cells ...string) {
		if err := w.Write(cells); err != nil {
			t.Fatal(err)
		}
	}
	write("渠道", "受理内容", "户号", "用户姓名", "联系电话", "联系地址", "区域", "诉求")
	for n := range rows {
		text := fmt.Sprintf("我们村这两个月已经停了四次电，每次都没通知，要求解决。第%d封", n)
		if n%10 == 9 {
			text = ""
		}
		write("信函", text, fmt.Sprintf("%013d", n), "王某", fmt.Sprintf("139%08d", n), fmt.Sprintf("李村%d号", n), "demo", "查明原因并整改")
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestAnImportKilledAtAnyMoment kills an import with kill -9 at random moments
// and runs it again, until it comes to its end. No row is lost, and none is there
// twice.
func TestAnImportKilledAtAnyMoment(t *testing.T) {
	if testing.Short() {
		t.Skip("kills the program many times: left out by -short")
	}
	const rows = 3000
	file, dir := letters(t, "paper.xlsx", rows), t.TempDir()
	runs := 0
	for done := false; !done; runs++ {
		cmd := exec.Command(os.Args[0], "import", "-file", file, "-data", dir, "-refused", file+".refused.csv", "-language", "en")
		cmd.Env = append(os.Environ(), childEnv+"=1")
		var out strings.Builder
		cmd.Stdout, cmd.Stderr = &out, &out
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// From long before the first row on to long after the last.
		time.AfterFunc(time.Duration(300+rand.IntN(400)+300*runs)*time.Millisecond, func() { _ = cmd.Process.Kill() }) // it may have ended
		err := cmd.Wait()
		exit, ok := errors.AsType[*exec.ExitError](err)
		if !ok || exit.Exited() && exit.ExitCode() != someRefused {
			t.Fatalf("run %d: %v\n%s", runs, err, &out)
		}
		if done = exit.Exited(); done {
			t.Logf("%d kills; at last: %s", runs, &out)
		}
	}
	times := map[string]int{}
	for _, c := range recordedIn(t, dir) {
		times[c]++
	}
	for n := range rows {
		want := 1
		if n%10 == 9 {
			want = 0
		}
		text := fmt.Sprintf("我们村这两个月已经停了四次电，每次都没通知，要求解决。第%d封", n)
		if got := times["letter||demo|"+text+"|"+fmt.Sprintf("%013d", n)]; got != want {
			t.Errorf("row %d is there %d times, want %d", n+2, got, want)
		}
	}
	if len(times) != rows*9/10 {
		t.Errorf("%d cases, want %d", len(times), rows*9/10)
	}
	if refused := tableOf(t, file+".refused.csv"); len(refused) != rows/10+1 {
		t.Errorf("%d rows were refused, want %d", len(refused)-1, rows/10)
	}
}
