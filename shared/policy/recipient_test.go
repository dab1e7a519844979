package policy

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// always is a roster under which one person is on duty at all times; "" for nobody.
func always(person string) Roster {
	r := Roster{Shifts: []Shift{{Hours: "00:00-24:00", People: []string{person}}}}
	if person == "" {
		r.Shifts[0].People = []string{"left"}
		r.Absent = []Absence{{Person: "left"}}
	}
	return r
}

// words writes recipients as "L2 demo-county/wang (why)", an empty one without a reason.
func words(list []Recipient) string {
	var all []string
	for _, r := range list {
		s := r.Level + " " + r.Unit
		if r.Person != "" {
			s += "/" + r.Person
		}
		if !r.Empty {
			s += " (" + r.Why + ")"
		}
		all = append(all, s)
	}
	return strings.Join(all, ", ")
}

func TestRecipients(t *testing.T) {
	p := loadDefault(t)
	at := time.Date(2026, 6, 1, 4, 0, 0, 0, time.UTC)
	away := always("zhao")
	away.Absent = []Absence{{Person: "li"}}
	tests := []struct {
		name, levels, unit, handler string
		stored                      map[string]Roster
		want                        string
	}{
		{"a unit without a rota is its inbox", "L1 L2", "demo-station", "", nil, "L1 demo-station (inbox), L2 demo-county (inbox)"},
		{"a level is looked for at or above the unit", "L1 L2 L3", "demo-county", "", nil, "L1 , L2 demo-county (inbox), L3 demo-city (inbox)"},
		{"an unknown unit has nobody above it", "handler L1 L5", "gone", "", nil, "handler , L1 , L5 "},
		{"a case without a unit belongs to the top", "handler L1 L5 centre", "", "", nil, "handler , L1 , L5 national-centre (inbox), centre national-centre (inbox)"},
		{"the handler is the person who took the case", "handler L1", "demo-station", "li", nil, "handler demo-station/li (handler), L1 demo-station (inbox)"},
		{"without a handler it is the unit", "handler", "demo-station", "", nil, "handler demo-station (inbox)"},
		{"a rostered unit is who is on duty", "L1 L2", "demo-station", "", map[string]Roster{"demo-county": always("wang")},
			"L1 demo-station (inbox), L2 demo-county/wang (shift 00:00-24:00)"},
		{"a rostered unit with nobody on duty is empty", "L1 L2", "demo-station", "", map[string]Roster{"demo-county": always("")},
			"L1 demo-station (inbox), L2 demo-county"},
		{"an absent handler is passed over for who is on duty", "handler", "demo-station", "li", map[string]Roster{"demo-station": away},
			"handler demo-station/zhao (shift 00:00-24:00 for li)"},
		{"for the whole company a level is all of its units", "handler L2 L3 centre", "*", "", map[string]Roster{"demo-city": always("wang")},
			"handler , L2 * (inbox), L3 demo-city/wang (shift 00:00-24:00), centre national-centre (inbox)"},
		{"the reason names whom a person stands in for", "L1", "demo-station", "",
			map[string]Roster{"demo-station": {Shifts: []Shift{{Hours: "08:30-17:30", People: []string{"li", "zhao"}}}, Absent: []Absence{{Person: "li"}}}},
			"L1 demo-station/zhao (shift 08:30-17:30 for li)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := words(p.Recipients(strings.Fields(tt.levels), tt.unit, tt.handler, p.Rota(tt.stored), at))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("recipients (-want +got):\n%s", diff)
			}
		})
	}
}

func TestARungIsEmptyWhenEveryLevelIs(t *testing.T) {
	p := loadDefault(t)
	for name, tt := range map[string]struct {
		levels string
		want   bool
	}{"one of two": {"L1 L2", false}, "the only one": {"L2", true}, "no level": {"", true}} {
		rota := p.Rota(map[string]Roster{"demo-county": always("")})
		if got := AllEmpty(p.Recipients(strings.Fields(tt.levels), "demo-station", "", rota, time.Now())); got != tt.want {
			t.Errorf("%s: got %t, want %t", name, got, tt.want)
		}
	}
}

func TestReachNeverComesBackWithNobody(t *testing.T) {
	p := loadDefault(t)
	nobody := always("")
	tests := []struct {
		name, levels, unit string
		stored             map[string]Roster
		want, empty, for_  string
	}{
		{"the levels themselves where one of them reaches somebody", "L1 L2", "demo-station", map[string]Roster{"demo-county": nobody},
			"L1 demo-station (inbox)", "L2", ""},
		{"else the next level above all of them", "handler L1", "demo-station", map[string]Roster{"demo-station": nobody},
			"L2 demo-county (inbox)", "handler L1", "handler L1"},
		{"else the one above that", "L1 L2", "demo-station", map[string]Roster{"demo-station": nobody, "demo-county": nobody, "demo-city": nobody},
			"L4 demo-province (inbox)", "L1 L2 L3", "L1 L2"},
		{"else the inbox at the top", "L4", "demo-station", map[string]Roster{"demo-province": nobody, "national-centre": nobody},
			"L5 national-centre (inbox, as nobody is on duty)", "L4 L5 centre", "L4"},
		{"the centre has nobody above it", "centre", "demo-station", map[string]Roster{"national-centre": nobody},
			"L5 national-centre (inbox, as nobody is on duty)", "centre", "centre"},
		{"a case of a unit that is gone", "handler L2", "gone", nil, "centre national-centre (inbox)", "handler L2 L3 L4 L5", "handler L2"},
		{"a case without a unit", "handler L1", "", nil, "L5 national-centre (inbox)", "handler L1 L2 L3 L4", "handler L1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := p.Reach(strings.Fields(tt.levels), tt.unit, "", p.Rota(tt.stored), time.Date(2026, 6, 1, 4, 0, 0, 0, time.UTC))
			got := [3]string{words(r.Recipients), strings.Join(r.Empty, " "), strings.Join(r.InsteadOf, " ")}
			if diff := cmp.Diff([3]string{tt.want, tt.empty, tt.for_}, got); diff != "" {
				t.Errorf("reach (-want +got):\n%s", diff)
			}
		})
	}
}
