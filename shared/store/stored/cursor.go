package stored

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// MaxPage bounds the cases of one page.
const MaxPage = 1000

// sealSize is the length of the hash that binds a cursor to its query.
const sealSize = 8

// Cursor writes a position so that only the same query takes it back.
func Cursor(q complaint.Query, at Position) string {
	b := binary.BigEndian.AppendUint64(nil, uint64(at.At))
	b = append(b, at.Reference...)
	return base64.RawURLEncoding.EncodeToString(append(seal(q, b), b...))
}

// ParseCursor is the reverse: the position after which the page begins. It
// fails with Invalid for a cursor that [Cursor] did not write for this query,
// and for a limit that is not from 1 to [MaxPage].
func ParseCursor(q complaint.Query) (Position, error) {
	if q.Limit < 1 || q.Limit > MaxPage {
		return Position{}, bad("limit", fault.Say("must be from 1 to 1000", "须在1到1000之间"))
	}
	if q.Cursor == "" {
		return First, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(q.Cursor)
	if err != nil || len(b) < sealSize+8 || string(seal(q, b[sealSize:])) != string(b[:sealSize]) {
		return Position{}, bad("cursor", fault.Say("is not a cursor of this list", "不是此列表的游标"))
	}
	b = b[sealSize:]
	return Position{At: int64(binary.BigEndian.Uint64(b)), Reference: string(b[8:])}, nil
}

func bad(field string, reason fault.Text) error {
	return fault.Fields([]fault.Field{{Name: field, Reason: reason}})
}

// seal hashes a position with everything in the query that selects.
func seal(q complaint.Query, position []byte) []byte {
	q.Cursor, q.Limit, q.Look = "", 0, 0
	for _, at := range []*time.Time{&q.NextFrom, &q.ReceivedFrom, &q.ReceivedTo, &q.DueFrom, &q.DueTo} {
		*at = at.UTC()
	}
	h := sha256.New()
	_ = json.NewEncoder(h).Encode(q) // strings and instants always encode
	h.Write(position)
	return h.Sum(nil)[:sealSize]
}
