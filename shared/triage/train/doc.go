// Package train makes the learned part of a pack's triage out of labelled
// examples, and measures how it does.
//
// Vocabulary. An example is a text with the kind and class that it should get.
// Folds are shares of the examples, each of which is judged by a model that has
// not seen it. Mixing weighs the model's word against the rules' on what the
// folds gave, so that the confidence of a judgement is what it says. A card
// tells what a model was made of and what it can do.
//
// Training gives the same model for the same examples and pack on machines of
// one architecture; others may round differently. It takes half a minute, and
// nothing of it is needed to judge.
package train
