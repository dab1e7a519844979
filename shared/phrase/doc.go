// Package phrase finds the phrases of a policy pack in what people write.
//
// Vocabulary. A phrase is a pattern: words that are alternatives ("|"), parts
// that stand near each other in one sentence ("+"), open word ends ("*"),
// numbers ("#") and weights ("^"). A literal is one such word. A book holds the
// compiled phrases of a pack. A text is a customer's words made comparable:
// upper and lower case, full and half width, traditional and simplified
// characters do not matter. A hit is a phrase found in a text, with its weight.
//
// Finding is a pure function of the book and the text. The package does not
// know what a phrase speaks for; packages triage and audit do.
package phrase
