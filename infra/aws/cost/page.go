package cost

import "fmt"

// figures are what the page is made of.
type figures struct {
	prices  priceList
	stack   stack
	stories []figure
	idle    map[string]tally // what a run costs that finds nothing
	metrics float64          // of the product's own
	queue   float64          // read units of a full page of a queue
	board   float64          // read units of counting the board among a thousand open cases
	calls   float64          // and of the calls to make
	lists   []queueFigure    // of the desk's queue
}

// queueFigure are the read units of a page of 50 cases of the queue, among a thousand open
// cases and among [manyOpen].
type queueFigure struct {
	name      string
	few, many float64
}

// manyOpen is more than a page looks at.
const manyOpen = 12_000

// figure is a story with what was counted: when the stream brings each effect by
// itself, and when it brings those of a commit together.
type figure struct {
	title               string
	scattered, together tally
}

// marker divides what is counted, which is the same at each run, from what is
// measured.
const marker = "<!-- Below are measurements, which differ from run to run; no test compares them. -->\n"

// thousand complaints are what the page is about, and aim is what they may cost
// when they are smooth.
const (
	thousand = 1000
	aim      = 0.50
)

// counted is the part of the page that is the same at each run.
func (f figures) counted() string {
	var p page
	p.text(`# What Redress costs on AWS

Written by %[3]sgo test ./infra/aws/cost -update%[3]s, which plays complaints through the real functions, state machine and DynamoDB
store over an emulator, and counts what AWS bills for. Prices are list prices of %[1]s in %[2]s, of %[4]s, without free tiers,
discounts and taxes. Text messages to customers are not in: they cost what carriers ask, many times all of this.

`, f.prices.Region, f.prices.Currency, "`", f.prices.Date)
	f.whole(&p)
	f.operations(&p)
	f.queues(&p)
	f.written(&p)
	f.monthly(&p)
	f.listPrices(&p)
	f.assumptions(&p)
	return p.String()
}

// cost is what a thousand complaints of a tally cost.
func (f figures) cost(t tally) float64 { return total(f.prices.bill(t, f.stack.memory)) * thousand }

// whole is what a thousand complaints cost.
func (f figures) whole(p *page) {
	p.text("## A thousand complaints\n\n")
	p.head(f.prices.Currency, f.titles()...)
	bills := make([][]line, len(f.stories))
	for n, s := range f.stories {
		bills[n] = f.prices.bill(s.scattered, f.stack.memory)
	}
	for i, l := range bills[0] {
		name := f.prices.Prices[l.key].Name
		if l.key == "gbSeconds" {
			name += fmt.Sprintf(", at %d ms an invocation", assumed)
		}
		p.row(name, f.each(func(n int) string { return money(bills[n][i].amount * thousand) })...)
	}
	p.row(bold("sum"), f.each(func(n int) string { return bold(money(f.cost(f.stories[n].scattered))) })...)
	p.row("when the stream brings the effects of a commit together", f.each(func(n int) string { return money(f.cost(f.stories[n].together)) })...)
	smooth, choosing := f.stories[0].scattered, f.prices.Prices["transitions"]
	p.text(`
The aim is %.2f for a thousand smooth complaints. Time is the only line that is not counted; what was measured stands at the end.
Of the smooth ones' transitions %s are those of Choice states, whose decisions the tasks before them take already.
`, aim, money(choosing.of(smooth[choices])*thousand))
}

// watched is what the board costs in a month, in USD, when it is counted each minute among
// so many thousand open cases.
func (f figures) watched(thousands float64) float64 {
	return f.prices.Prices["reads"].of(f.board * thousands * 60 * 24 * 30)
}

// operations are what was counted of one complaint.
func (f figures) operations(p *page) {
	p.text("\n## One complaint, counted\n\n")
	p.head("", f.titles()...)
	of := func(title, name string, divisor float64) {
		p.row(title, f.each(func(n int) string { return number(f.stories[n].scattered[name] / divisor) })...)
	}
	of("calls of the HTTP API", calls, 1)
	for _, function := range f.used(invocations) {
		of("invocations: "+function, invocations+function, 1)
	}
	of("state transitions", transitions, 1)
	of("of these, of Choice states", choices, 1)
	of("read units", reads, 1)
	of("write units", writes, 1)
	of("of these, of indexes", indexWrites, 1)
	of("requests to DynamoDB", requests, 1)
	of("notices published", publishes, 1)
	of("messages to the customer", letters, 1)
	of("logs, KB", logged, 1024)
	of("answers, KB", answered, 1024)
	of("kept in the table for good, KB", kept, 1024)
	of("kept there until it expires, KB", expiring, 1024)
	storage := f.prices.Prices["storage"].Amount + f.prices.Prices["recovery"].Amount
	reading := f.prices.Prices["reads"]
	p.text(`
A thousand complaints that are kept for good cost %s a month when they were smooth and %s when they were breaches, with
point-in-time recovery. A full page of a unit's queue (50 cases) reads %s units, one of the calls to make %s: %s and %s for a
thousand looks.

The board on the wall counts the open cases when somebody looks, for all who look, and once a minute at most: %s read units for each
thousand that are open. With 1,000 open cases a screen that shows it all month costs %s, with 10,000 %s, and with 100,000 %s.
`, money(f.stories[0].scattered[kept]/gigabyte*storage*thousand), money(f.stories[2].scattered[kept]/gigabyte*storage*thousand),
		number(f.queue), number(f.calls), money(reading.of(f.queue)*thousand), money(reading.of(f.calls)*thousand),
		number(f.board), money(f.watched(1)), money(f.watched(10)), money(f.watched(100)))
}

// queues are what a page of the desk's queue reads.
func (f figures) queues(p *page) {
	p.text("\n## A page of the queue, in read units\n\n")
	p.head("50 cases of these", "1,000 open", fmt.Sprintf("%d,000 open, or more", manyOpen/thousand), "USD for a thousand looks")
	for _, l := range f.lists {
		p.row(l.name, number(l.few), number(l.many), money(f.prices.Prices["reads"].of(l.many)*thousand))
	}
	p.text(`
A page looks at 10,000 rows of an index at most, or at 1,000 cases where the index does not show what is asked for; then it is not full,
and its cursor goes on.
`)
}

// written is where the write units go.
func (f figures) written(p *page) {
	p.text("\n## Write units of one complaint, by kinds of items\n\n")
	p.head("with their indexes", f.titles()...)
	for _, kind := range f.used(written) {
		p.row(kind, f.each(func(n int) string { return number(f.stories[n].scattered[written+kind]) })...)
	}
}

// monthly is what is paid without any complaint.
func (f figures) monthly(p *page) {
	p.text("\n## A month without complaints\n\n")
	p.head("", "a month", f.prices.Currency)
	lines := f.fixed()
	for _, l := range lines {
		p.row(f.prices.Prices[l.key].Name, number(l.n), money(l.amount))
	}
	p.row(bold("sum"), "", bold(money(total(lines))))
	idle := f.idle[sweeping]
	p.text(`
The sweep comes each minute, whether or not anything is due: %s read units and %s write units each time, %s a month for these.
`, number(idle[reads]), number(idle[writes]), money(minutes*(f.prices.Prices["reads"].of(idle[reads])+f.prices.Prices["writes"].of(idle[writes]))))
}

// measured is the part that differs from run to run.
func (f figures) measured() string {
	var p page
	p.text(`
## Time, measured

Milliseconds that Lambda would bill for one complaint: of each function its median invocation, rounded up, as many times as it
is invoked. They are those of the machine of this run, with the emulator of DynamoDB beside the handlers on the same processors.

`)
	p.head("function, memory", f.titles()...)
	for _, function := range f.used(invocations) {
		p.row(fmt.Sprintf("%s, %g MB", function, f.stack.memory[function]), f.each(func(n int) string {
			return number(f.stories[n].scattered[milliseconds+function])
		})...)
	}
	p.row("an invocation, on average", f.each(func(n int) string {
		return number(f.average(n))
	})...)
	p.row(bold("a thousand complaints, "+f.prices.Currency), f.each(func(n int) string {
		return bold(money(f.prices.time(f.stories[n].scattered, f.stack.memory, "") * thousand))
	})...)
	p.text("\nA month's sweeps, reconciliations and reports take %s.\n", money(f.prices.time(month(f.idle), f.stack.memory, backgroundly)))
	return p.String()
}

// average is how long an invocation took in a story.
func (f figures) average(n int) float64 {
	t, took := f.stories[n].scattered, 0.0
	for _, function := range f.used(invocations) {
		took += t[milliseconds+function]
	}
	return took / t.all(invocations)
}

func (f figures) titles() []string { return f.each(func(n int) string { return f.stories[n].title }) }

func (f figures) each(cell func(n int) string) (cells []string) {
	for n := range f.stories {
		cells = append(cells, cell(n))
	}
	return cells
}

// used are the names that something was counted of in any story.
func (f figures) used(prefix string) []string {
	all := tally{}
	for _, s := range f.stories {
		for _, name := range s.scattered.names(prefix) {
			if s.scattered[prefix+name] > 0 {
				all[prefix+name] = 1
			}
		}
	}
	return all.names(prefix)
}
