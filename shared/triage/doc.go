// Package triage judges what a customer wrote: which kind of matter it is,
// which class of complaint, how urgent and how grave, with the reasons and the
// confidence of each judgement.
//
// Vocabulary. A phrase is a pattern out of the policy pack: words that are
// alternatives ("|"), parts that stand near each other in one sentence ("+"),
// open word ends ("*"), numbers ("#") and weights ("^"). A literal is one such
// word. A hit is a phrase found in a text, with its weight. A score is what the
// hits of one kind or class come to. A signal raises urgency and grade whatever
// the class is. A scene makes a complaint of a matter of another kind. A judgement is unsure when its confidence is below the pack's
// threshold: a person decides then.
//
// Judging is a pure function of the pack and the text: the same text gets the
// same judgement. The package does not know cases, finds no duplicates, and
// chooses no unit.
package triage
