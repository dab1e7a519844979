package fiction

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/redress/redress/shared/complaint"
)

// arrival is a complaint to come.
type arrival struct {
	reference string
	channel   string
	received  time.Time
	recorded  time.Time // later than received for what comes in writing
	// again is the earlier arrival whose matter it brings once more; -1 for none.
	again  int
	merged bool // found out by a person, an hour later, and not by triage
	// joined tells whether the earlier one was open then; its life says so.
	joined bool
}

// found is when it turns out that the matter is there already.
func (a *arrival) found() time.Time {
	if a.merged {
		return a.recorded.Add(time.Hour)
	}
	return a.recorded.Add(judging)
}

// judging is how long triage takes.
const judging = 20 * time.Second

// Shapes of the traffic, by month, by weekday from Sunday, by hour of the day.
var (
	season  = [12]float64{1.3, 1.1, 0.85, 0.8, 0.9, 1.2, 1.5, 1.5, 1, 0.8, 0.85, 1.2}
	weekday = [7]float64{0.6, 1.2, 1.05, 1, 1, 1.05, 0.7}
	hour    = [24]float64{0.3, 0.2, 0.1, 0.1, 0.1, 0.2, 0.5, 1, 2, 2.6, 2.5, 2, 1.4, 1.3, 1.8, 2, 2, 1.9, 1.8, 1.9, 1.8, 1.4, 0.9, 0.5}
)

// channels with the share of each, and how late what comes by it is recorded at most.
var channels = []struct {
	name  string
	share float64
	delay time.Duration
}{
	{"hotline", 55, 0}, {"app", 15, 0}, {"wechat", 9, 0}, {"web", 5, 0}, {"counter", 6, 0}, {"letter", 2, 72 * time.Hour},
	{"email", 2, 24 * time.Hour}, {"media", 0.5, 12 * time.Hour}, {"regulator", 3, 30 * time.Hour}, {"superior", 2, 30 * time.Hour}, {"other", 0.5, 0},
}

// arrivals draws the complaints of a period, in the order of their recording.
func (s Spec) arrivals() []arrival {
	r := rand.New(rand.NewPCG(s.Seed, 1))
	days := s.days()
	list := make([]arrival, s.Cases)
	for i := range list {
		a := &list[i]
		for a.received.IsZero() || a.received.Before(s.From) || !a.received.Before(s.To) {
			a.received = days.draw(r)
		}
		c := channels[pick(r, len(channels), func(i int) float64 { return channels[i].share })]
		a.channel, a.recorded = c.name, a.received
		if c.delay > 0 {
			a.recorded = a.recorded.Add(time.Duration(r.Int64N(int64(c.delay)))).Truncate(time.Second)
		}
	}
	slices.SortStableFunc(list, func(a, b arrival) int { return cmp.Compare(a.recorded.Unix(), b.recorded.Unix()) })
	serials := map[string]int64{}
	for i := range list {
		series := list[i].recorded.In(s.Policy.Zone()).Format("200601")
		serials[series]++
		list[i].reference = complaint.Reference(series, serials[series])
		s.again(r, list, i)
	}
	return list
}

// again makes some arrivals bring an earlier matter: most of them one of the last days.
func (s Spec) again(r *rand.Rand, list []arrival, i int) {
	list[i].again = -1
	back := r.ExpFloat64() * 2
	if r.Float64() < 0.35 {
		back = 80 * r.Float64()
	}
	aDay := float64(s.Cases) * 24 * float64(time.Hour) / float64(s.To.Sub(s.From))
	of := i - 1 - int(back*aDay)
	if chance(r, 6) && of >= 0 && list[of].again < 0 {
		list[i].again, list[i].merged = of, chance(r, 30)
	}
}

// traffic are the days of a period, each with the weight of all up to it.
type traffic struct {
	days []time.Time // local midnights
	sums []float64
}

func (s Spec) days() traffic {
	var t traffic
	sum := 0.0
	y, m, d := s.From.In(s.Policy.Zone()).Date()
	for day := time.Date(y, m, d, 0, 0, 0, 0, s.Policy.Zone()); day.Before(s.To); day = day.AddDate(0, 0, 1) {
		sum += season[day.Month()-1] * weekday[day.Weekday()]
		t.days, t.sums = append(t.days, day), append(t.sums, sum)
	}
	return t
}

func (t traffic) draw(r *rand.Rand) time.Time {
	i, _ := slices.BinarySearch(t.sums, r.Float64()*t.sums[len(t.sums)-1])
	second := pick(r, len(hour), func(h int) float64 { return hour[h] })*3600 + r.IntN(3600)
	return t.days[i].Add(time.Duration(second) * time.Second).UTC()
}

// pick draws one of n by their weights.
func pick(r *rand.Rand, n int, weight func(int) float64) int {
	sum := 0.0
	for i := range n {
		sum += weight(i)
	}
	left := r.Float64() * sum
	for i := range n {
		if left -= weight(i); left < 0 {
			return i
		}
	}
	return n - 1
}

// chance is true so many times of a hundred.
func chance(r *rand.Rand, percent float64) bool { return 100*r.Float64() < percent }
