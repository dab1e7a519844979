package main

import (
	"fmt"
	"hash/fnv"
	"regexp"
)

// mostClients is how many clients the marks have room for.
const mostClients = 999

// mark names a deed: its client, and its number among those of the client. All
// are equally long, so that none is a part of another.
func mark(client, number int) string { return fmt.Sprintf("mk%03d-%08d", client, number) }

var marks = regexp.MustCompile(`mk\d{3}-\d{8}`)

// deed is a submission or a command on its way.
type deed struct {
	call
	mark      string
	submits   bool
	reference string // of the case, "" of a submission
}

// entry is an acknowledged deed in the ledger of its client.
type entry struct {
	deed
	reference string
	status    int
	print     uint64 // of the answer
	etag      string
}

// printOf is a fingerprint of an answer.
func printOf(body []byte) uint64 {
	h := fnv.New64a()
	h.Write(body) // never fails
	return h.Sum64()
}

// filed is a case that a client has been acknowledged, by the client's marks.
type filed struct {
	submission string // its mark
	deeds      []string
	// dated tells that it was received so long ago that its unit is warned within
	// seconds; toWarn, that it was recorded before.
	dated, toWarn bool
}
