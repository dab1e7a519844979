// Package triage judges what a customer wrote: which kind of matter it is,
// which class of complaint, how urgent and how grave, with the reasons and the
// confidence of each judgement.
//
// Vocabulary. A label is what judgements choose from: a kind of matter, or a
// class of complaint. A hit is a phrase of the pack that was found in a text
// (see package phrase); a score is what the hits of one kind or class come to.
// The model is the learned part of the pack (see package model); it and the
// scores make the odds of each label. A signal raises urgency and grade
// whatever the class is. A scene makes a complaint of a matter of another kind.
// A claim is the class or kind that the caller or an agent chose: it is
// evidence, not truth. A judgement is unsure when its confidence is below the
// pack's threshold: a person decides then.
//
// Judging is a pure function of the pack and the text: the same text gets the
// same judgement. The package does not know cases, finds no duplicates, and
// chooses no unit.
package triage
