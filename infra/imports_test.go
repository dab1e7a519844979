// Package infra tests that the parts of the product agree with each other:
// imports, packages, functions, state machines and configuration.
package infra

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/redress/redress/"

// pkg is what the go command tells of a package.
type pkg struct {
	ImportPath, Name, Doc  string
	GoFiles, Imports, Deps []string
}

func packages(t *testing.T) []pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Name,Doc,GoFiles,Imports,Deps", "./...")
	cmd.Dir = ".."
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var list []pkg
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return list
		} else if err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
}

// only are the packages of the project that a package may import, with the
// reason. A package that is not listed is not bound by its own row.
var only = map[string]struct {
	allowed []string
	because string
}{
	"shared/fault":          {nil, "errors are at the bottom of everything"},
	"shared/clock":          {nil, "deadline arithmetic knows no policy and no case"},
	"shared/clock/check":    {[]string{"shared/clock"}, "the second calculator knows the first by its facts"},
	"shared/policy":         {[]string{"shared/clock", "shared/triage/model"}, "a policy is data; it knows no case"},
	"shared/policy/diff":    {[]string{"shared/clock", "shared/policy"}, "a diff compares data"},
	"shared/phrase":         {nil, "phrases are found in texts, whatever they speak of"},
	"shared/triage":         {[]string{"shared/policy", "shared/phrase", "shared/triage/model"}, "triage judges texts, not cases"},
	"shared/triage/model":   {[]string{"shared/phrase"}, "a model knows texts and labels, and no policy"},
	"shared/triage/train":   {[]string{"shared/policy", "shared/phrase", "shared/triage", "shared/triage/model"}, "models are made of examples, not of cases"},
	"shared/complaint":      {[]string{"shared/clock", "shared/policy", "shared/fault"}, "the domain knows no adapter and no transport"},
	"shared/asl":            {nil, "the interpreter knows nothing of complaints"},
	"shared/notice":         {[]string{"shared/complaint", "shared/policy"}, "ports, not adapters"},
	"shared/desk":           {[]string{"shared/complaint", "shared/policy", "shared/fault"}, "the way to the cases knows only ports"},
	"shared/evidence":       {[]string{"shared/complaint", "shared/desk", "shared/fault"}, "files are taken in and handed out through ports"},
	"shared/triage/adviser": {[]string{"shared/policy", "shared/fault", "shared/patience"}, "an adviser hears of texts, not of cases"},
	"shared/patience":       {[]string{"shared/fault"}, "asking within bounds knows neither questions nor answers"},
	"shared/outage":         {[]string{"shared/complaint", "shared/fault", "shared/patience"}, "a port, not adapters"},
	"shared/sheet":          {[]string{"shared/fault"}, "tables are tables, whatever they hold"},
	"shared/bulk":           {[]string{"shared/sheet", "shared/web", "shared/policy", "shared/fault"}, "rows become records; whoever records them judges"},
	"shared/audit":          {[]string{"shared/complaint", "shared/phrase", "shared/policy"}, "an audit looks at cases and words, and at nothing else"},
}

// adapters may be imported by the wiring alone.
var adapters = []string{
	"shared/store/sqlite", "shared/store/dynamo", "shared/workflow/local", "shared/workflow/sfn",
	"shared/notice/sns", "shared/notice/gateway", "shared/archive/s3",
	"shared/triage/adviser/bedrock", "shared/outage/service", "shared/outage/list",
}

func wiring(path string) bool {
	return strings.HasPrefix(path, "infra/") || path == "shared/boot" ||
		strings.HasPrefix(path, "functions/") && strings.HasSuffix(path, "/lambda")
}

func TestImportsKeepToTheLayers(t *testing.T) {
	for _, p := range packages(t) {
		path := strings.TrimPrefix(p.ImportPath, module)
		rule, bound := only[path]
		for _, i := range p.Imports {
			to, ours := strings.CutPrefix(i, module)
			if !ours {
				continue
			}
			if bound && !slices.Contains(rule.allowed, to) {
				t.Errorf("%s imports %s, but %s", path, to, rule.because)
			}
			if slices.Contains(adapters, to) && !wiring(path) && !strings.HasPrefix(to, path) && !strings.HasPrefix(path, to+"/") {
				t.Errorf("%s imports the adapter %s: only the wiring may", path, to)
			}
			if slices.Contains(adapters, path) && slices.Contains(adapters, to) {
				t.Errorf("adapter %s imports adapter %s", path, to)
			}
		}
	}
}

// pageLayers are the packages of pages that each of them may import: those below it, and
// none beside it.
var pageLayers = map[string][]string{
	"words": nil, "site": {"words"}, "entry": {"site", "words"}, "listing": {"site", "words"},
	"customer": {"site", "words"}, "desk": {"listing", "site", "words"}, "board": {"listing", "site", "words"}, "docs": {"site", "words"},
}

func TestPagesKeepToTheirLayers(t *testing.T) {
	const pages = module + "functions/pages/"
	found := 0
	for _, p := range packages(t) {
		name, ours := strings.CutPrefix(p.ImportPath, pages)
		if !ours || name == "lambda" {
			continue
		}
		found++
		for _, i := range p.Imports {
			if to, below := strings.CutPrefix(i, pages); below && !slices.Contains(pageLayers[name], to) {
				t.Errorf("the pages of %s import those of %s", name, to)
			}
		}
	}
	if found != len(pageLayers) {
		t.Errorf("found %d packages of pages, want %d", found, len(pageLayers))
	}
}

func TestNoLambdaLinksSQLite(t *testing.T) {
	found := 0
	for _, p := range packages(t) {
		if !strings.HasPrefix(p.ImportPath, module+"functions/") || p.Name != "main" {
			continue
		}
		found++
		for _, d := range p.Deps {
			if strings.HasPrefix(d, "modernc.org/") {
				t.Errorf("%s links %s: a cold start pays for it", p.ImportPath, d)
			}
		}
	}
	if found != 14 {
		t.Errorf("found %d functions, want 14", found)
	}
}

// TestFictionIsForTestsAlone: no program of the product makes up cases. The simulator
// plays the company of fiction, with people of its own.
func TestFictionIsForTestsAlone(t *testing.T) {
	const made, simulator = module + "infra/local/fiction", module + "infra/simulate"
	for _, p := range packages(t) {
		if slices.Contains(p.Imports, made) && p.ImportPath != simulator {
			t.Errorf("%s imports %s outside its tests", p.ImportPath, made)
		}
	}
}

func TestEveryPackageSaysWhatItIsFor(t *testing.T) {
	for _, p := range packages(t) {
		if p.Doc == "" && len(p.GoFiles) > 0 {
			t.Errorf("%s has no package comment", p.ImportPath)
		}
	}
}
