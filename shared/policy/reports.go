package policy

import (
	"fmt"
	"slices"
	"time"
)

// Reports says how the company counts in its reports, and when which report is built for whom.
type Reports struct {
	// Counting says which complaints are assessed: [CountCentral] or [CountCompany].
	Counting string
	// SolvedWithin is the number of days after a closing within which the same matter must not come
	// again for the first handling to have solved it (S-210).
	SolvedWithin int
	// Thresholds are what the conclusions of reports go by.
	Thresholds Thresholds
	// Thin merges areas that are too thin to compare (S-072).
	Thin ThinRegions
	// Specialties are the large business classes (专业, S-118), in the order of the reports.
	Specialties []Specialty
	// Seasons are the parts of the year whose pattern is shown (S-117).
	Seasons []Season
	// Customers are the customers at the end of the period (N, S-092), by unit, with those of the
	// units below it.
	Customers map[string]int
	// Targets are the assessed complaints that a unit may have in a year (T, S-124, S-125), by year
	// and unit.
	Targets map[int]map[string]int
	// LinkDays is how many days the link of a report's notice opens it.
	LinkDays int
	Schedule []ScheduledReport
}

// The ways of counting the assessed complaints (考核量, C).
const (
	// CountCentral: all that were received, without upheld appeals (S-122).
	CountCentral = "central"
	// CountCompany: those verified and of the company's responsibility, without upheld appeals (S-218).
	CountCompany = "company"
)

// Thresholds are the numbers that figures are held against, in percent.
type Thresholds struct {
	Satisfaction int // below it satisfaction is not in order
	Growth       int // of a company's complaints in a year, beyond which its situation is not good (S-120)
	// Appeals is the share of upheld appeals in what was received from which they are many (S-128).
	Appeals int
}

// ThinRegions says into which area another is counted when it has fewer orders than Below.
type ThinRegions struct {
	Below int
	Into  map[string]string // "remote" into "rural"
}

// Specialty is a large business class: groups, parents or classes of complaints.
type Specialty struct {
	Code    string // "marketing"
	Name    Text
	Classes []string // of any level
}

// SpecialtyOf is the specialty of a class; false when no specialty has it.
func (r Reports) SpecialtyOf(class string) (Specialty, bool) {
	i := slices.IndexFunc(r.Specialties, func(s Specialty) bool {
		return slices.ContainsFunc(s.Classes, func(c string) bool { return under(class, c) })
	})
	if i < 0 {
		return Specialty{}, false
	}
	return r.Specialties[i], true
}

// Season is a part of the year.
type Season struct {
	Name   Text
	Months []int // 1 to 12
}

// ReportKind is a sort of report.
type ReportKind struct {
	Code string
	// OfOneCase: the report is of one case in place of a period. It is asked for, never scheduled.
	OfOneCase bool
}

// ReportKinds are the sorts of reports that there are.
var ReportKinds = []ReportKind{
	{Code: "sla-breach"}, {Code: "overtime"}, {Code: "service-indicators"}, {Code: "revisit"},
	{Code: "order-analysis"}, {Code: "annual"}, {Code: "regulator"},
	{Code: "penetration", OfOneCase: true}, {Code: "emergency-information", OfOneCase: true},
}

// ScheduledReport is an entry of the schedule: which report is built how often, and who is told.
type ScheduledReport struct {
	Kind string // of [ReportKinds], not of one case
	Rhythm
	// Of is the level each of whose units has a report of its own; "" for one of the whole company.
	Of string
	// Tell are the levels that are told.
	Tell     []string
	Language string
}

// same tells whether two entries build the same reports.
func (s ScheduledReport) same(o ScheduledReport) bool {
	return s.Kind == o.Kind && s.Rhythm == o.Rhythm && s.Of == o.Of && s.Language == o.Language
}

// Rhythm says when something recurs, in the office's time.
type Rhythm struct {
	Every string // "day", "workday", "week", "month", "quarter", "year"
	// At is the time of day, in minutes after midnight.
	At      int
	Weekday time.Weekday // of a week
	// Day of the month, of a quarter's first month, or of Month; in a shorter month its last day.
	Day   int
	Month int // of a year
}

// String says it as the pack does: "every month on day 3 at 08:00".
func (r Rhythm) String() string {
	on := ""
	switch r.Every {
	case "week":
		on = " on " + weekdays[r.Weekday]
	case "month", "quarter":
		on = fmt.Sprintf(" on day %d", r.Day)
	case "year":
		on = fmt.Sprintf(" on %02d-%02d", r.Month, r.Day)
	}
	return fmt.Sprintf("every %s%s at %02d:%02d", r.Every, on, r.At/60, r.At%60)
}
