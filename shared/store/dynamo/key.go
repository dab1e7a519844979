package dynamo

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/redress/redress/shared/store/stored"
)

// item is an item of the table, or its key.
type item = map[string]types.AttributeValue

// The kinds of items. Which of these functions a Lambda function can reach is
// what its policy must allow.
func caseKey(reference string) item     { return keyOf("case#"+reference, "case") }
func contactKey(reference string) item  { return keyOf("contact#"+reference, "contact") }
func effectKey(key string) item         { return keyOf("effect#"+short(key), "effect") }
func tokenKey(ref, machine string) item { return keyOf("token#"+ref, machine) }
func answerKey(key string) item         { return keyOf("answer#"+short(key), "answer") }
func serialKey(series string) item      { return keyOf("serial#"+series, "serial") }
func tallyKey(day string) item          { return keyOf("tally#"+day, "tally") }
func boardKey() item                    { return keyOf("board#company", "board") }
func unitRotaKey(unit string) item      { return keyOf("rota#units", unit) }
func foldKey(id, part string) item      { return keyOf(foldPartition(id), part) }
func foldPartition(id string) string    { return "fold#" + short(id) }

func eventPartition(reference string) string { return "event#" + reference }
func foundPartition(key string) string       { return "key#" + short(key) }

const revisions = "rota#revisions"

func revisionKey(revision int64) item { return keyOf(revisions, ordered(revision)) }

// headKey is where the last revision is kept, before all of them.
func headKey() item { return keyOf(revisions, "last") }

func keyOf(pk, sk string) item { return item{"pk": str(pk), "sk": str(sk)} }

// longest is how long a part of a key may be; DynamoDB's own limits are 2,048
// bytes for a partition key and 1,024 for a sort key.
const longest = 900

// short stands for a string in a key: the string itself unless it is too long.
func short(s string) string {
	if len(s) <= longest {
		return s
	}
	sum := sha256.Sum256([]byte(s))
	return s[:64] + "~" + hex.EncodeToString(sum[:])
}

// ordered writes a number so that texts sort as numbers do.
func ordered(n int64) string { return fmt.Sprintf("%012d", n) }

// shardOf spreads references, and keys of effects, over the shards.
func shardOf(s string) string {
	h := fnv.New32a()
	h.Write([]byte(s))
	return strconv.Itoa(int(h.Sum32() % shards))
}

// never is the place of what has no instant: after all instants.
const never = "~"

// instant writes an instant so that texts sort as instants do.
func instant(at time.Time) string {
	if at.IsZero() {
		return never
	}
	return at.UTC().Format(time.RFC3339)
}

// ceiling is the first whole second not before an instant.
func ceiling(at time.Time) string {
	if at.Nanosecond() > 0 {
		at = at.Add(time.Second)
	}
	return instant(at)
}

// place is the sort key of an index: an instant, then what tells items of one
// instant apart.
func place(at time.Time, rest string) string { return instant(at) + "#" + short(rest) }

// through is the end of a range of places, those of the instant included.
func through(at time.Time) string { return instant(at) + "$" } // '$' follows '#'

// positionOf reads a place.
func positionOf(place string) (stored.Position, error) {
	at, reference, ok := strings.Cut(place, "#")
	p := stored.Position{At: stored.Nothing, Reference: reference}
	if at != never {
		t, err := time.Parse(time.RFC3339, at)
		if err != nil {
			return p, err
		}
		p.At = t.Unix()
	}
	if !ok {
		return p, fmt.Errorf("%q is no place of an index", place)
	}
	return p, nil
}

// placeOf writes a position.
func placeOf(p stored.Position) string {
	if p.At == stored.Nothing {
		return place(time.Time{}, p.Reference)
	}
	return place(time.Unix(p.At, 0), p.Reference)
}
