package complaint

import "testing"

func TestEveryCommandCanBeReadFromItsEvent(t *testing.T) {
	left := map[string]bool{}
	for _, r := range Rules() {
		left[r.Command] = true
	}
	for event, decode := range recorded {
		cmd, err := decode([]byte("{}"))
		if err != nil {
			t.Errorf("%s: %v", event, err)
			continue
		}
		if cmd.event() != event {
			t.Errorf("event %s is read as %s, which is recorded as %s", event, cmd.Name(), cmd.event())
		}
		if !left[cmd.Name()] {
			t.Errorf("command %s of event %s is not in the rules, or is read from two events", cmd.Name(), event)
		}
		delete(left, cmd.Name())
	}
	for name := range left {
		t.Errorf("command %s cannot be read from its event", name)
	}
}

func TestAnActorIsReadAsItWasWritten(t *testing.T) {
	for _, a := range []Actor{
		{Role: System}, {Role: Public}, {Role: Handler, Unit: "demo-station"}, {Role: Handler, ID: "p1"},
		{Role: Supervisor, Unit: "demo-city", ID: "a:b"},
	} {
		if got := actorOf(a.String()); got.String() != a.String() || got.Role != a.Role {
			t.Errorf("%q is read as %+v", a.String(), got)
		}
	}
}
