package browser

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// What a page may weigh, and how many requests it may take, with all that it loads.
const (
	mostBytes    = 100_000
	mostRequests = 5
)

// complaintOfAxe is a rule of WCAG 2.2 A and AA that a page breaks, as axe says.
type complaintOfAxe struct {
	ID    string `json:"id"`
	Help  string `json:"help"`
	Nodes []struct {
		HTML    string `json:"html"`
		Summary string `json:"failureSummary"`
	} `json:"nodes"`
}

// look holds the page that is open to what holds for all of them: what it weighs, that
// it does not scroll sideways, and what axe says of it; and keeps a picture of it
// under a name where PICTURES says so. AXE is the file of axe-core; without it that
// part is left out.
func (v *visitor) look(name string) {
	v.t.Helper()
	weight := see(v, chromedp.Evaluate[struct{ Bytes, Requests int }](`(() => {
		const all = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
			.filter(e => !["fetch", "xmlhttprequest"].includes(e.initiatorType)); // what was done on it is not what it loads
		return {Bytes: all.reduce((n, e) => n + Math.max(e.encodedBodySize, e.decodedBodySize), 0), Requests: all.length};
	})()`))
	if weight.Bytes > mostBytes || weight.Requests > mostRequests {
		v.t.Errorf("%s: %d bytes in %d requests", name, weight.Bytes, weight.Requests)
	}
	if over := see(v, chromedp.Evaluate[[]string](`document.documentElement.scrollWidth <= innerWidth ? [] :
		[...document.body.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > innerWidth && !e.closest(".scroll *")).map(e => e.outerHTML.slice(0, 100))`)); len(over) > 0 {
		v.t.Errorf("%s: it is wider than the screen:\n  %s", name, strings.Join(over, "\n  "))
	}
	v.axe(name, `{runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}`)
	v.picture(name)
}

// lookOtherwise holds the page that is open to the contrast that axe asks for in the
// dark, and keeps pictures of it as it is then and on paper.
func (v *visitor) lookOtherwise(name string) {
	v.t.Helper()
	v.wear("", "dark")
	v.axe(name+"-dark", `{runOnly: {type: "rule", values: ["color-contrast", "link-in-text-block"]}}`)
	v.picture(name + "-dark")
	v.wear("print", "light")
	v.picture(name + "-print")
	v.wear("", "light")
}

// wear shows pages on a medium, screen or print, in a scheme of colours, light or dark.
func (v *visitor) wear(medium, scheme string) {
	v.t.Helper()
	command(v, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: medium, Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
}

// picture keeps a picture of the page that is open.
func (v *visitor) picture(name string) {
	v.t.Helper()
	dir := os.Getenv("PICTURES")
	if dir == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(dir, name+".jpg"), see(v, chromedp.FullScreenshot(90)), 0o644); err != nil {
		v.t.Error(err)
	}
}

// axe asks axe about the page, with options of its.
func (v *visitor) axe(name, options string) {
	v.t.Helper()
	file := os.Getenv("AXE")
	if file == "" {
		return
	}
	code, err := os.ReadFile(file)
	if err != nil {
		v.t.Fatal(err)
	}
	if !see(v, chromedp.Evaluate[bool](`"axe" in window`)) {
		v.do(chromedp.Evaluate[chromedp.Void](string(code)))
	}
	found := see(v, chromedp.Evaluate[string](`axe.run(document, `+options+`).then(r => JSON.stringify(r.violations))`, chromedp.EvalAwaitPromise))
	var list []complaintOfAxe
	if err := json.Unmarshal([]byte(found), &list); err != nil {
		v.t.Fatal(err)
	}
	for _, c := range list {
		var nodes []string
		for _, n := range c.Nodes {
			nodes = append(nodes, fmt.Sprintf("%s\n    %s", n.HTML, strings.ReplaceAll(n.Summary, "\n", "\n    ")))
		}
		v.t.Errorf("%s: axe %s: %s\n  %s", name, c.ID, c.Help, strings.Join(nodes, "\n  "))
	}
}
