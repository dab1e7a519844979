package complaint_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// sum is a checksum as it is written.
var sum = strings.Repeat("0a", 32)

// photo announces a photo of a customer.
func photo(id string) complaint.AnnouncingEvidence {
	return complaint.AnnouncingEvidence{ID: id, FileName: "电表.jpg", ContentType: "image/jpeg", Size: 1000, SHA256: sum}
}

// evidencing draws a command about a file, one of few, so that they meet.
func evidencing(t *rapid.T) complaint.Command {
	id := rapid.SampledFrom([]string{"A", "B", "C", "D", "E"}).Draw(t, "id")
	scan := rapid.SampledFrom([]complaint.Scan{"", complaint.Clean, complaint.Infected, complaint.Unscanned, "x"}).Draw(t, "scan")
	switch rapid.IntRange(0, 5).Draw(t, "file") {
	case 0, 1:
		c := photo(id)
		c.Size = rapid.SampledFrom([]int64{1000, 1000, 0, 1 << 40}).Draw(t, "size")
		return c
	case 2, 3:
		return complaint.EvidenceReceived{ID: id, Scan: scan}
	case 4:
		return complaint.EvidenceScanned{ID: id, Scan: scan}
	default:
		return complaint.EvidenceRemoval{ID: id, Reason: rapid.SampledFrom([]string{"x", ""}).Draw(t, "reason")}
	}
}

// evidence: a file is there once, what is removed had come, and what is known of
// malware is known of what has come.
func (w *walker) evidence(c *complaint.Case, now time.Time) {
	seen := map[string]bool{}
	for _, e := range c.Evidence {
		if seen[e.ID] || e.ReceivedAt.IsZero() && (e.Removal != nil || e.Scan != "") || e.ReceivedAt.After(now) {
			w.t.Fatalf("evidence %+v", c.Evidence)
		}
		seen[e.ID] = true
		if _, ok := c.EvidenceWith(e.ID, now); !ok && !e.ReceivedAt.IsZero() {
			w.t.Fatalf("a file that has come is not found: %+v", e)
		}
	}
}

// states are the files of a case with how they stand.
func states(c *complaint.Case) (list []string) {
	for _, e := range c.Evidence {
		list = append(list, e.ID+" "+string(e.State()))
	}
	return list
}

func TestAFileIsHandedOutWhenItHasComeAndIsClean(t *testing.T) {
	s := rules(t).begin("2026-06-01 09:00")
	for _, step := range []struct {
		cmd  complaint.Command
		by   complaint.Role
		want string
	}{
		{photo("A"), complaint.Public, "A awaited"},
		{photo("A"), complaint.Public, "A awaited"},
		{complaint.EvidenceReceived{ID: "A"}, complaint.System, "A scanning"},
		{complaint.EvidenceScanned{ID: "A"}, complaint.System, "A scanning"},
		{complaint.EvidenceScanned{ID: "A", Scan: complaint.Clean}, complaint.System, "A ready"},
		{complaint.EvidenceScanned{ID: "A", Scan: complaint.Infected}, complaint.System, "A ready"},
		{photo("B"), complaint.Handler, "A ready, B awaited"},
		{complaint.EvidenceReceived{ID: "B", Scan: complaint.Infected}, complaint.System, "A ready, B infected"},
		{complaint.EvidenceReceived{ID: "B", Scan: complaint.Clean}, complaint.System, "A ready, B infected"},
		{complaint.EvidenceRemoval{ID: "A", Reason: "拍到了邻居的门牌"}, complaint.Admin, "A removed, B infected"},
	} {
		change, err := s.c.Do(step.cmd, s.turn(step.by))
		if err != nil {
			t.Fatalf("%s: %v", step.cmd.Name(), err)
		}
		s.note(change)
		if got := strings.Join(states(s.c), ", "); got != step.want {
			t.Fatalf("after %s: %s, want %s", step.cmd.Name(), got, step.want)
		}
	}
	if got := s.c.Evidence[0]; got.Removal.Reason != "拍到了邻居的门牌" || got.SHA256 != sum || !got.OfCustomer() || s.c.Evidence[1].OfCustomer() {
		t.Errorf("the record is %+v", got)
	}
	var by []string
	for _, e := range s.events {
		if strings.HasPrefix(e.Type, "evidence-") {
			role, _, _ := strings.Cut(e.By, ":")
			by = append(by, e.Type+" "+role)
		}
	}
	want := []string{
		"evidence-announced customer", "evidence-added system", "evidence-scanned system", "evidence-announced handler",
		"evidence-added system", "evidence-removed admin",
	}
	if diff := cmp.Diff(want, by); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
}

func TestAFileThatNeverComesIsForgottenAfterADay(t *testing.T) {
	s := rules(t).begin("2026-06-01 09:00")
	s.do(photo("A"))
	s.now = s.now.Add(24 * time.Hour)
	err := s.refuse(complaint.EvidenceReceived{ID: "A"}, complaint.System)
	if !fault.Is(err, fault.Conflict) {
		t.Errorf("it came after a day: %v", err)
	}
	s.do(photo("B"))
	if got := states(s.c); !slices.Equal(got, []string{"B awaited"}) {
		t.Errorf("evidence %q", got)
	}
	if _, ok := s.c.EvidenceWith("B", s.now.Add(24*time.Hour-time.Second)); !ok {
		t.Error("it is not waited for until the day is over")
	}
}

func TestFilesAreBoundedForEachSide(t *testing.T) {
	r := rules(t)
	r.Evidence.PerCase = 2
	s := r.begin("2026-06-01 09:00")
	announce := func(by complaint.Role, n int) error {
		_, err := s.c.Do(photo(fmt.Sprintf("%s%d", by, n)), s.turn(by))
		return err
	}
	for n := range 3 {
		if err := announce(complaint.Public, n); (err != nil) != (n == 2) {
			t.Errorf("file %d of the customer: %v", n+1, err)
		}
	}
	for n := range 3 {
		if err := announce(complaint.Handler, n); (err != nil) != (n == 2) {
			t.Errorf("file %d of the company: %v", n+1, err)
		}
	}
}

func TestWhatIsWrongWithAFileIsNamed(t *testing.T) {
	with := func(change func(*complaint.AnnouncingEvidence)) complaint.AnnouncingEvidence {
		c := photo("A")
		change(&c)
		return c
	}
	for name, c := range map[string]struct {
		cmd  complaint.Command
		by   complaint.Role
		want string
	}{
		"no name":                  {with(func(c *complaint.AnnouncingEvidence) { c.FileName = " " }), complaint.Public, "name"},
		"a name too long":          {with(func(c *complaint.AnnouncingEvidence) { c.FileName = strings.Repeat("表", 101) }), complaint.Public, "name"},
		"a type that is not taken": {with(func(c *complaint.AnnouncingEvidence) { c.ContentType = "text/html" }), complaint.Public, "contentType"},
		"nothing":                  {with(func(c *complaint.AnnouncingEvidence) { c.Size = 0 }), complaint.Public, "size"},
		"too large":                {with(func(c *complaint.AnnouncingEvidence) { c.Size = 20<<20 + 1 }), complaint.Public, "size"},
		"no checksum":              {with(func(c *complaint.AnnouncingEvidence) { c.SHA256 = "" }), complaint.Public, "sha256"},
		"a checksum of another":    {with(func(c *complaint.AnnouncingEvidence) { c.SHA256 = "00ff" }), complaint.Public, "sha256"},
		"a part that is not there": {with(func(c *complaint.AnnouncingEvidence) { c.Of = "moon" }), complaint.Handler, "of"},
		"a customer's appeal":      {with(func(c *complaint.AnnouncingEvidence) { c.Of = "appeal" }), complaint.Public, "of"},
		"a note too long":          {with(func(c *complaint.AnnouncingEvidence) { c.Note = strings.Repeat("x", 201) }), complaint.Public, "note"},
		"removal of nothing":       {complaint.EvidenceRemoval{ID: "Z", Reason: "x"}, complaint.Admin, "id"},
		"removal without a reason": {complaint.EvidenceRemoval{ID: "Z"}, complaint.Admin, "id reason"},
		"an unknown scan":          {complaint.EvidenceReceived{ID: "A", Scan: "x"}, complaint.System, "scan"},
	} {
		t.Run(name, func(t *testing.T) {
			s := rules(t).begin("2026-06-01 09:00")
			err := s.refuse(c.cmd, c.by)
			var names []string
			for _, f := range fault.Of(err).Fields {
				names = append(names, f.Name)
				if f.Reason.EN == "" || f.Reason.ZH == "" {
					t.Errorf("%s has no reason in both languages", f.Name)
				}
			}
			if got := strings.Join(names, " "); got != c.want || !fault.Is(err, fault.Invalid) {
				t.Errorf("%v names %q, want %q", err, got, c.want)
			}
		})
	}
}

func TestAPackMayTakeNoFiles(t *testing.T) {
	r := rules(t)
	r.Evidence = policy.Evidence{}
	err := r.begin("2026-06-01 09:00").refuse(photo("A"), complaint.Public)
	if !fault.Is(err, fault.Conflict) || fault.Of(err).Facts["caseStatus"] == nil {
		t.Errorf("got %v", err)
	}
}

func TestACustomersAndTheCompanysFilesComeInEveryStatus(t *testing.T) {
	rule := complaint.RuleOf("evidence")
	if len(rule.From) != 7 || !rule.Allows(complaint.Public) || rule.Allows(complaint.Auditor) {
		t.Errorf("rule %+v", rule)
	}
	if removal := complaint.RuleOf("evidence-removal"); !slices.Equal(removal.Roles, []complaint.Role{complaint.Admin}) {
		t.Errorf("files are removed by %v", removal.Roles)
	}
}
