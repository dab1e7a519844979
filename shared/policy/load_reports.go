package policy

import (
	"errors"
	"io/fs"
	"slices"
	"strconv"
	"time"
)

// What holds where a pack says nothing of its reports: the breach report of the day before each
// morning, and what S-122 and S-210 have (the 30 days: proposal).
const (
	solvedWithin = 30
	linkDays     = 7
	mornings     = 7 * 60
)

// wanted are the thresholds where a pack says nothing: the satisfaction of one provincial company,
// and numbers that are a proposal.
var wanted = Thresholds{Satisfaction: 95, Growth: 50, Appeals: 20}

// readReports reads reports.yaml, which a pack need not have. What the pack
// that it is read from says of units and classes which this one has not is passed over.
func (l *loader) readReports() {
	p := l.policy
	p.Reports = Reports{Counting: CountCentral, SolvedWithin: solvedWithin, Thresholds: wanted, LinkDays: linkDays, Schedule: []ScheduledReport{
		{Kind: "sla-breach", Rhythm: Rhythm{Every: "day", At: mornings}, Tell: p.Tell["report"], Language: p.Language},
	}}
	if _, err := fs.Stat(l.stack, reportsFile); errors.Is(err, fs.ErrNotExist) {
		return
	}
	f := l.open(reportsFile).fields("counting", "solvedWithin", "thresholds", "thinRegions", "specialties", "seasons", "customers", "targets", "linkDays", "schedule")
	r := &p.Reports
	if f["counting"].given() {
		r.Counting = f["counting"].oneOf("counting", []string{CountCentral, CountCompany})
	}
	if f["solvedWithin"].given() {
		r.SolvedWithin = f["solvedWithin"].number("solvedWithin", 1)
	}
	if f["linkDays"].given() {
		r.LinkDays = f["linkDays"].number("linkDays", 1)
	}
	r.Thresholds = readThresholds(f["thresholds"])
	r.Thin = readThin(f["thinRegions"])
	r.Specialties = l.readSpecialties(f["specialties"])
	r.Seasons = readSeasons(f["seasons"])
	r.Customers = l.byUnit(f["customers"], "customers")
	r.Targets = l.readTargets(f["targets"])
	if f["schedule"].given() {
		r.Schedule = l.readSchedule(f["schedule"])
	}
}

// inherited tells whether reports.yaml is that of an extended pack, or was when
// the files were copied.
func (l *loader) inherited() bool {
	_, err := fs.Stat(l.stack, CompleteFile)
	return err == nil || l.stack.owner(reportsFile) != ""
}

func readThresholds(n node) Thresholds {
	t := wanted
	if !n.given() {
		return t
	}
	f := n.fields("satisfaction", "growth", "appeals")
	for _, k := range []struct {
		name string
		most int
		to   *int
	}{{"satisfaction", 100, &t.Satisfaction}, {"growth", 1000, &t.Growth}, {"appeals", 100, &t.Appeals}} {
		if f[k.name].given() {
			*k.to = f[k.name].within("thresholds."+k.name, 1, k.most)
		}
	}
	return t
}

func readThin(n node) ThinRegions {
	if !n.given() {
		return ThinRegions{}
	}
	f := n.fields("below", "into")
	t := ThinRegions{Below: f["below"].number("thinRegions.below", 1), Into: make(map[string]string)}
	for _, e := range f["into"].entries() {
		if !slices.Contains(Areas, e.key) {
			e.value.fail("unknown area %q; known are urban, rural, remote", e.key)
		}
		t.Into[e.key] = e.value.oneOf("area", Areas)
	}
	for _, e := range f["into"].entries() {
		if _, again := t.Into[t.Into[e.key]]; again {
			e.value.fail("area %q is counted into %q, which is itself counted into another", e.key, t.Into[e.key])
		}
	}
	if len(t.Into) == 0 {
		n.fail("thinRegions.into is missing")
	}
	return t
}

func (l *loader) readSpecialties(n node) []Specialty {
	var list []Specialty
	seen := make(once)
	for _, item := range n.items() {
		f := item.fields("code", "zh", "en", "classes")
		s := Specialty{Code: identifier(f["code"], "code"), Name: nameOf(f)}
		seen.check(f["code"], "specialty", s.Code)
		for _, class := range f["classes"].items() {
			if l.inherited() && !l.policy.HasClass(class.text()) {
				continue
			}
			l.checkClass(class)
			if at := slices.IndexFunc(list, func(o Specialty) bool { return overlap(o.Classes, class.text()) }); at >= 0 {
				class.fail("class %q is already of the specialty %q", class.text(), list[at].Code)
			}
			s.Classes = append(s.Classes, class.text())
		}
		if len(s.Classes) == 0 && !l.inherited() {
			item.fail("specialty %q has no classes", s.Code)
		}
		list = append(list, s)
	}
	return list
}

// overlap tells whether a class is one of a list, or stands above or below one.
func overlap(list []string, class string) bool {
	return slices.ContainsFunc(list, func(c string) bool { return under(c, class) || under(class, c) })
}

func readSeasons(n node) []Season {
	var list []Season
	seen := make(once)
	for _, item := range n.items() {
		f := item.fields("zh", "en", "months")
		s := Season{Name: nameOf(f)}
		for _, month := range f["months"].items() {
			s.Months = append(s.Months, month.within("a month", 1, 12))
			seen.check(month, "month", month.text())
		}
		if len(s.Months) == 0 {
			item.fail("a season without months")
		}
		list = append(list, s)
	}
	return list
}

// byUnit reads a number above zero for each unit.
func (l *loader) byUnit(n node, name string) map[string]int {
	numbers := make(map[string]int)
	for _, e := range n.entries() {
		if _, ok := l.policy.Unit(e.key); !ok {
			if !l.inherited() && len(l.policy.Units) > 0 {
				e.value.fail("unknown unit %q", e.key)
			}
			continue
		}
		numbers[e.key] = e.value.number(name+"."+e.key, 1)
	}
	return numbers
}

func (l *loader) readTargets(n node) map[int]map[string]int {
	targets := make(map[int]map[string]int)
	for _, e := range n.entries() {
		year, err := strconv.Atoi(e.key)
		if err != nil || year < 2000 || year > 2199 {
			e.value.fail("%q must be a year from 2000 to 2199", e.key)
			continue
		}
		targets[year] = l.byUnit(e.value, "targets."+e.key)
	}
	return targets
}

// rhythms are how often a report can be built.
var rhythms = []string{"day", "workday", "week", "month", "quarter", "year"}

// weekdays are those of a schedule, at the place that [time.Weekday] gives them.
var weekdays = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

func (l *loader) readSchedule(n node) []ScheduledReport {
	list := []ScheduledReport{}
	for _, item := range n.items() {
		s := l.readScheduled(item)
		if slices.ContainsFunc(list, func(o ScheduledReport) bool { return o.same(s) }) {
			item.fail("the same report is scheduled twice")
		}
		list = append(list, s)
	}
	return list
}

func (l *loader) readScheduled(n node) ScheduledReport {
	f := n.fields("kind", "every", "at", "weekday", "day", "month", "of", "tell", "language")
	s := ScheduledReport{
		Kind: f["kind"].oneOf("kind", scheduled()), Rhythm: readRhythm(f),
		Tell: readLevels(f["tell"]), Language: l.policy.Language,
	}
	if f["of"].given() {
		s.Of = f["of"].oneOf("level", ladder)
		l.checkLevel(f["of"], s.Of)
	}
	if f["language"].given() {
		s.Language = f["language"].oneOf("language", languages)
	}
	if len(s.Tell) == 0 {
		s.Tell = l.policy.Tell["report"]
	}
	return s
}

// readRhythm reads how often and on which day something recurs; what is of use with another rhythm
// alone is refused.
func readRhythm(f map[string]node) Rhythm {
	r := Rhythm{Every: f["every"].oneOf("every", rhythms), At: f["at"].timeOfDay("at")}
	wanted := map[string][]string{"week": {"weekday"}, "month": {"day"}, "quarter": {"day"}, "year": {"month", "day"}}[r.Every]
	for _, key := range []string{"weekday", "day", "month"} {
		switch {
		case f[key].given() && !slices.Contains(wanted, key):
			f[key].fail("%s is of no use with every: %s", key, r.Every)
		case !slices.Contains(wanted, key):
		case key == "weekday":
			r.Weekday = time.Weekday(max(0, slices.Index(weekdays, f[key].oneOf(key, weekdays))))
		case key == "day":
			r.Day = f[key].within(key, 1, 31)
		case key == "month":
			r.Month = f[key].within(key, 1, 12)
		}
	}
	return r
}

// checkLevel refuses a level that no unit stands at.
func (l *loader) checkLevel(n node, level string) {
	at := func(u Unit) bool { return u.Level == level }
	if !l.inherited() && len(l.policy.Units) > 0 && !slices.ContainsFunc(l.policy.Units, at) {
		n.fail("no unit stands at level %q", level)
	}
}

// scheduled are the kinds that can be scheduled.
func scheduled() []string {
	var codes []string
	for _, k := range ReportKinds {
		if !k.OfOneCase {
			codes = append(codes, k.Code)
		}
	}
	return codes
}

// within reads a whole number from least to most.
func (n node) within(name string, least, most int) int {
	i, err := strconv.Atoi(n.required(name))
	if err != nil || i < least || i > most {
		n.fail("%s must be a whole number from %d to %d", name, least, most)
	}
	return i
}

// timeOfDay reads a time of day, in minutes after midnight.
func (n node) timeOfDay(name string) int {
	s := n.required(name)
	t, err := time.Parse("15:04", s)
	if s != "" && (err != nil || len(s) != len("15:04")) {
		n.fail("%s %q must be a time of day such as 00:30", name, s)
	}
	return t.Hour()*60 + t.Minute()
}
