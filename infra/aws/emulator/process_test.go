//go:build unix

package emulator

import (
	"bufio"
	"context"
	"errors"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// family is a command with a child that outlives it unless somebody ends it.
var family = []string{"sh", "-c", "sleep 300 & echo started; sleep 300"}

// TestMain lets this binary stand for other programs: one that starts a family and
// never stops it, and a java that listens on a port.
func TestMain(m *testing.M) {
	switch os.Getenv("STAND_FOR") {
	case "careless program":
		p, err := launch(os.Getenv("FOLDER"), os.Environ(), family...)
		if err != nil {
			panic(err)
		}
		os.Stdout.WriteString(strconv.Itoa(p.cmd.Process.Pid) + "\n")
		select {}
	case "java":
		if l, err := net.Listen("tcp", "127.0.0.1:"+os.Args[len(os.Args)-1]); err == nil {
			l.Accept()
			select {}
		}
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// gone waits until nobody is left in a process group.
func gone(group int) bool {
	for range 500 {
		if !Alive(group) {
			return true
		}
		time.Sleep(10 * time.Millisecond)
	}
	return false
}

func TestStopEndsChildrenToo(t *testing.T) {
	p, err := launch(t.TempDir(), os.Environ(), family...)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.await(t.Context(), func() bool { return strings.Contains(p.log.String(), "started") }); err != nil {
		t.Fatal(err)
	}
	if err := p.stop(); err != nil {
		t.Error(err)
	}
	if !gone(p.cmd.Process.Pid) {
		t.Error("a process is left")
	}
}

func TestGroupDiesWithAKilledProgram(t *testing.T) {
	careless := exec.Command(os.Args[0])
	folder := filepath.Join(t.TempDir(), "folder")
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	careless.Env = append(os.Environ(), "STAND_FOR=careless program", "FOLDER="+folder)
	out, err := careless.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := careless.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	group, err := strconv.Atoi(strings.TrimSpace(line))
	if err != nil {
		t.Fatal(err)
	}
	if !Alive(group) {
		t.Fatal("the group never lived")
	}
	careless.Process.Kill()
	careless.Wait()
	if !gone(group) {
		t.Error("a process outlives the program that started it")
	}
	if !removed(folder) {
		t.Error("the folder outlives the program that made it")
	}
}

// removed waits a while for a folder to go: it goes after the group.
func removed(folder string) bool {
	for range 100 {
		if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
			return true
		}
		time.Sleep(50 * time.Millisecond)
	}
	return false
}

func TestACommandThatEndsIsTold(t *testing.T) {
	p, err := launch(t.TempDir(), os.Environ(), "sh", "-c", "echo no such module; exit 3")
	if err != nil {
		t.Fatal(err)
	}
	err = p.await(t.Context(), func() bool { return false })
	if err == nil || !strings.Contains(err.Error(), "no such module") {
		t.Errorf("error = %v, want one with what the command wrote", err)
	}
	if err := p.stop(); err != nil {
		t.Error(err)
	}
}

func TestPatienceEnds(t *testing.T) {
	p, err := launch(t.TempDir(), os.Environ(), family...)
	if err != nil {
		t.Fatal(err)
	}
	defer p.stop()
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := p.await(ctx, func() bool { return false }); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error = %v, want that time is up", err)
	}
}

// DynamoDB Local itself is nobody's to pass on, so a stand-in of its java listens.
func TestDynamoDBLocalIsStartedByItsJar(t *testing.T) {
	bin := t.TempDir()
	script := "#!/bin/sh\nSTAND_FOR=java exec '" + os.Args[0] + "' \"$@\"\n"
	if err := os.WriteFile(filepath.Join(bin, "java"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	e, err := StartDynamoDBLocal(t.Context(), filepath.Join(bin, "DynamoDBLocal.jar"))
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Stop(); err != nil {
		t.Error(err)
	}
	if listens(e.Port)() {
		t.Error("the port is still open")
	}
}
