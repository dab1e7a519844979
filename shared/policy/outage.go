package policy

// Outages says which matters the company is asked about for an outage that it
// knows of at their place. The zero Outages asks about none.
type Outages struct {
	// Kinds are asked about whatever their class, complaints of these Classes (of
	// any level) too.
	Kinds, Classes []string
}

// Asks tells whether it is asked about matters of a kind and class.
func (o Outages) Asks(kind, class string) bool { return within(o.Kinds, o.Classes, kind, class) }
