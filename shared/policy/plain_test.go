package policy

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// same fails when what is plain is not what the parser reads. Where in a file a
// mapping or list begins is another matter: what is wrong is told by the parser.
func same(t *testing.T, src []byte) (plain bool) {
	t.Helper()
	got, plain := readPlain(src)
	if !plain {
		return false
	}
	var problems Problems
	want := parseYAML("x", src, &problems)
	if len(problems) > 0 {
		t.Fatalf("plain, but the parser finds %v in:\n%s", problems, src)
	}
	if want.yaml == nil {
		want.yaml = &value{}
	}
	if diff := cmp.Diff(want.yaml, got, cmp.AllowUnexported(value{}, pair{}), cmpopts.EquateEmpty(), cmpopts.IgnoreFields(value{}, "line")); diff != "" {
		t.Fatalf("values (-parser +plain):\n%s\nof:\n%s", diff, src)
	}
	return true
}

func TestBuiltInPacksArePlain(t *testing.T) {
	err := fs.WalkDir(packs, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		src, err := fs.ReadFile(packs, name)
		if err == nil && !same(t, src) {
			t.Errorf("%s is not plain: each start of a program waits for the parser", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsPlain(t *testing.T) {
	for _, src := range []string{
		"a: b", "a: b # c", "a:\n  b: c\n  d: e\nf: g", "- a\n- b", "a:\n- b\n- c\nd: e", "a:\n  - b: c\n    d: e\n  - f", "# only\na: 1",
		`"a": "b # c"`, `'a': 'b: c'`, "a: {b: c, d: [e, \"f, g\"], h: {}}", "a: []", "a: ~", "a:", "a:\nb: c", "a: null", "a: 1.50", "a: 04.03", "a: 2026-02-13 09:12",
		"a: b:c", "a: don't", "a: b#c", "a: http://x", "- {a: b}", "a: x - y", "电: 力", "a: -1", "a: true", "a: [x y, z]", "a:   b   ",
	} {
		if !same(t, []byte(src)) {
			t.Errorf("not plain: %q", src)
		}
	}
	for _, src := range []string{
		"", "# nothing", "a", "a: |\n  b", "a: >\n  b", "a: &x b", "a: *x", "a: !t b", "---\na: b", "a: b\n---\nc: d", "a: b\n  c", "a: \"b\n  c\"", `a: "b\n"`, "a: 'b''c'",
		"a: {b: c", "a: [b,\n c]", "a: [b, ]", "a: {b}", "a\tb: c", "a:\tb", "a: b\r\n", "? a\n: b", "<<: b", "a: b: c", "a: - b", "- - a", "-", "a: .inf", "a: .nan",
		" a: b\nc: d", "a:\n   b: c\n  d: e", "a: @b", "a: `b`", "a: %b", "\ufeffa: b", "a: b\u2028c", "[a]: b", "a: \"b\" c", "a: [b] c", "a: [b]]", "a: 'b", "a: {b:: c}", "a:: b", "a: {b:c: d}", "a:b: c", "%YAML 1.2\na: b",
	} {
		if same(t, []byte(src)) {
			t.Errorf("plain: %q", src)
		}
	}
}

// TestPlainFilesAreReadAsTheParserReadsThem tries files of odd and of ordinary
// pieces; about one in ten is plain.
func TestPlainFilesAreReadAsTheParserReadsThem(t *testing.T) {
	pieces := rapid.SampledFrom([]string{
		"a", "b c", "电", "k: ", "k:", "- ", "- k: ", "{", "}", "[", "]", ", ", ",", ": ", ":", "\n", "\n  ", "\n    ", "\n- ", "\n  - ", "\n  k: ",
		`"x"`, "'y'", `"x: y"`, `""`, " # c", "#", "~", "null", "1", "-1", "1.5", "01", "0x1f", "1_0", "true", "2026-01-01 09:00", "24:00", "x:y",
		"*", "^6", "a|b", "+ c", "?", " ", "  ", "don't", "<<", "=", "!", "@", "%", "e: {f: g}", "[h, i]", "{}", "[]",
	})
	files := rapid.Custom(func(rt *rapid.T) string {
		return rapid.SampledFrom([]string{"", "k: "}).Draw(rt, "start") + strings.Join(rapid.SliceOfN(pieces, 1, 14).Draw(rt, "pieces"), "")
	})
	plain := 0
	rapid.Check(t, func(rt *rapid.T) {
		for _, src := range rapid.SliceOfN(files, 50, 50).Draw(rt, "files") {
			if same(t, []byte(src)) {
				plain++
			}
		}
	})
	if plain < 100 {
		t.Errorf("only %d files were plain", plain)
	}
}

func TestABrokenPackIsToldByTheParser(t *testing.T) {
	files := copyOf(t, "state-grid")
	clocks := filepath.Join(files, clocksFile)
	src, err := os.ReadFile(clocks)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(clocks, []byte(strings.Replace(string(src), "target: 20m", "target: twenty minutes", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = Load(os.DirFS(files))
	_, problems := load(os.DirFS(files), false)
	if err == nil || len(problems) == 0 || err.Error() != problems.sorted().Error() {
		t.Errorf("told %v, want %v", err, problems)
	}
}

// copyOf writes a built-in pack into a folder.
func copyOf(t *testing.T, name string) string {
	t.Helper()
	p, err := Named(name)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := p.Copy(dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

// FuzzPlain holds the reader of plain files to the parser.
func FuzzPlain(f *testing.F) {
	for _, src := range []string{"a: b", "- a\n- b: c\n  d: [e, {f: g}]\n", "a:\n- b\nc: \"d\" # e\n", "a: {b: 'c', d: ~}", "x: 1_000\ny: 0x1f\nz: +1", "a: 12e03"} {
		f.Add([]byte(src))
	}
	_ = fs.WalkDir(packs, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			if src, err := fs.ReadFile(packs, name); err == nil {
				f.Add(src)
			}
		}
		return nil
	})
	f.Fuzz(func(t *testing.T, src []byte) {
		if len(src) < maxFile {
			same(t, src)
		}
	})
}
