package storetest

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

func contactTests() []test {
	return []test{
		{"contact details are read back", contactBack},
		{"a commit without contact details keeps them", contactKept},
		{"contact details may be replaced", contactReplaced},
		{"a case without contact details has none", noContact},
		{"no read of a case shows contact details", contactApart},
	}
}

func details(reference string) *complaint.Contact {
	return &complaint.Contact{
		Reference: reference, Name: "王小明", Phone: "13800001234", AccountNumber: "0512-77", Address: "和平路5号楼", TrackingCode: "K7QP-22",
	}
}

func withContact(c *complaint.Case) complaint.Commit {
	commit := first(c)
	commit.Contact = details(c.Reference)
	return commit
}

func contactOf(t *testing.T, s complaint.Store, reference string) complaint.Contact {
	t.Helper()
	got, err := s.Contact(t.Context(), reference)
	if err != nil {
		t.Fatalf("Contact: %v", err)
	}
	return got
}

func contactBack(t *testing.T, s complaint.Store) {
	commit(t, s, withContact(sample(ref(1))))
	same(t, "contact", contactOf(t, s, ref(1)), *details(ref(1)))
}

func contactKept(t *testing.T, s complaint.Store) {
	c := sample(ref(1))
	commit(t, s, withContact(c))
	commit(t, s, next(c, event(2)))
	same(t, "contact", contactOf(t, s, ref(1)), *details(ref(1)))
}

func contactReplaced(t *testing.T, s complaint.Store) {
	c := sample(ref(1))
	commit(t, s, withContact(c))
	moved := next(c, event(2))
	moved.Contact = details(ref(1))
	moved.Contact.Address = "7号楼"
	commit(t, s, moved)
	same(t, "contact", contactOf(t, s, ref(1)), *moved.Contact)
}

func noContact(t *testing.T, s complaint.Store) {
	commit(t, s, first(sample(ref(1))))
	for _, reference := range []string{ref(1), ref(2)} {
		_, err := s.Contact(t.Context(), reference)
		wantKind(t, "Contact of "+reference, err, fault.NotFound)
	}
}

func contactApart(t *testing.T, s complaint.Store) {
	commit(t, s, withContact(sample(ref(1))))
	page, err := s.List(t.Context(), complaint.Query{Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	events, err := s.Events(t.Context(), ref(1), 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	shown, err := json.Marshal([]any{page, events, read(t, s, ref(1))})
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"王小明", "13800001234", "0512-77", "5号楼", "K7QP-22"} {
		if strings.Contains(string(shown), secret) {
			t.Errorf("%q is shown without the contact", secret)
		}
	}
}
