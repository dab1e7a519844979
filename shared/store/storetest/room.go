package storetest

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/store/stored"
)

func roomTests() []test {
	return []test{
		{"twenty replies of 4,000 characters to one supervision fit", manyReplies},
		{"a case that is nearly full takes short deeds only, and says which text is too long", nearlyFull},
		{"a case that is full takes its closing and what the machine does", quiteFull},
		{"a case that is restored fits whatever its size", largeRestored},
	}
}

// reply is the n-th reply to a supervision, of 4,000 characters that hardly repeat.
func reply(n int) complaint.Remark {
	r := rand.New(rand.NewPCG(uint64(n), 4000))
	var b strings.Builder
	for range 4000 {
		b.WriteRune(0x4e00 + r.Int32N(20000))
	}
	return complaint.Remark{At: noon, Text: b.String()}
}

// said is an event of somebody with a text.
func said(seq int, by, text string) complaint.Event {
	data, err := json.Marshal(map[string]any{"text": text, "round": 1})
	if err != nil {
		panic(err)
	}
	return complaint.Event{Seq: seq, At: noon, Type: "supervision-replied", By: by, Data: data}
}

// filled is a stored case with more than some bytes of its compressed form in use,
// and how many replies that took.
func filled(t *testing.T, s complaint.Store, bytes int) (*complaint.Case, int) {
	t.Helper()
	c := sample(ref(1))
	commit(t, s, first(c))
	n := 0
	for ; packed(t, c) <= bytes; n++ {
		c.Supplements = append(c.Supplements, reply(n))
	}
	commit(t, s, next(c, said(2, "system", "")))
	return read(t, s, ref(1)), n
}

func packed(t *testing.T, c *complaint.Case) int {
	t.Helper()
	doc, err := stored.Encode(c)
	if err != nil {
		t.Fatal(err)
	}
	return len(stored.Pack(doc))
}

func manyReplies(t *testing.T, s complaint.Store) {
	c := sample(ref(1))
	commit(t, s, first(c))
	for n := range 20 {
		r := reply(n)
		c.Supplements = append(c.Supplements, r)
		commit(t, s, next(c, said(n+2, "handler:demo", r.Text)))
	}
	if got := packed(t, c); got > stored.RoomForTexts {
		t.Errorf("they take %d bytes", got)
	}
}

func nearlyFull(t *testing.T, s complaint.Store) {
	c, n := filled(t, s, stored.RoomForTexts)
	if n < 20 {
		t.Errorf("%d replies fill a case", n)
	}
	r := reply(n)
	c.Supplements = append(c.Supplements, r)
	err := s.Commit(t.Context(), next(c, said(3, "handler:demo", r.Text)))
	wantKind(t, "Commit of a long reply", err, fault.Invalid)
	if fields := fault.Of(err).Fields; len(fields) != 1 || fields[0].Name != "text" || fields[0].Reason.EN == "" || fields[0].Reason.ZH == "" {
		t.Errorf("refused for %v, want its text in two languages", fields)
	}
	c = read(t, s, ref(1))
	commit(t, s, next(c, said(3, "handler:demo", strings.Repeat("停", 500))))
	commit(t, s, next(c, said(4, "system", strings.Repeat("停", 4000))))
}

func quiteFull(t *testing.T, s complaint.Store) {
	c, _ := filled(t, s, stored.RoomForDeeds)
	wantKind(t, "Commit of a short reply", s.Commit(t.Context(), next(c, said(3, "handler:demo", "停"))), fault.Conflict)
	c = read(t, s, ref(1))
	c.Clocks[0].State = complaint.Missed
	commit(t, s, next(c, said(3, "system", "")))
	c.Status = complaint.Closed
	commit(t, s, next(c, said(4, "supervisor:demo", "停")))
	same(t, "case", read(t, s, ref(1)), c)
}

func largeRestored(t *testing.T, s complaint.Store) {
	c := sample(ref(1))
	for n := 0; packed(t, c) <= stored.RoomForDeeds; n++ {
		c.Supplements = append(c.Supplements, reply(n))
	}
	commit(t, s, complaint.Commit{Case: c, Change: complaint.Change{Events: []complaint.Event{said(1, "handler:demo", c.Supplements[0].Text)}}})
	same(t, "case", read(t, s, ref(1)), c)
}
