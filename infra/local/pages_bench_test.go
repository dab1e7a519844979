//go:build unix

package main

import (
	"fmt"
	"net/url"
	"syscall"
	"testing"
	"time"
)

// BenchmarkPages measures every page over 100,000 open cases, with one caller and with
// sixteen at once: the whole way from the request to the last byte, without the network.
// The processor's time is that of a look, and does not change with what else the machine
// does; the ratio is that of the medians, eight where two processors are all that is short.
func BenchmarkPages(b *testing.B) {
	pages := pagesOverMany(b)
	supervisor, handler := signIn(b, pages, "supervisor", ""), signIn(b, pages, "handler", "demo-station")
	const reference = "202610-000005"
	customer := cookieOf(b, pages, "/progress", url.Values{"reference": {reference}, "code": {"K7QPM2ZX"}})
	for _, test := range []struct {
		name string
		look pageLook
	}{
		{"customer, home", pageLook{path: "/"}},
		{"customer, how it is handled", pageLook{path: "/how"}},
		{"customer, filing, what it is about", pageLook{path: "/complaints/new"}},
		{"customer, filing, what happened", filingAt("about")},
		{"customer, filing, who", filingAt("happened")},
		{"customer, filing, check", filingAt("who")},
		{"customer, progress", pageLook{path: "/complaints/" + reference, cookie: customer}},
		{"customer, receipt", pageLook{path: "/complaints/" + reference + "/receipt", cookie: customer}},
		{"desk, queue of the company", pageLook{path: "/desk", cookie: supervisor}},
		{"desk, queue of a station", pageLook{path: "/desk", cookie: handler}},
		{"desk, case", pageLook{path: "/desk/cases/" + reference, cookie: supervisor}},
		{"desk, form of a command", pageLook{path: "/desk/cases/" + reference + "/note", cookie: supervisor}},
		{"desk, record", pageLook{path: "/desk/new", cookie: supervisor}},
		{"desk, search for an account", pageLook{path: "/desk/search", cookie: supervisor, form: url.Values{"q": {accountOf(4)}}}},
		{"desk, bulk", pageLook{path: "/desk/bulk", cookie: supervisor, form: url.Values{"command": {"note"}, "case": {"202610-000001/1", "202610-000002/1"}}}},
		{"desk, wall", pageLook{path: "/desk/wall", cookie: supervisor}},
		{"desk, reports", pageLook{path: "/desk/reports", cookie: supervisor}},
		{"desk, rules", pageLook{path: "/desk/policy", cookie: supervisor}},
		{"description of the API", pageLook{path: "/docs"}},
	} {
		test.look.at(b, pages) // what is counted or read once is there
		alone := 0.0
		for _, callers := range []int{1, 16} {
			b.Run(fmt.Sprintf("%s, %d at once", test.name, callers), func(b *testing.B) {
				var each []float64
				before := processorTime(b)
				for b.Loop() {
					some := make([]float64, 4*callers)
					share(callers, len(some), func(i int) { some[i] = test.look.at(b, pages) })
					each = append(each, some...)
				}
				median, took := quantile(each, 0.5), processorTime(b)-before
				b.ReportMetric(float64(took.Microseconds())/1000/float64(len(each)), "cpu-ms")
				b.ReportMetric(0, "ns/op") // of several looks
				b.ReportMetric(median, "p50-ms")
				b.ReportMetric(quantile(each, 0.99), "p99-ms")
				if callers == 1 {
					alone = median
					return
				}
				b.ReportMetric(median/alone, "ratio")
			})
		}
	}
}

// processorTime is what the process has used so far.
func processorTime(b *testing.B) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// filingAt sends what was filled in at a step of a complaint, and shows the next one.
func filingAt(step string) pageLook {
	form := url.Values{"at": {step}, "class": {"04.03.01"}, "text": {manyOutages}, "site.region": {"demo"}, "customer.phone": {"13900000001"}}
	return pageLook{path: "/complaints/new", form: form}
}
