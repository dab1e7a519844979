package transfer_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/store/transfer"
)

var noon = time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)

// sample has a record of each kind, with what is easily lost on the way.
func sample() []transfer.Record {
	c := &complaint.Case{
		Reference: "202611-000001", Version: 7, PolicyID: "p@1", Status: complaint.Handling, ReceivedAt: noon, RecordedAt: noon, Unit: "u", Events: 2,
		Matter: complaint.Matter{Channel: "web", Text: "停电 <b> & \u2028", Customer: complaint.Customer{AccountKey: "a", PhoneKey: "p"}},
		Clocks: []complaint.Clock{{Name: "answer", State: complaint.Running, StartedAt: noon, DueAt: noon.Add(time.Hour)}},
	}
	start := complaint.Execution{Reference: c.Reference, Cycle: 2, N: 2}.Successor().Start(noon)
	return []transfer.Record{
		transfer.NewFile("policies/p@1/pack.yaml", []byte("name: p\n")), transfer.NewFile("reports/r/report.xlsx", []byte{0xff, 0, 1}),
		{Serial: &transfer.Serial{Series: "202611", Last: 64}},
		{Rota: &transfer.Rota{Unit: "u", Version: 3, Revision: 9, Doc: json.RawMessage(`{"a":"<"}`), At: noon, By: "admin"}},
		{Rota: &transfer.Rota{Unit: "v", Version: 1, Revision: 8, By: "admin"}},
		{Tally: &transfer.Tally{Day: "2026-11-02", Counts: map[string]int64{"sweeps": 5, "fired": 1}}},
		{Known: []transfer.Known{
			{Key: "notice/done", Kind: complaint.SendNotice, At: noon, DeliveredAt: noon},
			{Key: "start/done", Kind: complaint.StartWorkflow, Reference: "r", DeliveredAt: noon},
		}},
		{Answer: &transfer.Answer{Key: "k", Fingerprint: "f", Status: 201, Header: json.RawMessage(`{}`), Body: json.RawMessage(`{"x":1}`), ExpiresAt: noon.Add(time.Hour)}},
		{Answer: &transfer.Answer{Key: "bare", Status: 204}},
		{Case: &transfer.Case{Case: c, Contact: &complaint.Contact{Reference: c.Reference, Name: "王", Phone: "13900000001", TrackingCode: "T"}, Start: &start, Events: []complaint.Event{
			{Seq: 1, At: noon, Type: "received", By: "customer", Data: json.RawMessage(`{"a":"\u003c"}`)}, {Seq: 2, Type: "noted", By: "system"},
		}}},
		{Case: &transfer.Case{Case: &complaint.Case{Reference: "202611-000002", Version: 1, Status: complaint.Closed}}},
		{Effects: []complaint.Effect{
			{Key: "notice/one", Kind: complaint.SendNotice, At: noon, Data: json.RawMessage(`{"id":"one"}`)}, {Key: "message/bare", Kind: complaint.SendMessage, Reference: "r", At: noon},
		}},
	}
}

// file writes records.
func file(t *testing.T, records []transfer.Record) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := transfer.NewWriter(&b, transfer.Head{State: "s", At: noon, Policies: []string{"p@1"}, Settings: map[string]string{"a": "b"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range records {
		if err := w.Put(r); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// reader reads a file from its head on.
func reader(t *testing.T, text []byte) *transfer.Reader {
	t.Helper()
	r, err := transfer.NewReader(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	r := reader(t, file(t, sample()))
	head := transfer.Head{Format: transfer.Format, Version: transfer.Version, State: "s", At: noon, Policies: []string{"p@1"}, Settings: map[string]string{"a": "b"}}
	if diff := cmp.Diff(head, r.Head); diff != "" {
		t.Errorf("head (-want +got):\n%s", diff)
	}
	var got []transfer.Record
	counts, err := transfer.Restore(t.Context(), r, 1, func(_ context.Context, rec transfer.Record) error {
		got = append(got, rec)
		return nil
	})
	if diff := cmp.Diff(sample(), got); diff != "" || err != nil {
		t.Errorf("%v, records (-want +got):\n%s", err, diff)
	}
	want := transfer.Counts{Files: 2, Serials: 1, Rotas: 2, Tallies: 1, Known: 2, Answers: 2, Cases: 2, Open: 1, Contacts: 1, Events: 2, Effects: 2}
	if counts != want || r.End.Counts != want || r.End.Lines != 1+len(sample()) {
		t.Errorf("counted %s; the end says %s in %d lines", counts, r.End.Counts, r.End.Lines)
	}
}

// TestKindsComeOneAfterTheOther although records of a kind come together, and
// effects keep their order.
func TestKindsComeOneAfterTheOther(t *testing.T) {
	var records []transfer.Record
	for i := range 50 {
		records = append(records, transfer.Record{Serial: &transfer.Serial{Series: fmt.Sprint(i)}})
	}
	for i := range 50 {
		records = append(records, transfer.Record{Case: &transfer.Case{Case: &complaint.Case{Reference: fmt.Sprint(i)}}})
	}
	for i := range 50 {
		records = append(records, transfer.Record{Effects: []complaint.Effect{{Key: fmt.Sprintf("%02d", i)}}})
	}
	var mu sync.Mutex
	var kinds string
	var keys []string
	at, most := 0, 0
	_, err := transfer.Restore(t.Context(), reader(t, file(t, records)), 8, func(_ context.Context, r transfer.Record) error {
		mu.Lock()
		at++
		most = max(most, at)
		mu.Unlock()
		time.Sleep(time.Millisecond)
		mu.Lock()
		defer mu.Unlock()
		at--
		switch {
		case r.Serial != nil:
			kinds += "s"
		case r.Case != nil:
			kinds += "c"
		default:
			kinds, keys = kinds+"e", append(keys, r.Effects[0].Key)
		}
		return nil
	})
	if want := strings.Repeat("s", 50) + strings.Repeat("c", 50) + strings.Repeat("e", 50); kinds != want || err != nil || !slices.IsSorted(keys) {
		t.Errorf("%v: %s, effects %q", err, kinds, keys)
	}
	if most != 8 {
		t.Errorf("up to %d at a time, want 8", most)
	}
}

func TestARefusalIsNamedByLineAndReference(t *testing.T) {
	text := file(t, sample())
	refused := errors.New("no room")
	_, err := transfer.Restore(t.Context(), reader(t, text), 1, func(_ context.Context, r transfer.Record) error {
		if r.Case != nil {
			return fault.Wrap(fault.Internal, refused, "write")
		}
		return nil
	})
	if !errors.Is(err, refused) || !strings.Contains(err.Error(), "line 11, case 202611-000001: ") {
		t.Errorf("%v", err)
	}
	tries := 0
	_, err = transfer.Restore(t.Context(), reader(t, text), 1, func(_ context.Context, r transfer.Record) error {
		if r.Serial == nil {
			return nil
		}
		if tries++; tries < 3 {
			return fault.Wrap(fault.Busy, refused, "write")
		}
		return nil
	})
	if err != nil || tries != 3 {
		t.Errorf("busy twice: %d tries, %v", tries, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	_, err = transfer.Restore(ctx, reader(t, text), 1, func(context.Context, transfer.Record) error {
		cancel()
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("a context that ended: %v", err)
	}
}

// TestOnlyItsOwnLinesAreRead, and of a line that is refused no word is told.
func TestOnlyItsOwnLinesAreRead(t *testing.T) {
	whole := string(file(t, sample()))
	for _, tt := range []struct{ name, old, with, want string }{
		{"a member that is not known", `"series":`, `"phone":"13900000001","series":`, "line 4: "},
		{"a number for a text", `"name":"王"`, `"name":13900000001`, "line 11: "},
		{"a text for an instant", `"recordedAt":"2026`, `"recordedAt":"139`, "line 11: "},
		{"no JSON", `{"serial":{`, `{"serial":13900000001 x{`, "line 4: "},
		{"two records in one", `"last":64}}`, `"last":64},"tally":{"day":"","counts":{}}}`, "line 4: "},
		{"a case that is none", `{"case":{"case":{`, `{"case":{"casus":{`, "line 11: "},
		{"a kind that is not known", `{"serial":{`, `{"cereal":{`, "line 4: "},
		{"more behind a record", `"last":64}}`, `"last":64}}{}`, "line 4: "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.Replace(whole, tt.old, tt.with, 1)
			if text == whole {
				t.Fatal("nothing was changed")
			}
			_, err := transfer.Check(t.Context(), reader(t, []byte(text)), 1)
			if err == nil || !strings.HasPrefix(err.Error(), tt.want) || strings.Contains(err.Error(), "139") {
				t.Errorf("got %v, want %s...", err, tt.want)
			}
		})
	}
}

func TestAFileIsCutOffNowhereWithoutNotice(t *testing.T) {
	text := file(t, sample())
	for n := range len(text) {
		r, err := transfer.NewReader(bytes.NewReader(text[:n]))
		if err == nil {
			_, err = transfer.Check(t.Context(), r, 1)
		}
		if err == nil {
			t.Fatalf("the first %d of %d bytes were taken", n, len(text))
		}
		if errors.Is(err, io.EOF) {
			t.Fatalf("%d bytes: %v", n, err)
		}
	}
}

func TestWhichCaseIsThere(t *testing.T) {
	given := &complaint.Case{Reference: "r", Version: 5, RecordedAt: noon}
	for _, tt := range []struct {
		name string
		held complaint.Case
		same bool
	}{
		{"the same", complaint.Case{Reference: "r", Version: 5, RecordedAt: noon}, true},
		{"further on", complaint.Case{Reference: "r", Version: 6, RecordedAt: noon, Reason: "x"}, true},
		{"behind", complaint.Case{Reference: "r", Version: 4, RecordedAt: noon}, false},
		{"other words", complaint.Case{Reference: "r", Version: 5, RecordedAt: noon, Reason: "x"}, false},
		{"of another time", complaint.Case{Reference: "r", Version: 6, RecordedAt: noon.Add(time.Second)}, false},
	} {
		if err := transfer.There(&tt.held, given); (err == nil) != tt.same {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}
