package stored

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// A case is one item of DynamoDB, which takes 400 KB. All stores hold cases to
// that, so that what one takes can be restored into any other. These are bytes of
// the compressed stored form; what lies above the last is left to time and to the
// workflow, and to what a store keeps beside the document.
const (
	RoomForTexts = 256 << 10 // beyond this nobody adds more than a short deed
	RoomForDeeds = 320 << 10 // beyond this people can only close the case
)

// shortDeed is how many bytes of a record are short: the 500 characters that the
// refusal names, with what stands around them.
const shortDeed = 2 << 10

// Fit tells whether a case may grow by a step, given its stored form. It fails with
// Invalid, naming the longest field, where a person says too much for what is left,
// and with Conflict where nothing but the case's closing is left to people. What
// time and the workflow do always fits, and so does a new case: the API bounds it,
// and one that is restored did fit.
func Fit(c complaint.Commit, doc []byte) error {
	said := deeds(c.Events)
	if c.Expect == 0 || len(said) == 0 || len(doc) <= RoomForTexts { // compressed it is no larger
		return nil
	}
	size := 0
	var most field
	for _, e := range said {
		size += len(e.Data)
		most = longer(most, longest(e.Data))
	}
	switch taken := len(Pack(doc)); {
	case taken > RoomForDeeds && c.Case.Status.Open():
		return fault.New(fault.Conflict, fault.Say("the case is full and can only be closed: go on in a new one", "工单内容已满，只能办结；后续事项请另建工单"))
	case taken > RoomForTexts && size > shortDeed:
		return bad(most.name, fault.Say("is too long: the case is nearly full and takes 500 characters at most", "过长：工单内容已接近上限，不能超过500字"))
	}
	return nil
}

// deeds are the events that neither time nor the workflow has brought about.
func deeds(events []complaint.Event) (said []complaint.Event) {
	for _, e := range events {
		if e.By != string(complaint.System) {
			said = append(said, e)
		}
	}
	return said
}

// field is a text in a record, under the name that it has in a request.
type field struct {
	name string
	size int
}

func longer(a, b field) field {
	if b.size > a.size {
		return b
	}
	return a
}

// longest finds the longest text of a record; the zero field where there is none.
func longest(data json.RawMessage) field {
	var v any
	_ = json.Unmarshal(data, &v) // an event without data says nothing
	return longestIn("", v)
}

func longestIn(name string, v any) (most field) {
	switch v := v.(type) {
	case string:
		return field{name, len(v)}
	case []any:
		for i, part := range v {
			most = longer(most, longestIn(name+"["+strconv.Itoa(i)+"]", part))
		}
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			most = longer(most, longestIn(strings.TrimPrefix(name+"."+key, "."), v[key]))
		}
	}
	return most
}

// packers are kept because each is large.
var packers = sync.Pool{New: func() any { return zlib.NewWriter(nil) }}

// Pack compresses a document: a case is a third of its size then, and so is what
// each write of it costs.
func Pack(doc []byte) []byte {
	var b bytes.Buffer
	z := packers.Get().(*zlib.Writer)
	defer packers.Put(z)
	z.Reset(&b)
	_, _ = z.Write(doc) // a buffer takes everything
	_ = z.Close()
	return b.Bytes()
}
