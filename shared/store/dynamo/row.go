package dynamo

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redress/redress/shared/complaint"
)

// clockLine is a clock as the case's item shows it, and as its row is made:
// name, round, state, warned (1 or 0) and due instant, separated by spaces.
type clockLine string

func lineOf(k *complaint.Clock) clockLine {
	warned := "0"
	if k.Warned() {
		warned = "1"
	}
	return clockLine(strings.Join([]string{word(k.Name), strconv.Itoa(k.Round), word(string(k.State)), warned, instant(k.DueAt)}, " "))
}

// word keeps the separators of lines out of a name.
func word(s string) string { return strings.NewReplacer(" ", "_", "\n", "_").Replace(s) }

func (l clockLine) fields() (name, round, state string, warned bool, due string) {
	f := append(strings.Split(string(l), " "), "", "", "", "", "")
	return f[0], f[1], f[2], f[3] == "1", f[4]
}

// rows are the items that a case is found by.
type rows struct {
	clocks []clockLine
	keys   []string // see [complaint.Case.Keys]
	// The rows of the keys show when the case was received and whether it is
	// closed, so that a list reads no cases that it leaves out.
	received time.Time // it never changes
	closed   bool
}

func rowsOf(c *complaint.Case) rows {
	r := rows{keys: c.Keys(), received: c.ReceivedAt, closed: !c.Status.Open()}
	for i := range c.Clocks {
		r.clocks = append(r.clocks, lineOf(&c.Clocks[i]))
	}
	return r
}

// clockText is the attribute "clocks" of a case's item, and keyText "keys".
func (r rows) clockText() string { return join(r.clocks) }
func (r rows) keyText() string   { return join(r.keys) }

func join[T ~string](lines []T) string {
	texts := make([]string, len(lines))
	for i, l := range lines {
		texts[i] = string(l)
	}
	return strings.Join(texts, "\n")
}

func split[T ~string](text string) (lines []T) {
	if text == "" {
		return nil
	}
	for line := range strings.SplitSeq(text, "\n") {
		lines = append(lines, T(line))
	}
	return lines
}

// storedRows reads which rows a case's item has.
func storedRows(i item) rows {
	return rows{
		clocks: split[clockLine](stringOf(i, "clocks")), keys: split[string](stringOf(i, "keys")),
		closed: strings.HasPrefix(stringOf(i, listIndex.pk()), string(complaint.Closed)+"#"),
	}
}

// replace writes the rows of a case anew where they differ.
func (s *Store) replace(reference string, before, after rows) (writes []write) {
	for _, l := range before.clocks {
		if !slices.ContainsFunc(after.clocks, l.sameClock) {
			writes = append(writes, s.remove(l.key(reference)))
		}
	}
	for _, l := range after.clocks {
		if !slices.Contains(before.clocks, l) {
			writes = append(writes, s.put(l.row(reference), "", nil, nil))
		}
	}
	for _, key := range before.keys {
		if !slices.Contains(after.keys, key) {
			writes = append(writes, s.remove(keyOf(foundPartition(key), reference)))
		}
	}
	for _, key := range after.keys {
		if !slices.Contains(before.keys, key) || before.closed != after.closed {
			writes = append(writes, s.put(after.found(key, reference), "", nil, nil))
		}
	}
	return writes
}

// found is the item of a key that a case has.
func (r rows) found(key, reference string) item {
	i := keyOf(foundPartition(key), reference)
	setSeconds(i, "received", r.received)
	if r.closed {
		i["closed"] = num(1)
	}
	return i
}

func (l clockLine) sameClock(other clockLine) bool {
	name, round, _, _, _ := l.fields()
	otherName, otherRound, _, _, _ := other.fields()
	return name == otherName && round == otherRound
}

func (l clockLine) key(reference string) item {
	name, round, _, _, _ := l.fields()
	return keyOf("clock#"+reference, name+"#"+round)
}

// row is the item of a clock, found in the index by its due instant.
func (l clockLine) row(reference string) item {
	_, _, _, _, due := l.fields()
	i := l.key(reference)
	i["clock"] = str(string(l))
	if due != never {
		i[dueIndex.pk()] = str(shardOf(reference))
		i[dueIndex.sk()] = str(due + "#" + short(reference))
	}
	return i
}
