package complaint_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
)

func TestNeighboursHaveTheSameStreetKey(t *testing.T) {
	for _, test := range []struct {
		name string
		a, b string
		same bool
	}{
		{"houses of a street", "示范市建设路12号", "示范市建设路 118 号3单元", true},
		{"full width numbers", "示范市建设路１２号", "示范市建设路12号", true},
		{"the blocks of an estate", "阳光小区3栋", "阳光小区5幢201", true},
		{"a lane is a house of its road", "漕溪路123弄5号", "漕溪路9号", true},
		{"a village without numbers", "柳镇李村", "柳镇 李村", true},
		{"groups of a village", "李村2组", "李村5组12号", true},
		{"English houses", "12 High Street, Springfield", "7a High Street", true},
		{"another street", "示范市建设路12号", "示范市人民路12号", false},
		{"another English street", "12 High Street", "12 Mill Lane", false},
	} {
		a, b := complaint.StreetKey(test.a), complaint.StreetKey(test.b)
		if a == "" || b == "" || a == b != test.same {
			t.Errorf("%s: %q has %q, %q has %q; the same: %t", test.name, test.a, a, test.b, b, test.same)
		}
	}
	for _, wide := range []string{"", "12", "示范市", "鼓楼区5号楼", "华侨路街道8号", "Flat 3", "Springfield", "5 A St"} {
		if key := complaint.StreetKey(wide); key != "" {
			t.Errorf("%q has the key %s, though it names no street", wide, key)
		}
	}
}

func TestAPlaceIsKnownByTheNarrowestName(t *testing.T) {
	whole := complaint.Site{Region: "demo", TransformerArea: "李村2号台区", Feeder: "10kV李村线", StreetKey: complaint.StreetKey("李村2组")}
	without := func(change func(*complaint.Site)) complaint.Site {
		s := whole
		change(&s)
		return s
	}
	feeder := without(func(s *complaint.Site) { s.TransformerArea = "" })
	street := without(func(s *complaint.Site) { s.TransformerArea, s.Feeder = "", "" })
	keys := []string{whole.Key(), feeder.Key(), street.Key(), without(func(s *complaint.Site) { s.Region = "other" }).Key()}
	if slices.Contains(keys, "") || len(slices.Compact(slices.Sorted(slices.Values(keys)))) != 4 {
		t.Errorf("the keys %q are not four", keys)
	}
	if got := without(func(s *complaint.Site) { s.TransformerArea = " 李村 ２号台区" }).Key(); got != whole.Key() {
		t.Error("spaces and width make another place")
	}
	for name, s := range map[string]complaint.Site{
		"no region": without(func(s *complaint.Site) { s.Region = "" }), "only a region": {Region: "demo"}, "signs alone": {Region: "demo", Feeder: "--"},
	} {
		if got := s.Key(); got != "" {
			t.Errorf("%s: key %s", name, got)
		}
	}
}

func TestACaseStandsForItsPlaceOnceItIsJudged(t *testing.T) {
	customer := complaint.Customer{AccountKey: "a", PhoneKey: "p"}
	site := complaint.Site{Region: "demo", Feeder: "f"}
	for _, test := range []struct {
		name string
		c    complaint.Case
		want []string
	}{
		{"not judged", complaint.Case{Status: complaint.Received, Matter: complaint.Matter{Customer: customer, Site: site}}, []string{"a", "p"}},
		{"judged", complaint.Case{Status: complaint.Received, Ready: true, Matter: complaint.Matter{Customer: customer, Site: site}}, []string{"a", "p", site.Key()}},
		{"closed", complaint.Case{Status: complaint.Closed, Matter: complaint.Matter{Customer: customer, Site: site}}, []string{"a", "p", site.Key()}},
		{"one number for both", complaint.Case{Status: complaint.Closed, Matter: complaint.Matter{Customer: complaint.Customer{AccountKey: "a", PhoneKey: "a"}}}, []string{"a"}},
		{"nothing known", complaint.Case{Status: complaint.Handling}, nil},
	} {
		if diff := cmp.Diff(test.want, test.c.Keys()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}
