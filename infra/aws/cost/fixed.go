package cost

// The runs that come whether or not anything is to be done. A house counts them
// by these names, and what one costs that finds nothing is known by them.
const (
	sweeping    = "sweeps"
	reconciling = "reconciliations"
	reporting   = "daily reports"
	asking      = "looks for reports"
)

// How often they come in an average month.
const (
	days    = 365.0 / 12
	minutes = days * 24 * 60
	asks    = minutes / 15 // for reports
)

// keyCaching is for how many minutes DynamoDB and SNS keep a key that they have
// asked KMS for.
const keyCaching = 5

// month is what an idle month takes.
func month(idle map[string]tally) tally {
	t := tally{}
	t.add(idle[sweeping], minutes)
	t.add(idle[reconciling], days)
	t.add(idle[reporting], days)
	t.add(idle[asking], asks-days)
	return t
}

// fixed is what a month costs in which nothing is submitted.
func (f figures) fixed() (lines []line) {
	t := month(f.idle)
	for _, b := range []struct {
		key string
		n   float64
	}{
		{"alarms", f.stack.alarms},
		{"dashboards", f.stack.dashboards},
		{"metrics", f.metrics},
		{"reads", t[reads]},
		{"writes", t[writes]},
		{"invocations", t.all(invocations)},
		{"logs", t[logged] / gigabyte},
		{"schedules", minutes + asks + days},
		{"publishes", t[publishes]},
		{"puts", t[puts]},
		// Each function and the topic, all of the time: less when less is done.
		{"keys", float64(len(f.stack.memory)+1) * minutes / keyCaching},
	} {
		lines = append(lines, line{key: b.key, n: b.n, amount: f.prices.Prices[b.key].of(b.n)})
	}
	return lines
}
