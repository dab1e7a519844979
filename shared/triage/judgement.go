package triage

// Input is what is judged.
type Input struct {
	Text   string // the customer's words
	Demand string // what the customer wants; may be empty
	// Language is "zh" or "en"; the judgement does not depend on it.
	Language string
	// Class and Kind are the caller's own choice, which is evidence. Unknown
	// ones count as not given.
	Class, Kind string
	// Place is where it is, in any words; comparing texts goes by it, judging
	// does not.
	Place string
}

// Judgement is what triage thinks of a text.
type Judgement struct {
	Kind string
	// Class is the class of a complaint; empty when nothing in the text speaks
	// for any, and for every other kind.
	Class   string
	Urgency string // general, urgent, major
	Grade   string // general, important, major, special
	// Confidence, from 0 to 1, is how likely the kind is right and, of a
	// complaint, the first-level class: on these the unit and the limits turn.
	Confidence float64
	// Unsure asks for a person: no class was found, or the confidence is
	// below the pack's threshold, or that of the third-level class below half of it.
	Unsure bool
	// Reasons are the phrases and words that led to kind, class and signals,
	// and every disagreement with the caller.
	Reasons []Reason
	// Alternatives are the next best kinds and classes, best first.
	Alternatives []Alternative
	// Levels must be told at once; in the order of the ladder.
	Levels []string
	// Danger is set when the text reports danger to life.
	Danger bool
}

// Reason is one thing that spoke for a judgement.
type Reason struct {
	What string `json:"what"` // kind, class, words, signal, scene, given or disagreement
	Code string `json:"code"` // what it speaks for: "complaint", "04.03.01", "safety"
	// Phrase is the pack's phrase that was found or, of words, the bit of the text.
	Phrase string  `json:"phrase"`
	Weight float64 `json:"weight"` // of signals the phrase's own, else what it adds to the odds' logarithm
}

// String gives the reason in one line: "class 04.03.01: 停了 + 四次".
func (r Reason) String() string {
	if r.Phrase == "" {
		return r.What + " " + r.Code
	}
	return r.What + " " + r.Code + ": " + r.Phrase
}

// Alternative is something else that the text might be.
type Alternative struct {
	Kind       string  `json:"kind"`
	Class      string  `json:"class,omitempty"` // of a complaint
	Confidence float64 `json:"confidence"`
}

// What a reason speaks for.
const (
	forKind      = "kind"
	forClass     = "class"
	forWords     = "words" // kind or class, as the model has it
	forSignal    = "signal"
	forScene     = "scene"
	given        = "given"
	disagreement = "disagreement"
)
