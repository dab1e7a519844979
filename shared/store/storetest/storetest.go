// Package storetest is the contract of [complaint.Store] as tests. An adapter
// calls [Run] with a function that opens an empty store; what passes may be
// put under the product.
//
// Vocabulary. A topic is one part of the contract, in a file of its own. A
// sample is a case as the domain might have made it; tests change what they
// are about. Where the contract leaves a choice, the tests leave it too.
//
// The suite says nothing of speed, of what survives a crash, or of how things
// are stored: those are each adapter's own tests.
package storetest

import (
	"testing"

	"github.com/redress/redress/shared/complaint"
)

// test is one clause of the contract, run on an empty store.
type test struct {
	name string
	run  func(*testing.T, complaint.Store)
}

// Run runs the contract. Each test opens a store of its own, which must be
// empty; open registers its closing with the test that it is given.
func Run(t *testing.T, open func(*testing.T) complaint.Store) {
	t.Helper()
	topics := []struct {
		name  string
		tests []test
	}{
		{"commit", commitTests()},
		{"room", roomTests()},
		{"event", eventTests()},
		{"contact", contactTests()},
		{"list", listTests()},
		{"page", pageTests()},
		{"batch", batchTests()},
		{"serial", serialTests()},
		{"concurrency", concurrencyTests()},
		{"timer", timerTests()},
		{"outbox", outboxTests()},
		{"fold", foldTests()},
		{"token", tokenTests()},
		{"answer", answerTests()},
		{"rota", rotaTests()},
		{"tally", tallyTests()},
		{"board", boardTests()},
		{"text", textTests()},
		{"instant", instantTests()},
		{"context", contextTests()},
	}
	for _, topic := range topics {
		t.Run(topic.name, func(t *testing.T) {
			for _, test := range topic.tests {
				t.Run(test.name, func(t *testing.T) { test.run(t, open(t)) })
			}
		})
	}
}
