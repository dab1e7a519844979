package clock

import "testing"

func offset(t testing.TB, s string) Offset {
	t.Helper()
	o, err := ParseOffset(s)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func TestOffsetsLeadForward(t *testing.T) {
	c := load(t, "k1", "")
	for _, tt := range []struct{ name, from, offset, want string }{
		{"elapsed time by night", "2026-06-05 16:50", "30m", "2026-06-05 17:20"},
		{"working time over a weekend", "2026-06-05 16:30", "2h working", "2026-06-08 10:30"},
		{"no distance", "2026-06-06 10:00", "0m", "2026-06-06 10:00"},
		{"no working distance", "2026-06-06 10:00", "0m working", "2026-06-06 10:00"},
		{"the next working day", "2026-06-05 08:00", "1wd@09:00", "2026-06-08 09:00"},
		{"the second working day", "2026-06-05 08:00", "2wd@09:00", "2026-06-09 09:00"},
		{"from a day off", "2026-06-06 08:00", "1wd@09:00", "2026-06-08 09:00"},
		{"midnight is of the day that begins", "2026-06-04 24:00", "1wd@09:00", "2026-06-08 09:00"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got, want := c.After(at(t, c, tt.from), offset(t, tt.offset)), at(t, c, tt.want); !got.Equal(want) {
				t.Errorf("%s after %s is %s, want %s", tt.offset, tt.from, got, want)
			}
		})
	}
}

func TestAnOpeningIsNowOrTheNextOne(t *testing.T) {
	c := load(t, "k1", "")
	for from, want := range map[string]string{
		"2026-06-05 10:00": "2026-06-05 10:00", "2026-06-05 17:00": "2026-06-08 09:00", "2026-06-06 12:00": "2026-06-08 09:00", "2026-06-05 09:00": "2026-06-05 09:00",
	} {
		if got := c.Opening(at(t, c, from)); !got.Equal(at(t, c, want)) {
			t.Errorf("the opening from %s is %s, want %s", from, got, want)
		}
	}
}

func TestOffsetsOfNoUseAreRefused(t *testing.T) {
	for _, s := range []string{"", "1wd", "0wd@09:00", "1wd@24:00", "1wd@9:00", "-1h", "1h before", "soon", "1.5s", "2d"} {
		if o, err := ParseOffset(s); err == nil || o != (Offset{}) {
			t.Errorf("%q is read as %+v", s, o)
		}
	}
}
