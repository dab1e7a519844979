package stored

import (
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/redress/redress/shared/complaint"
)

// lenient takes from a document what encoding/json takes, which writes it.
// Names are told apart by their case: they are always written in the same.
var lenient = json.JoinOptions(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))

// Decode reads a case from its stored form. Fields that it does not know are
// left out: a newer program may have written them.
func Decode(doc []byte) (*complaint.Case, error) {
	c := new(complaint.Case)
	if err := json.Unmarshal(doc, c, lenient); err != nil {
		return nil, err
	}
	return c, nil
}
