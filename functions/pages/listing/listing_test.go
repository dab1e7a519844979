package listing

import "testing"

func TestHandlersAreCalledByName(t *testing.T) {
	for _, test := range []struct{ name, handler, en, zh string }{
		{"known by name", "zhang", "zhang", "zhang"},
		{"known by their token", "handler:demo-station:zhang", "zhang", "zhang"},
		{"known by their role alone", "handler:demo-station", "handler", "承办人"},
	} {
		if en, zh := handlerName(test.handler, "en"), handlerName(test.handler, "zh"); en != test.en || zh != test.zh {
			t.Errorf("%s: %q and %q", test.name, en, zh)
		}
	}
}
