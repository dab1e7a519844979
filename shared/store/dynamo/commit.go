package dynamo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/store/stored"
)

// Commit writes one step of one case in one transaction, see [complaint.Cases].
func (s *Store) Commit(ctx context.Context, c complaint.Commit) error {
	if err := ctx.Err(); err != nil {
		return broken(err, "commit")
	}
	doing := "commit"
	var writes []write // the answer's first: its key comes before the case's version
	if c.Answer != nil {
		writes = append(writes, s.answerWrite(c.Answer))
	}
	if c.Case != nil {
		doing = "commit case " + c.Case.Reference
		more, err := s.caseWrites(ctx, c, doing)
		if err != nil {
			return err
		}
		writes = append(writes, more...)
	}
	writes = append(writes, s.promises(c.Effects)...)
	if err := s.transact(ctx, writes, doing); err != nil {
		return err
	}
	if c.Case != nil {
		s.remember(c.Case.Reference, knownRows{version: c.Case.Version, rows: rowsOf(c.Case)})
	}
	return nil
}

// caseWrites are the case's item, its rows, its events and its contact details.
func (s *Store) caseWrites(ctx context.Context, c complaint.Commit, doing string) ([]write, error) {
	if c.Case.Version <= c.Expect {
		return nil, fault.Wrap(fault.Internal, fmt.Errorf("version %d does not follow %d", c.Case.Version, c.Expect), doing)
	}
	doc, err := stored.Encode(c.Case)
	if err != nil {
		return nil, fault.Wrap(fault.Internal, err, doing)
	}
	if err := stored.Fit(c, doc); err != nil {
		return nil, err
	}
	before, err := s.rowsAt(ctx, c.Case.Reference, c.Expect)
	if err != nil {
		return nil, err
	}
	after := rowsOf(c.Case)
	stale := fault.Wrap(fault.Stale, fmt.Errorf("it is not at version %d", c.Expect), doing)
	main := s.put(caseItem(c.Case, doc, after), isNew, nil, stale)
	if c.Expect > 0 {
		main = s.put(caseItem(c.Case, doc, after), "version = :expected", item{":expected": num(c.Expect)}, stale)
	}
	writes := append([]write{main}, s.replace(c.Case.Reference, before, after)...)
	for _, chunk := range eventChunks(c.Events) {
		events, err := eventItem(c.Case.Reference, chunk)
		if err != nil {
			return nil, fault.Wrap(fault.Internal, err, doing)
		}
		writes = append(writes, s.put(events, "", nil, nil))
	}
	if c.Contact != nil {
		contact, err := contactItem(c.Case.Reference, c.Contact)
		if err != nil {
			return nil, fault.Wrap(fault.Internal, err, doing)
		}
		writes = append(writes, s.put(contact, "", nil, nil))
	}
	return writes, nil
}

// caseItem is a case's item: its document, and what the indexes show of it.
func caseItem(c *complaint.Case, doc []byte, r rows) item {
	i := caseKey(c.Reference)
	i["version"], i["doc"] = num(c.Version), pack(doc)
	i["unit"], i["class"], i["clocks"] = str(short(c.Unit)), str(short(c.Class)), str(r.clockText())
	if c.Customer.Vulnerable {
		i["vulnerable"] = num(1)
	}
	if keys := r.keyText(); keys != "" {
		i["keys"] = str(keys)
	}
	shard, status, next := shardOf(c.Reference), word(string(c.Status)), place(c.NextDue(), c.Reference)
	put := func(index Index, pk, sk string) { i[index.pk()], i[index.sk()] = str(pk), str(sk) }
	put(listIndex, status+"#"+shard, next)
	put(queueIndex, short(c.Unit)+"#"+status, next)
	if !c.WakeAt.IsZero() {
		put(wakeIndex, shard, place(c.WakeAt, c.Reference))
	}
	if !c.ReceivedAt.IsZero() {
		put(receivedIndex, shard, place(c.ReceivedAt, c.Reference))
	}
	return i
}

// contactItem keeps contact details apart from the case, in a kind of its own.
func contactItem(reference string, c *complaint.Contact) (item, error) {
	doc, err := json.Marshal(c)
	if err != nil {
		return nil, err
	}
	i := contactKey(reference)
	i["doc"] = str(string(doc))
	return i, nil
}

// knownRows are the rows that a case has at a version.
type knownRows struct {
	version int64
	rows    rows
}

// mostKnown bounds what a store remembers.
const mostKnown = 1000

func (s *Store) remember(reference string, k knownRows) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.known) >= mostKnown {
		clear(s.known)
	}
	s.known[reference] = k
}

// rowsAt tells which rows a case has at a version: as it was read last, which
// mostly was a moment ago, or else as it is read now. Where it stands at
// another version by now the commit will not be done anyway.
func (s *Store) rowsAt(ctx context.Context, reference string, version int64) (rows, error) {
	if version == 0 {
		return rows{}, nil
	}
	s.mu.Lock()
	k, ok := s.known[reference]
	s.mu.Unlock()
	if ok && k.version == version {
		return k.rows, nil
	}
	_, has, err := s.readCase(ctx, reference)
	if fault.Is(err, fault.NotFound) {
		err = nil // the commit finds that out
	}
	return has, err
}

var errNone = errors.New("there is none")
