package stored

import (
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	first "github.com/go-json-experiment/json/v1"

	"github.com/redress/redress/shared/complaint"
)

// Encode gives the stored form of a case, byte for byte that of encoding/json (but
// what is no UTF-8, and no reader of JSON lets in, is U+FFFD itself and not its
// escape), its instants in whole seconds, UTC.
func Encode(c *complaint.Case) ([]byte, error) {
	return json.Marshal(c, first.DefaultOptionsV1(), whole)
}

// whole writes instants in whole seconds, UTC, as the domain brings them.
var whole = json.WithMarshalers(json.MarshalToFunc(func(e *jsontext.Encoder, t time.Time) error {
	text, err := t.UTC().Truncate(time.Second).AppendText(append(e.AvailableBuffer(), '"'))
	if err != nil {
		return err
	}
	return e.WriteValue(append(text, '"'))
}))
