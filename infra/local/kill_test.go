package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/web"
)

// childEnv makes the test binary be the program, so that a test can kill it.
const childEnv = "REDRESS_TEST_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(childEnv) != "" {
		if err := run(context.Background(), os.Args[1:], os.Stdout, os.Stderr); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(codeOf(err))
		}
		return
	}
	os.Exit(m.Run())
}

// child is the program in a process of its own.
type child struct {
	t    *testing.T
	cmd  *exec.Cmd
	base string
	log  *bytes.Buffer
}

func startChild(t *testing.T, dir string) *child {
	t.Helper()
	c := &child{t: t, log: &bytes.Buffer{}}
	c.cmd = exec.Command(os.Args[0], "serve", "-dev", "-data", dir, "-addr", "127.0.0.1:0")
	c.cmd.Env = append(os.Environ(), childEnv+"=1")
	c.cmd.Stderr = c.log
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the program did not start: %v\n%s", err, c.log)
	}
	c.base = strings.Fields(strings.TrimPrefix(line, "redress serves "))[0]
	return c
}

// kill is kill -9.
func (c *child) kill() {
	if err := c.cmd.Process.Kill(); err != nil {
		c.t.Fatal(err)
	}
	var exit *exec.ExitError
	if err := c.cmd.Wait(); err != nil && !errors.As(err, &exit) {
		c.t.Fatal(err)
	}
}

func (c *child) call(method, path, key string, body, out any) (int, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return 0, err
	}
	req, err := http.NewRequest(method, c.base+path, bytes.NewReader(text))
	if err != nil {
		return 0, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer dev:supervisor:*")
	req.Header.Set("Idempotency-Key", key)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(res.Body)
	if err != nil {
		return 0, err
	}
	if out != nil && res.StatusCode < 300 {
		err = json.Unmarshal(answer, out)
	}
	return res.StatusCode, err
}

// kills is how often the program is killed.
const kills = 50

// TestKilledAtAnyMoment kills the program at random moments of a stream of
// submissions. After the last restart every acknowledged complaint is there
// exactly once, its workflow has gone on, and its warning, which fell due
// while the program was killed and restarted, has gone out exactly once.
func TestKilledAtAnyMoment(t *testing.T) {
	if testing.Short() {
		t.Skip("kills the program 50 times: left out by -short")
	}
	s := &stream{t: t, dir: t.TempDir(), acknowledged: map[string]string{}, received: map[string]time.Time{}}
	for range kills {
		s.round(time.Duration(rand.IntN(200)) * time.Millisecond)
	}
	last := startChild(t, s.dir)
	defer last.kill()
	for key := range s.sent() {
		s.submit(last, key) // what was never acknowledged is sent again
	}
	t.Logf("%d submissions, %d acknowledged at their first sending, %d kills", s.next, s.first, kills)
	s.check(last)
}

// stream is a stream of submissions over the lives of the program.
type stream struct {
	t            *testing.T
	dir          string
	mu           sync.Mutex
	next         int
	first        int
	acknowledged map[string]string    // key -> reference
	received     map[string]time.Time // key -> receivedAt, the same at each sending
}

func (s *stream) round(life time.Duration) {
	c := startChild(s.t, s.dir)
	done := make(chan struct{})
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
					s.submit(c, s.key())
				}
			}
		})
	}
	time.Sleep(life)
	c.kill()
	close(done)
	wg.Wait()
}

func (s *stream) key() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next++
	return fmt.Sprintf("k%06d", s.next)
}

func (s *stream) sent() map[string]bool {
	keys := map[string]bool{}
	for i := range s.next {
		keys[fmt.Sprintf("k%06d", i+1)] = true
	}
	return keys
}

// submit sends the complaint of a key. It was received so long ago that its
// warning of the first contact (20 hours after the receipt) falls due within seconds.
func (s *stream) submit(c *child, key string) {
	s.mu.Lock()
	received, ok := s.received[key]
	if !ok {
		received = time.Now().Add(-20*time.Hour + 2*time.Second).UTC().Truncate(time.Second)
		s.received[key] = received
	}
	before, again := s.acknowledged[key]
	s.mu.Unlock()
	var r web.Receipt
	status, err := c.call("POST", "/v1/cases", key, map[string]any{
		"channel": "letter", "text": "又停电了 " + key, "class": "04.03.01", "receivedAt": received, "site": map[string]any{"region": "demo"},
	}, &r)
	if err != nil {
		return // killed
	}
	if status != 201 {
		s.t.Errorf("submission %s: status %d", key, status)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if again && before != r.Reference {
		s.t.Errorf("key %s got %s and then %s", key, before, r.Reference)
	}
	if !again {
		s.first++
	}
	s.acknowledged[key] = r.Reference
}

// check compares what the program holds with what was acknowledged.
func (s *stream) check(c *child) {
	want := map[string]bool{}
	for _, reference := range s.acknowledged {
		want[reference] = true
	}
	if len(want) != s.next {
		s.t.Errorf("%d references for %d submissions", len(want), s.next)
	}
	deadline := time.Now().Add(60 * time.Second)
	for {
		problems := s.problems(c, want)
		if len(problems) == 0 {
			return
		}
		if time.Now().After(deadline) {
			s.t.Fatalf("%d problems, such as:\n%s\n%s", len(problems), strings.Join(problems[:min(10, len(problems))], "\n"), c.log)
		}
		time.Sleep(500 * time.Millisecond)
	}
}

// problems lists what is not yet, or not at all, as it must be.
func (s *stream) problems(c *child, want map[string]bool) []string {
	var problems []string
	seen, due := map[string]int{}, map[string]int{}
	for cursor := ""; ; {
		var page struct {
			Cases  []web.CaseView
			Cursor string
		}
		if _, err := c.call("GET", "/v1/cases?limit=200&cursor="+cursor, "", nil, &page); err != nil {
			s.t.Fatal(err)
		}
		for _, k := range page.Cases {
			seen[k.Reference]++
			if k.Received.Add(20 * time.Hour).After(k.Recorded) { // else the warning's instant had passed already
				due[k.Reference] = 1
			}
			if k.Status != complaint.Dispatched {
				problems = append(problems, k.Reference+" is "+string(k.Status))
			}
		}
		if cursor = page.Cursor; cursor == "" {
			break
		}
	}
	for reference := range want {
		if seen[reference] != 1 {
			problems = append(problems, fmt.Sprintf("%s is there %d times", reference, seen[reference]))
		}
	}
	if len(seen) != len(want) {
		problems = append(problems, fmt.Sprintf("%d cases for %d submissions", len(seen), len(want)))
	}
	return append(problems, s.notices(c, want, due)...)
}

func (s *stream) notices(c *child, want map[string]bool, due map[string]int) []string {
	var list struct{ Notices []complaint.Notice }
	if _, err := c.call("GET", "/local/notices", "", nil, &list); err != nil {
		s.t.Fatal(err)
	}
	warned, dispatched := map[string]int{}, map[string]int{}
	for _, n := range list.Notices {
		for _, reference := range n.Cases() { // several when the program caught up with many at once
			switch {
			case n.Kind == "warning" && n.Clock == "contact":
				warned[reference]++
			case n.Kind == "dispatched":
				dispatched[reference]++
			}
		}
	}
	var problems []string
	for reference := range want {
		if warned[reference] != due[reference] || dispatched[reference] != 1 {
			problems = append(problems, fmt.Sprintf("%s was warned of %d times and dispatched %d times", reference, warned[reference], dispatched[reference]))
		}
	}
	return problems
}
