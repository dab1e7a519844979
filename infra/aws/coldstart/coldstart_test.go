//go:build unix

package coldstart

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/redress/redress/infra/aws/runtimeapi"
)

const (
	root   = "../../.."
	hello  = "hello" // what the functions are compared with
	rounds = 30
)

// variables are those that the functions read, all of them: one that is not a
// function's own does it no harm. Nobody listens where they find AWS.
var variables = map[string]string{
	"TABLE_NAME": "redress", "BUCKET_NAME": "redress", "POLICY": "state-grid", "SITE": "https://redress.example",
	"TOPIC_ARN":             "arn:aws:sns:eu-central-1:123456789012:redress",
	"STATE_MACHINE_ARN":     "arn:aws:states:eu-central-1:123456789012:stateMachine:redress",
	"OVERLEVEL_MACHINE_ARN": "arn:aws:states:eu-central-1:123456789012:stateMachine:redress-overlevel",
	"EMERGENCY_MACHINE_ARN": "arn:aws:states:eu-central-1:123456789012:stateMachine:redress-emergency",
	"MESSAGE_WEBHOOK":       "", "ROLE_CLAIM": "role", "UNIT_CLAIM": "unit",
	"ADVISER_MODEL": "", "ADVISER_SECONDS": "3", "EVIDENCE_BUCKET": "files", "EVIDENCE_SCAN": "guardduty", "PARTNERS": "",
}

// figures are what was measured of a function.
type figures struct {
	name  string
	sizes map[string]int64 // by architecture
	inits []time.Duration
	peaks []int // kilobytes
}

func BenchmarkColdStart(b *testing.B) {
	all := []*figures{{name: hello}}
	mains, err := filepath.Glob(root + "/functions/*/lambda")
	if err != nil || len(mains) == 0 {
		b.Fatalf("no functions: %v", err)
	}
	for _, m := range mains {
		all = append(all, &figures{name: filepath.Base(filepath.Dir(m))})
	}
	dir := b.TempDir()
	for _, f := range all {
		f.sizes = map[string]int64{}
		for _, arch := range slices.Compact(slices.Sorted(slices.Values([]string{"amd64", "arm64", runtime.GOARCH}))) {
			f.sizes[arch] = build(b, dir, f.name, arch)
		}
	}
	for b.Loop() {
		for round := range rounds {
			for i := range all { // each round begins with another one
				start(b, dir, all[(round+i)%len(all)])
			}
		}
	}
	report(b, all)
}

// build builds a bootstrap and gives its size.
func build(b *testing.B, dir, name, arch string) int64 {
	b.Helper()
	from, file := "./functions/"+name+"/lambda", filepath.Join(dir, arch, name)
	if name == hello {
		from = "./infra/aws/coldstart/testdata/hello"
	}
	cmd := exec.Command("go", "build", "-trimpath", "-tags", "lambda.norpc", "-ldflags=-s -w", "-o", file, from)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOARCH="+arch)
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("build %s: %v\n%s", name, err, out)
	}
	info, err := os.Stat(file)
	if err != nil {
		b.Fatal(err)
	}
	return info.Size()
}

// start starts a function once, until it asks for its first event.
func start(b *testing.B, dir string, f *figures) {
	b.Helper()
	h := runtimeapi.New(runtimeapi.Config{Region: "eu-central-1", Account: "123456789012", Endpoint: "http://127.0.0.1:9"})
	defer h.Close()
	if err := h.Add(runtimeapi.Function{Name: f.name, Bootstrap: filepath.Join(dir, runtime.GOARCH, f.name), Env: variables}); err != nil {
		b.Fatal(err)
	}
	r, err := h.Warm(b.Context(), f.name)
	if err != nil || r.Failed {
		b.Fatalf("%s does not start: %v %s\n%s", f.name, err, r.Payload, strings.Join(h.Lines(f.name), "\n"))
	}
	f.inits, f.peaks = append(f.inits, r.Init), append(f.peaks, r.PeakKB)
}

// report prints the table, and the greatest ratio as the benchmark's metric.
func report(b *testing.B, all []*figures) {
	var text strings.Builder
	w := tabwriter.NewWriter(&text, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "function\tarm64 MB\tamd64 MB\tinit ms\tx hello\tpeak MB\t")
	worst, base := 0.0, median(all[0].inits)
	for _, f := range all {
		init := median(f.inits)
		ratio := float64(init) / float64(base)
		worst = max(worst, ratio)
		fmt.Fprintf(w, "%s\t%.1f\t%.1f\t%.1f\t%.2f\t%.1f\t\n", f.name,
			float64(f.sizes["arm64"])/1e6, float64(f.sizes["amd64"])/1e6, init.Seconds()*1e3, ratio, float64(median(f.peaks))/1e3)
	}
	w.Flush()
	// Not b.Log, which cuts a table short.
	fmt.Printf("\n%s/%s, medians of %d starts in turn\n%s\n", runtime.GOOS, runtime.GOARCH, len(all[0].inits), &text)
	b.ReportMetric(worst, "worst-x-hello")
	b.ReportMetric(0, "ns/op") // of no meaning here
}

func median[T int | time.Duration](values []T) T {
	return slices.Sorted(slices.Values(values))[len(values)/2]
}
