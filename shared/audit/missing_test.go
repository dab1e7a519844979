package audit

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// sure is a complaint that triage is sure of.
func sure(text string, change ...func(*complaint.Case)) *complaint.Case {
	c := &complaint.Case{Status: complaint.Sorting}
	c.Text, c.Language, c.Kind, c.Class, c.Confidence = text, "zh", "complaint", "04.03.01", 0.9
	for _, do := range change {
		do(c)
	}
	return c
}

// faulty makes a fault of a case, referred hands it on.
func faulty(c *complaint.Case)   { c.Kind, c.Class = "fault", "" }
func referred(c *complaint.Case) { c.Status, c.Outcome = complaint.Closed, complaint.Referred }

func TestWhatTheRecordLacksIsAsked(t *testing.T) {
	a := auditor(t)
	tests := []struct {
		name string
		c    *complaint.Case
		want []string
	}{
		{"nothing is said", sure("又停电了"), []string{"time", "place", "demand"}},
		{"everything is said", sure("昨晚我们小区又停电了，请尽快解决"), nil},
		{"everything is said in English", sure("The power in our street went off again last night, please fix it"), nil},
		{"the record says it", sure("又停电了", func(c *complaint.Case) {
			c.OccurredAt, c.Site.Region, c.Demand = c.OccurredAt.AddDate(2026, 0, 0), "demo", "恢复"
		}), nil},
		{"an address says where", sure("昨晚又停电了，请解决", func(c *complaint.Case) { c.Site.AddressKnown = true }), nil},
		{"an account number says where", sure("昨晚又停电了，请解决", func(c *complaint.Case) { c.Customer.AccountKey = "k" }), nil},
		{"a phone number does not", sure("昨晚又停电了，请解决", func(c *complaint.Case) { c.Customer.Reachable = true }), []string{"place"}},
		{"a class that triage is unsure of says nothing", sure("昨晚小区这样，请解决", func(c *complaint.Case) { c.Confidence = 0.2 }), []string{"cause"}},
		{"no class either", sure("昨晚小区这样，请解决", func(c *complaint.Case) { c.Class = "" }), []string{"cause"}},
		{"a supplement answers", sure("又停电了", func(c *complaint.Case) {
			c.Supplements = []complaint.Remark{{Text: "昨天晚上八点，幸福小区3号楼"}, {Text: "希望早日修好"}}
		}), nil},
		{"a report wants persons", sure("举报你们以权谋私", func(c *complaint.Case) { c.Kind, c.Class = "misconduct", "" }), []string{"time", "place", "persons"}},
		{"a report that names them", sure("举报供电所所长上个月索要红包", func(c *complaint.Case) { c.Kind, c.Class = "misconduct", "" }), nil},
		{"an enquiry is asked nothing", sure("怎么过户", func(c *complaint.Case) { c.Kind, c.Class = "enquiry", "" }), nil},
		{"what is being handled still lacks it", sure("又停电了", func(c *complaint.Case) { c.Status = complaint.Handling }), []string{"time", "place", "demand"}},
		{"what is answered is asked nothing more", sure("又停电了", func(c *complaint.Case) { c.Status, c.Answer = complaint.Answered, &complaint.Answer{} }), nil},
		{"a fault is asked its own questions", sure("没电了", faulty), []string{"fault-address", "fault-since", "fault-neighbours", "fault-switch"}},
		{"a fault that says everything", sure("幸福小区3号楼今早八点停电，整栋楼都没电，总开关没有跳闸", faulty), nil},
		{"a fault that says everything in English", sure("No power at flat 12 since this morning, the neighbours are off too, the main switch has not tripped", faulty), nil},
		{"a fault whose record says it", sure("没电了，只有我家，空开没跳闸", faulty, func(c *complaint.Case) {
			c.OccurredAt, c.Site.AddressKnown = c.OccurredAt.AddDate(2026, 0, 0), true
		}), nil},
		{"a fault that was handed on is asked still", sure("今早没电了", faulty, referred), []string{"fault-address", "fault-neighbours", "fault-switch"}},
		{"what else was handed on is not", sure("又停电了", referred), nil},
		{"what is closed is asked nothing more", sure("又停电了", func(c *complaint.Case) { c.Status = complaint.Closed }), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, m := range a.Missing(tt.c) {
				got = append(got, m.ID)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("missing (-want +got):\n%s", diff)
			}
			if held := a.Holds(tt.c); held != nil {
				t.Errorf("held for %v", held)
			}
		})
	}
}

func TestQuestionsAreInTheCustomersLanguage(t *testing.T) {
	a := auditor(t)
	c := sure("It went off again in our street last night")
	for language, want := range map[string]string{"en": "What would you like us to do?", "zh": "请问您希望我们怎样处理？"} {
		c.Language = language
		if diff := cmp.Diff([]Missing{{"demand", want}}, a.Missing(c)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", language, diff)
		}
	}
}

func TestOnlyWhatThePackHoldsForIsHeld(t *testing.T) {
	own := *auditor(t).policy
	own.Audit.Essentials = slices.Clone(own.Audit.Essentials)
	for i := range own.Audit.Essentials {
		own.Audit.Essentials[i].Hold = own.Audit.Essentials[i].ID == "place"
	}
	a := New(&own)
	if diff := cmp.Diff([]string{"place"}, a.Holds(sure("又停电了"))); diff != "" {
		t.Errorf("held (-want +got):\n%s", diff)
	}
	if held := a.Holds(sure("小区又停电了")); held != nil {
		t.Errorf("held for %v", held)
	}
}

func TestAPackWithoutAnAuditAsksAndFindsNothing(t *testing.T) {
	own := *auditor(t).policy
	own.Audit = policy.Audit{}
	a := New(&own)
	if got := a.Missing(sure("又停电了")); got != nil {
		t.Errorf("missing %v", got)
	}
	if v := a.Verdict(answers(t)[9].answered()); v != nil {
		t.Errorf("verdict %+v", v)
	}
}

func TestNothingIsSaidOfAnAnswerThatIsNotThere(t *testing.T) {
	a, w := auditor(t), answers(t)[0]
	for _, s := range complaint.Statuses {
		c := w.answered()
		c.Status = s
		want := s == complaint.Answered || s == complaint.Callback || s == complaint.Closed
		if got := a.Verdict(c) != nil; got != want {
			t.Errorf("%s: verdict %v, want %v", s, got, want)
		}
		if c.Answer = nil; a.Verdict(c) != nil {
			t.Errorf("%s: a verdict on no answer", s)
		}
	}
}

// TestThePackagesTestsAreThePolicys: what a pack may name is carried out.
func TestThePackagesTestsAreThePolicys(t *testing.T) {
	if diff := cmp.Diff(slices.Sorted(maps.Keys(policy.Tests)), slices.Sorted(maps.Keys(tests))); diff != "" {
		t.Errorf("tests (-policy +audit):\n%s", diff)
	}
	if diff := cmp.Diff(slices.Sorted(slices.Values(policy.RecordFields)), slices.Sorted(maps.Keys(fields))); diff != "" {
		t.Errorf("fields (-policy +audit):\n%s", diff)
	}
}

// TestAuditorsAreMadeOnceForAPolicy, and are safe to be asked at one time.
func TestAuditorsAreMadeOnceForAPolicy(t *testing.T) {
	p := auditor(t).policy
	kept, c := new(Auditors), answers(t)[0].answered()
	made := make(chan *Auditor)
	for range 8 {
		go func() {
			a := kept.Of(p)
			a.Verdict(c)
			made <- a
		}()
	}
	first := <-made
	for range 7 {
		if other := <-made; other != first {
			t.Error("two auditors of one policy")
		}
	}
	if (*Auditors)(nil).Of(p) == first {
		t.Error("nothing keeps it, and it was kept")
	}
}

func BenchmarkFirstLook(b *testing.B) {
	p, err := policy.Default()
	if err != nil {
		b.Fatal(err)
	}
	c := sure("又停电了")
	for b.Loop() {
		New(p).Missing(c)
	}
}

func BenchmarkMissing(b *testing.B) {
	p, err := policy.Default()
	if err != nil {
		b.Fatal(err)
	}
	a, c := New(p), sure("这个月已经停了四次电，每次都没有通知，家里老人怕热，冰箱里的东西都坏了，打电话没人管，到底什么时候能解决")
	for b.Loop() {
		a.Missing(c)
	}
}
