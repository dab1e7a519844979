//go:build unix

package emulator

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// guard runs a command, the arguments after the first, and takes its whole process
// group down when the command ends or the leash, file 3, is closed. The kernel closes
// the leash when the program at its other end dies, however it dies; the folder, the
// first argument, then goes too, as nobody else would remove it.
const guard = `dir=$1; shift
"$@" </dev/null 3<&- & child=$!
(read -r _ <&3; rm -rf "$dir"; kill -KILL 0) &
wait $child
kill -KILL 0`

// process is a stand-in under guard.
type process struct {
	cmd   *exec.Cmd
	leash *os.File
	log   *tail
	ended chan struct{}
}

// launch starts a command that has a folder, with this environment and no other.
func launch(dir string, env []string, args ...string) (*process, error) {
	held, leash, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer held.Close()
	p := &process{leash: leash, log: &tail{}, ended: make(chan struct{})}
	p.cmd = exec.Command("/bin/sh", append([]string{"-c", guard, "guard", dir}, args...)...)
	p.cmd.Env, p.cmd.ExtraFiles = env, []*os.File{held}
	p.cmd.Stdout, p.cmd.Stderr, p.cmd.WaitDelay = p.log, p.log, 5*time.Second
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := p.cmd.Start(); err != nil {
		leash.Close()
		return nil, err
	}
	go func() {
		p.cmd.Wait() // how it ended is in its log
		close(p.ended)
	}()
	return p, nil
}

// stop ends the process group and waits until none of it is left.
func (p *process) stop() error {
	p.leash.Close()
	<-p.ended
	group := p.cmd.Process.Pid
	for range 500 {
		if !Alive(group) {
			return nil
		}
		syscall.Kill(-group, syscall.SIGKILL)
		time.Sleep(10 * time.Millisecond)
	}
	return fmt.Errorf("process group %d is still there", group)
}

// Alive tells whether a process group has a process that lives. Those that have
// ended and wait for whoever adopted them to take note do not count.
func Alive(group int) bool {
	if errors.Is(syscall.Kill(-group, 0), syscall.ESRCH) {
		return false
	}
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil || len(stats) == 0 { // no Linux
		return true
	}
	for _, s := range stats {
		text, err := os.ReadFile(s)
		if err != nil {
			continue
		}
		// "PID (NAME) STATE PARENT GROUP ..."; a name may have spaces.
		fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:]))
		if len(fields) > 2 && fields[2] == strconv.Itoa(group) && fields[0] != "Z" && fields[0] != "X" {
			return true
		}
	}
	return false
}

// await asks until the stand-in is ready or has ended.
func (p *process) await(ctx context.Context, ready func() bool) error {
	for {
		if ready() {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%s is not ready: %w\n%s", p.cmd.Args[5], context.Cause(ctx), p.log)
		case <-p.ended:
			return fmt.Errorf("%s has ended\n%s", p.cmd.Args[5], p.log)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// answers tells whether a GET succeeds.
func answers(url string) func() bool {
	client := http.Client{Timeout: 2 * time.Second}
	return func() bool {
		r, err := client.Get(url)
		if err != nil {
			return false
		}
		r.Body.Close()
		return r.StatusCode == http.StatusOK
	}
}

// freePort is a port of the loopback interface that nobody listens on.
func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	_, port, err := net.SplitHostPort(l.Addr().String())
	return port, err
}

// tail keeps the end of what is written to it.
type tail struct {
	mu   sync.Mutex
	text []byte
}

const tailSize = 64 << 10

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.text = append(t.text, p...); len(t.text) > 2*tailSize {
		t.text = append([]byte(nil), t.text[len(t.text)-tailSize:]...)
	}
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.text)
}
