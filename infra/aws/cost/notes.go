package cost

// listPrices are the prices with their sources.
func (f figures) listPrices(p *page) {
	p.text("\n## List prices of %s, %s\n\n", f.prices.Region, f.prices.Date)
	p.head("", f.prices.Currency, "for", "said at", "read at")
	for _, key := range priced {
		l := f.prices.Prices[key]
		read := l.Read
		if read == "" {
			read = "not read yet"
		}
		p.row(l.Name, plain(l.Amount), number(l.Per), l.Source, read)
	}
}

// assumptions are what the figures rest on, and what they leave out.
func (f figures) assumptions(p *page) {
	p.text(`
## What is assumed

* Customers' calls that write carry an idempotency key, staff's do not; the last column says what it costs when they do.
* People look: the unit at its queue and at the case, the centre likewise, the callback desk at its calls, the customer twice.
  The queues hold this case alone; what a full page costs is said above.
* An execution costs one transition more than the states that it enters, as AWS's examples count its start. Nothing is retried.
* The stream has a shard for each partition of the table, so that the effects of one commit may come by as many invocations: the
  first table has one for each effect. A new table has a few partitions; a busy stream brings the effects of several commits at once.
* The night's reconciliation and the morning's breach report are charged to a case with what they take beyond a day without cases,
  up to a month after its end; a sweep with what it takes beyond one that finds nothing. The other reports of a pack's schedule
  are not in: each reads the cases of its period once.
* A transaction writes items twice and their entries in indexes once; package shared/store/dynamo/units has the rules and where
  they are from.
* Each execution is traced by X-Ray, as the first of each second is; in a storm one of twenty of the others.
* Logs are the lines of Lambda in its text format, one or two of the function, and one of the API for each call. Keeping them costs
  %s a month for each GB, as long as the template says.
* A month has alarms on %s metrics and as many metrics of the product's own as its functions count. KMS is asked once in %d minutes by
  DynamoDB for each function, and by SNS, as if all were busy all of the time.
* Not counted: cold starts (make measure), deliveries to the topic's subscribers, the staff's logins, what stands before the API.
* Prices of other regions are not here. Of China's, in CNY, those of Lambda, Step Functions, API Gateway and SNS could not be read.
`, plain(f.prices.Prices["logStorage"].Amount), number(f.stack.alarms), keyCaching)
}
