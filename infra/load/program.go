package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// program is `redress serve` in a process of its own.
type program struct {
	cmd  *exec.Cmd
	base string // where it serves: http://127.0.0.1:1234
	log  *tail
	once sync.Once
	err  error
}

// start starts the program over the data and waits until it serves.
func start(ctx context.Context, s spec) (*program, error) {
	p := &program{log: &tail{}}
	p.cmd = exec.CommandContext(ctx, s.binary, "serve", "-dev", "-data", s.data, "-addr", "127.0.0.1:0")
	p.cmd.Stderr = p.log
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		p.kill()
		return nil, fmt.Errorf("the program did not start: %w\n%s", err, p.log)
	}
	p.base = strings.Fields(strings.TrimPrefix(line, "redress serves "))[0]
	return p, nil
}

// kill is kill -9.
func (p *program) kill() {
	_ = p.cmd.Process.Kill() // it may have ended
	_ = p.wait()
}

// stop asks the program to end, and waits until it has.
func (p *program) stop() error {
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	if err := p.wait(); err != nil {
		return fmt.Errorf("stop: %w\n%s", err, p.log)
	}
	return nil
}

func (p *program) wait() error {
	p.once.Do(func() { p.err = p.cmd.Wait() })
	return p.err
}

// sampling is how often the memory of the program is looked at.
const sampling = 5 * time.Second

// watch samples the program's memory, and how busy the machine is, until the
// context ends.
func (p *program) watch(ctx context.Context, r *round) <-chan struct{} {
	done := make(chan struct{})
	go func() {
		defer close(done)
		ticker := time.NewTicker(sampling)
		defer ticker.Stop()
		for {
			if mb, ok := resident(p.cmd.Process.Pid); ok {
				r.Memory = append(r.Memory, mb)
				r.busy = append(r.busy, busy())
			}
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
			}
		}
	}()
	return done
}

// resident is the memory that a process holds, in MiB; false where the system
// does not say.
func resident(pid int) (mb float64, ok bool) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, false
	}
	for line := range strings.Lines(string(text)) {
		if rest, found := strings.CutPrefix(line, "VmRSS:"); found {
			kb, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 64)
			return kb / 1024, err == nil
		}
	}
	return 0, false
}

// busy is the machine's load average over a minute; 0 where the system does not say.
func busy() float64 {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return 0
	}
	first, _, _ := strings.Cut(string(text), " ")
	load, err := strconv.ParseFloat(first, 64)
	if err != nil {
		return 0
	}
	return load
}

// tail keeps what was written last, of errors and warnings alone: there is a
// line for every notice.
type tail struct {
	mu    sync.Mutex
	lines [][]byte
	count int // of all errors and warnings
}

const tailLines = 20

func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !bytes.Contains(b, []byte("level=INFO")) {
		t.count++
		if t.lines = append(t.lines, bytes.Clone(b)); len(t.lines) > tailLines {
			t.lines = t.lines[1:]
		}
	}
	return len(b), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(bytes.Join(t.lines, nil))
}

// tool runs the program as a tool over the data, and gives what it prints.
func (s spec) tool(ctx context.Context, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, s.binary, args...)
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if _, ended := errors.AsType[*exec.ExitError](err); ended {
		err = fmt.Errorf("redress %s: %w\n%s", args[0], err, &said)
	}
	return out, err
}
