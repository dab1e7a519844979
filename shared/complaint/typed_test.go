package complaint_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
)

func TestReferencesAreReadAsPeopleCopyThem(t *testing.T) {
	for _, written := range []string{"202612-000001", "202612000001", "２０２６１２－０００００１", " 202612 – 000001 ", "202612　000001"} {
		if got := complaint.ReadReference(written); got != "202612-000001" {
			t.Errorf("%q is read as %q", written, got)
		}
	}
	for _, written := range []string{"", "13900000077", "../../v1/cases", "和平路5号院3号楼", "202612-00001"} {
		if got := complaint.ReadReference(written); complaint.IsReference(got) {
			t.Errorf("%q is read as the reference %q", written, got)
		}
	}
}

func TestNumbersAreLookedForAsCasesMayHaveThem(t *testing.T) {
	for written, want := range map[string][]string{
		"１３９００００００７７":       {"13900000077", "+8613900000077", "8613900000077"},
		"139 0000 0077":     {"139 0000 0077", "+8613900000077", "8613900000077"},
		"+86 139-0000-0077": {"+86 139-0000-0077", "13900000077", "8613900000077"},
		"（＋８６）１３９００００００７７":  {"(+86)13900000077", "13900000077", "+8613900000077", "8613900000077"},
		"0086 13900000077":  {"0086 13900000077", "13900000077", "+8613900000077", "8613900000077"},
		"0512-0077-3312":    {"0512-0077-3312"},
		"　０５１２００７７３３１２ ":    {"051200773312"},
	} {
		if diff := cmp.Diff(want, complaint.Spellings(written)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", written, diff)
		}
	}
}
