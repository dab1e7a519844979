package sqlite

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"math"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// position is where a page ended: the order of its last case.
type position struct {
	due       int64
	reference string
}

// first lies before every case.
var first = position{due: math.MinInt64}

// sealSize is the length of the hash that binds a cursor to its query.
const sealSize = 8

// cursor writes a position so that only the same query takes it back.
func cursor(q complaint.Query, at position) string {
	b := binary.BigEndian.AppendUint64(nil, uint64(at.due))
	b = append(b, at.reference...)
	return base64.RawURLEncoding.EncodeToString(append(seal(q, b), b...))
}

// parseCursor is the reverse; Invalid for what it did not write.
func parseCursor(q complaint.Query) (position, error) {
	if q.Cursor == "" {
		return first, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(q.Cursor)
	if err != nil || len(b) < sealSize+8 || string(seal(q, b[sealSize:])) != string(b[:sealSize]) {
		return position{}, fault.Fields([]fault.Field{{Name: "cursor", Reason: fault.Say("is not a cursor of this list", "不是此列表的游标")}})
	}
	b = b[sealSize:]
	return position{due: int64(binary.BigEndian.Uint64(b)), reference: string(b[8:])}, nil
}

// seal hashes a position with everything in the query that selects.
func seal(q complaint.Query, position []byte) []byte {
	q.Cursor, q.Limit = "", 0
	for _, at := range []*time.Time{&q.ReceivedFrom, &q.ReceivedTo, &q.DueFrom, &q.DueTo} {
		*at = at.UTC()
	}
	h := sha256.New()
	_ = json.NewEncoder(h).Encode(q) // strings and instants always encode
	h.Write(position)
	return h.Sum(nil)[:sealSize]
}
