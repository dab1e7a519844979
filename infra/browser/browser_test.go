package browser

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/chromedp/chromedp"
)

// program is the product, built once.
var program string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "redress-browser")
		if err != nil {
			panic(err)
		}
		defer os.RemoveAll(dir)
		program = filepath.Join(dir, "redress")
		if out, err := exec.Command("go", "build", "-o", program, "../local").CombinedOutput(); err != nil {
			panic(string(out))
		}
		return m.Run()
	}())
}

// chromium finds the browser, and skips the test where there is none.
func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{os.Getenv("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); name != "" && err == nil {
			return path
		}
	}
	if os.Getenv("BROWSER") == "required" {
		t.Fatal("there is no Chromium")
	}
	t.Skip("there is no Chromium")
	return ""
}

// site is the program, serving a store in memory on a virtual clock.
type site struct {
	t    *testing.T
	home string // its address, without a slash at the end
}

// opened starts a site at an instant.
func opened(t *testing.T, at string) *site {
	t.Helper()
	return openedWith(t, at)
}

// openedWith starts one with further flags.
func openedWith(t *testing.T, at string, flags ...string) *site {
	t.Helper()
	c := exec.Command(program, append([]string{"serve", "-dev", "-data", ":memory:", "-clock", at, "-addr", "127.0.0.1:0"}, flags...)...)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	c.Stderr = &said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = c.Process.Signal(os.Interrupt)
		_ = c.Wait()
		if t.Failed() {
			t.Logf("the program said:\n%s", said.String())
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the program does not start: %v\n%s", err, said.String())
	}
	go func() { _, _ = bytes.NewBuffer(nil).ReadFrom(out) }()
	return &site{t: t, home: regexp.MustCompile(`http://[^ ]+`).FindString(line)}
}

// api calls the API, as staff by "role:unit" or as anybody, and reads its answer where
// one is wanted.
func (s *site) api(method, path, as string, body, out any) {
	s.t.Helper()
	data, err := json.Marshal(body)
	if err != nil {
		s.t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(s.t.Context(), method, s.home+path, bytes.NewReader(data))
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	if as != "" {
		r.Header.Set("Authorization", "Bearer dev:"+as)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode >= 300 {
		s.t.Fatalf("%s %s: %s %s %v", method, path, answer.Status, text, err)
	}
	if out != nil {
		if err := json.Unmarshal(text, out); err != nil {
			s.t.Fatalf("%s %s: %v", method, path, err)
		}
	}
}

// advance lets time pass, such as "4h".
func (s *site) advance(d string) {
	s.t.Helper()
	s.api("POST", "/local/clock", "", map[string]string{"advance": d}, nil)
}

// size is that of a screen, in CSS pixels.
type size struct{ width, height int64 }

// The sizes that pages are looked at in.
var (
	phone   = size{390, 844}
	desktop = size{1280, 900}
)

// visitor is somebody's browser.
type visitor struct {
	*site
	ctx context.Context
}

// visit opens a browser with a language, zh-CN or en.
func (s *site) visit(t *testing.T, screen size, language string) *visitor {
	t.Helper()
	options := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(chromium(t)), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("accept-lang", language), chromedp.Flag("lang", language),
		chromedp.WindowSize(int(screen.width), int(screen.height)),
	}
	allocated, free := chromedp.NewExecAllocator(t.Context(), options...)
	ctx, quit := chromedp.NewContext(allocated)
	t.Cleanup(func() { quit(); free() })
	v := &visitor{site: s, ctx: ctx}
	v.do(chromedp.EmulateViewport(screen.width, screen.height))
	return v
}

// do carries out steps, and ends the test when one fails.
func (v *visitor) do(steps ...chromedp.Action[chromedp.Void]) {
	v.t.Helper()
	if err := chromedp.Do(v.ctx, steps...); err != nil {
		v.t.Fatal(err)
	}
}

// see gives what a step finds.
func see[T any](v *visitor, step chromedp.Action[T]) T {
	v.t.Helper()
	found, err := chromedp.Run(v.ctx, step)
	if err != nil {
		v.t.Fatal(err)
	}
	return found
}

// open goes to a path.
func (v *visitor) open(path string) { v.t.Helper(); v.do(chromedp.Navigate(v.home + path)) }

// text is what stands on the page.
func (v *visitor) text() string { v.t.Helper(); return see(v, chromedp.Text(chromedp.CSS("main"))) }

// enter signs a visitor in.
func (v *visitor) enter(role, unit string) {
	v.t.Helper()
	v.open("/desk/enter")
	v.do(chromedp.SetValue(chromedp.CSS(`select[name=role]`), role), chromedp.SetValue(chromedp.CSS(`select[name=unit]`), unit))
	v.press(`main form button`)
}
