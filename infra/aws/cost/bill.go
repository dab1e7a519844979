package cost

// line is a line of a bill: so many things at a price.
type line struct {
	key    string // of the price
	n      float64
	amount float64
}

const gigabyte = 1 << 30

// assumed is how many milliseconds an invocation is taken to be billed for: five
// requests to DynamoDB one after the other, and a third of a processor between them.
// What was measured stands beside it on the page.
const assumed = 50

// bill is what a tally costs, line by line, with functions of so much memory.
func (l priceList) bill(t tally, memory map[string]float64) (lines []line) {
	gbSeconds := 0.0
	for _, name := range t.names(invocations) {
		gbSeconds += t[invocations+name] * assumed / 1000 * memory[name] / 1024
	}
	for _, b := range []struct {
		key string
		n   float64
	}{
		{"transitions", t[transitions]},
		{"writes", t[writes]},
		{"reads", t[reads]},
		{"invocations", t.all(invocations)},
		{"gbSeconds", gbSeconds},
		{"calls", t[calls]},
		{"publishes", t[publishes]},
		{"logs", t[logged] / gigabyte},
		{"traces", t[executions]},
		{"transfer", t[answered] / gigabyte},
	} {
		lines = append(lines, line{key: b.key, n: b.n, amount: l.Prices[b.key].of(b.n)})
	}
	return lines
}

// total is the sum of a bill.
func total(lines []line) (sum float64) {
	for _, l := range lines {
		sum += l.amount
	}
	return sum
}

// time is what the measured time of functions costs, or that of what comes in the
// background.
func (l priceList) time(t tally, memory map[string]float64, of string) float64 {
	gbSeconds := 0.0
	for name, mb := range memory {
		gbSeconds += t[milliseconds+of+name] / 1000 * mb / 1024
	}
	return l.Prices["gbSeconds"].of(gbSeconds)
}
