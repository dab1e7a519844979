package policy

// Audit is what a record is looked at for before a unit works on it, and an
// answer before the customer is called (S-084, S-085). A pack may have none.
type Audit struct {
	Essentials []Essential
	// Sayings are what answers say, in all the words for it, by the names of [Sayings].
	Sayings map[string][]string
	// Subjects are what demands and answers are about.
	Subjects []Subject
	Checks   []Check
}

// Essential is something that a unit must know of a matter, asked of the
// customer when the record does not have it.
type Essential struct {
	ID       string // "place"
	Question Text
	When     When // of which matters it is asked
	// Any of Phrases in the customer's words, or of Fields on the record,
	// answers it. Fields are some of [RecordFields].
	Phrases, Fields []string
	// Hold has a person decide while it is not answered, instead of dispatching.
	Hold bool
	// Referred has it asked of a matter too that was handed on: whoever has it needs
	// to know.
	Referred bool
}

// RecordFields are the fields of a record that can answer an essential. "class"
// is one that triage is sure of, or a person has given.
var RecordFields = []string{
	"class", "demand", "occurredAt", "customer.accountNumber", "customer.phone",
	"site.region", "site.address", "site.transformerArea", "site.feeder",
}

// Subject is something that a demand or an answer may be about.
type Subject struct {
	Name    string // "refund"
	Phrases []string
}

// Check is a flaw that an answer is looked at for.
type Check struct {
	ID       string
	Test     string // one of [Tests]
	Severity string // high, medium, low
	Text     Text
	When     When // in which matters it counts
	// Phrases and Repeated narrow it down to matters in which the customer says
	// one of the phrases, or, with Repeated, that have come back or been urged again.
	Phrases  []string
	Repeated bool
	// Shortest is how many characters an answer must have at least, a word of
	// another script counted as two; 0 for any.
	Shortest int
}

// Severities of a check, the lowest first.
var Severities = []string{"low", "medium", "high"}

// Tests are the ways in which answers are looked at, each with the sayings that
// it goes by. What they do is written in package audit.
var Tests = map[string][]string{
	"demand":        {"common"},
	"contradiction": {"solved", "agreed", "disagreed", "confirmed", "denied"},
	"contact":       {"contacted", "unreached"},
	"ownership":     {"blames", "facts"},
	"solved":        {"solved", "facts", "measures"},
	"weak":          {"measures", "dates"},
	"times":         {"dates"},
	"vague":         {"vague", "dates"},
	"cause":         {"causes"},
	"opinion":       {"agreed", "disagreed", "attitude"},
	"evidence":      {"facts"},
	"site":          {"site"},
	"wording":       {"informal"},
	"format":        nil,
	"written":       nil,
}

// Sayings are what an answer may say, as far as tests go by it: that the
// customer was contacted, could not be reached, agrees, does not, or has another
// attitude; that the matter is solved, true (confirmed) or not (denied), or
// another's fault (blames); facts, measures, dates, causes, a look at the site;
// vague promises and informal words; and what may stand in any answer (common).
var Sayings = []string{
	"contacted", "unreached", "agreed", "disagreed", "attitude", "solved", "confirmed", "denied", "blames",
	"facts", "measures", "dates", "causes", "site", "vague", "informal", "common",
}
