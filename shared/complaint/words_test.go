package complaint

import (
	"encoding/json"
	"testing"
)

func TestDeedsOfPeopleHaveNames(t *testing.T) {
	for event, read := range recorded {
		c, err := read(json.RawMessage("{}"))
		if err != nil {
			t.Fatal(err)
		}
		if RuleOf(c.Name()).Internal() || event == "evidence-announced" { // a file is told of when it has come
			continue
		}
		if name, ok := Deed(event); !ok || name.EN == "" || name.ZH == "" {
			t.Errorf("%s has no name in both languages", event)
		}
		if got := CommandOf(event); got != c.Name() {
			t.Errorf("%s records %q, want %q", event, got, c.Name())
		}
	}
	if got := CommandOf("warned"); got != "" {
		t.Errorf("no person warns, but %q does", got)
	}
	for _, r := range append([]Role{Public, System}, Roles...) {
		if _, ok := RoleName(r); !ok {
			t.Errorf("%s has no name", r)
		}
	}
}
