package customer

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/functions/intake"
	"github.com/redress/redress/shared/clock"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

func TestSpansAreSaidInWords(t *testing.T) {
	for target, want := range map[string][2]string{
		"20m": {"20 minutes", "20分钟"}, "24h": {"24 hours", "24小时"}, "1h": {"1 hour", "1小时"}, "90m": {"90 minutes", "90分钟"},
		"1wd": {"1 working day", "1个工作日"}, "5wd": {"5 working days", "5个工作日"}, "8h working": {"8 hours of working time", "工作时间8小时"},
		"10d": {"10 days", "10日"}, "12d flat": {"12 days", "12日"}, "56d flat": {"8 weeks", "8周"}, "same day": {"the same day", "当日"},
	} {
		limit, err := clock.ParseTarget(target)
		if err != nil {
			t.Fatal(err)
		}
		if got := [2]string{spanText(limit, "en"), spanText(limit, "zh")}; got != want {
			t.Errorf("%s is said as %q, want %q", target, got, want)
		}
	}
}

func TestDaysOfTheSameHoursStandTogether(t *testing.T) {
	long, short := []clock.Hours{{Open: 510, Close: 720}, {Open: 810, Close: 1050}}, []clock.Hours{{Open: 540, Close: 720}}
	for name, c := range map[string]struct {
		week [7][]clock.Hours // from Sunday on
		want []opening
	}{
		"an office": {
			[7][]clock.Hours{nil, long, long, long, long, long, nil},
			[]opening{{"Monday to Friday", "08:30–12:00, 13:30–17:30"}, {"Saturday and Sunday", "Closed"}},
		},
		"a short Saturday": {
			[7][]clock.Hours{nil, long, long, long, long, long, short},
			[]opening{{"Monday to Friday", "08:30–12:00, 13:30–17:30"}, {"Saturday", "09:00–12:00"}, {"Sunday", "Closed"}},
		},
		"the same all week": {
			[7][]clock.Hours{short, short, short, short, short, short, short},
			[]opening{{"Monday to Sunday", "09:00–12:00"}},
		},
	} {
		if diff := cmp.Diff(c.want, week(clock.Facts{Week: c.week}, "en")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestDaysOffOnEndAreOneLine(t *testing.T) {
	p, err := policy.Named("state-grid")
	if err != nil {
		t.Fatal(err)
	}
	off, worked := holidays(p.Calendar.Facts(), time.Date(2026, 9, 26, 12, 0, 0, 0, p.Zone()), "zh")
	want := []string{"2026年9月26日至9月27日", "2026年10月1日至10月7日"}
	if diff := cmp.Diff(want, off); diff != "" {
		t.Errorf("off (-want +got):\n%s", diff)
	}
	if len(worked) != 1 || !strings.HasPrefix(worked[0], "2026年10月10日（08:30") {
		t.Errorf("worked instead: %q", worked)
	}
}

func TestStagesSayWhereAComplaintIs(t *testing.T) {
	for _, c := range []struct {
		status  complaint.Status
		outcome complaint.Outcome
		want    string
	}{
		{complaint.Received, "", "now ahead ahead ahead ahead ahead"},
		{complaint.Sorting, "", "now ahead ahead ahead ahead ahead"},
		{complaint.Handling, "", "done done now ahead ahead ahead"},
		{complaint.Callback, "", "done done done done now ahead"},
		{complaint.Closed, complaint.Resolved, "done done done done done done"},
		{complaint.Closed, complaint.Withdrawn, "done done"},
	} {
		var got []string
		for _, s := range stages(intake.Progress{Status: c.status, Outcome: c.outcome}, "en") {
			got = append(got, s.State)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s %s: %q, want %q", c.status, c.outcome, got, c.want)
		}
	}
}

func TestEveryFieldAndWishHasALabel(t *testing.T) {
	for _, s := range filingSteps {
		for _, name := range s.Fields {
			if labels[name].EN == "" || labels[name].ZH == "" {
				t.Errorf("%s has no label", name)
			}
		}
	}
	for _, d := range wishes {
		if rule := complaint.RuleOf(d.Command); !rule.Allows(complaint.Public) {
			t.Errorf("%s is nothing that a customer may do", d.Command)
		}
	}
}

func TestOnlyTheNamesOfSomeClassesSpeakOfDanger(t *testing.T) {
	p, err := policy.Named("state-grid")
	if err != nil {
		t.Fatal(err)
	}
	s := newSense(p)()
	var dangerous []string
	for _, c := range p.Classes {
		if s.classes[c.Code] {
			dangerous = append(dangerous, c.Code)
		}
	}
	if diff := cmp.Diff([]string{"05.01.01"}, dangerous); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTicketsAreReadAsPeopleWriteThem(t *testing.T) {
	want := ticket{"202609-000012", "ABCDOFGHBJK2"}
	for _, written := range [][2]string{
		{"202609-000012", "ABCDOFGHBJK2"}, {" 202609 000012 ", "abcd ofgh bjk2"}, {"202609000012", "ABCD-OFGH-BJK2"},
		{"２０２６０９－００００１２", "ＡＢＣＤＯＦＧＨＢＪＫ２"}, {"202609—000012", "ABCD　0FGH　8JK2"},
	} {
		if got := ticketOf(written[0], written[1]); got != want {
			t.Errorf("%q is read as %q", written, got)
		}
	}
	if got := ticketOf("../../v1/cases", ""); complaint.IsReference(got.Reference) {
		t.Errorf("a path is read as %q", got.Reference)
	}
}

func TestPhoneNumbersThatLookOddAreSaid(t *testing.T) {
	zh, err := policy.Named("state-grid")
	if err != nil {
		t.Fatal(err)
	}
	gb, err := policy.Named("ofgem")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		phone string
		p     *policy.Policy
		want  string
	}{
		{"", zh, "未留联系电话"}, {"13800001234", zh, ""}, {"+86 138-0000-1234", zh, ""}, {"１３８００００１２３４", zh, ""}, {"0512 6800 1234", zh, ""},
		{"1380000123", zh, "1380000123"}, {"138000012345", zh, "不完整"}, {"139-abc", zh, "不完整"}, {"12345", zh, "不完整"},
		{"07700 900123", gb, ""}, {"1632 960983", gb, ""}, {"0770", gb, "不完整"},
	} {
		f := blankSlip("")
		f.Values.Set("customer.phone", tt.phone)
		if got := strings.Join(doubts(f, tt.p, time.Time{}, "zh"), ""); (got == "") != (tt.want == "") || !strings.Contains(got, tt.want) {
			t.Errorf("of %q it says %q", tt.phone, got)
		}
	}
}

func TestATimeLongAgoIsDoubted(t *testing.T) {
	p, err := policy.Named("state-grid")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 9, 30, 8, 20, 0, 0, time.UTC)
	for written, doubted := range map[string]bool{"": false, "2026-09-29T19:00": false, "2006-10-01T00:00": false, "2006-09-30T16:00": true, "1998-05-01T08:00": true, "0001-01-01T00:00": true} {
		f := blankSlip("")
		f.Values.Set("customer.phone", "13800001234")
		f.Values.Set("occurredAt", written)
		if got := strings.Join(doubts(f, p, now, "zh"), ""); strings.Contains(got, "距今已超过20年") != doubted || doubted == (got == "") {
			t.Errorf("of %s it says %q", written, got)
		}
	}
}

func TestHotlinesAreDialledAndYearsAreNot(t *testing.T) {
	const want = `请拨打<a href="tel:95598">95598</a>、<a href="tel:120">120</a>，2026年10月30日24:00前，&lt;b&gt;`
	if got := dial("请拨打95598、120，2026年10月30日24:00前，<b>"); string(got) != want {
		t.Errorf("%s", got)
	}
}
