package infra

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
)

// inBoth are the documents that exist in English and in Chinese, by their English file.
var inBoth = []string{"../README.md", "runbook.md", "packs.md"}

// readmeLines is how long a README may be, in either language.
const readmeLines = 150

// chinese names the Chinese file of a document.
func chinese(file string) string { return strings.TrimSuffix(file, ".md") + ".zh-CN.md" }

// otherLanguage turns the names of files in both languages into those of the other.
var otherLanguage = func() *strings.Replacer {
	var pairs []string
	for _, file := range inBoth {
		en := filepath.Base(file)
		pairs = append(pairs, en, chinese(en), chinese(en), en)
	}
	return strings.NewReplacer(pairs...)
}()

// TestBothLanguagesSayTheSame holds the two files of a document together, block
// by block. What changes in one alone is found by what must be the same in both:
// the order of headings, paragraphs, items and rows; code, keys, figures, links and emphasis.
func TestBothLanguagesSayTheSame(t *testing.T) {
	for _, file := range inBoth {
		t.Run(filepath.Base(file), func(t *testing.T) {
			en, zh := blocks(t, file), blocks(t, chinese(file))
			for i := range max(len(en), len(zh)) {
				if i == len(en) || i == len(zh) || en[i].kind != zh[i].kind {
					t.Fatalf("the languages part company at %s and %s", spot(en, i), spot(zh, i))
				}
				want := en[i].facts()
				want.Spans = mapped(want.Spans, otherLanguage.Replace)
				want.Links = mapped(want.Links, func(target string) string {
					if id, ok := strings.CutPrefix(target, "#"); ok {
						return "#" + sameHeading(id, en, zh)
					}
					return otherLanguage.Replace(target)
				})
				if diff := cmp.Diff(want, zh[i].facts()); diff != "" {
					t.Errorf("%s is not what is at %s (-English +Chinese):\n%s", spot(zh, i), spot(en, i), diff)
				}
			}
		})
	}
}

func TestTheFirstLinkLeadsToTheOtherLanguage(t *testing.T) {
	for _, file := range inBoth {
		for from, to := range map[string]string{file: chinese(file), chinese(file): file} {
			first := link.FindStringSubmatch(document(t, from))
			if first == nil || first[2] != filepath.Base(to) {
				t.Errorf("the first link of %s is %q, want %s", from, first, filepath.Base(to))
			}
		}
	}
}

func TestAReadmeIsShort(t *testing.T) {
	for _, file := range []string{"../README.md", chinese("../README.md")} {
		if n := strings.Count(document(t, file), "\n"); n > readmeLines {
			t.Errorf("%s has %d lines, more than %d", file, n, readmeLines)
		}
	}
}

// misset are the ways in which Chinese must not be set: between Chinese and Latin
// letters, digits or code stands a space; marks are full-width, without a space
// beside them and outside emphasis.
var misset = []struct {
	what    string
	pattern *regexp.Regexp
}{
	{"no space between Chinese and Latin", regexp.MustCompile("\\p{Han}[A-Za-z0-9`]|[A-Za-z0-9`]\\p{Han}")},
	{"a half-width mark", regexp.MustCompile(`\p{Han}\s?[,;:?!()"]|[,;:?!()"]\s?\p{Han}`)},
	{"a space beside a full-width mark", regexp.MustCompile(`[，。；：、？（）“”]\s|\s[，。；：、？（）“”]`)},
	{"a space between Chinese characters", regexp.MustCompile(`\p{Han}\s\p{Han}`)},
	{"a mark in emphasis", regexp.MustCompile(`[，。；：、]\*\*$`)},
}

func TestChineseIsSetInOneWay(t *testing.T) {
	for _, file := range inBoth {
		for _, b := range blocks(t, chinese(file)) {
			if b.isCode() {
				continue
			}
			text := codeSpan.ReplaceAllString(b.text, "`x`")
			text = htmlTag.ReplaceAllString(link.ReplaceAllString(text, "$1"), "")
			pieces := strings.Split(strings.ReplaceAll(text, "**", ""), "|")
			for _, piece := range append(pieces, emphasis.FindAllString(text, -1)...) {
				for _, m := range misset {
					if found := m.pattern.FindString(strings.TrimSpace(piece)); found != "" {
						t.Errorf("%s:%d: %s: %q in %s", chinese(file), b.line, m.what, found, piece)
					}
				}
			}
		}
	}
}

// block is a heading, a paragraph, an item of a list, a row of a table or a piece of code.
type block struct {
	kind string // "##", "paragraph", "*", "1.", "row", or as code begins: "```yaml"
	text string
	line int
}

func (b block) isCode() bool { return strings.HasPrefix(b.kind, fence) }

const fence = "```"

var (
	opening  = regexp.MustCompile(`^(#+|\*|\d+\.) +`)
	link     = regexp.MustCompile(`\[([^\]]*)\]\(([^)]*)\)`)
	htmlTag  = regexp.MustCompile(`<[^>]*>`)
	emphasis = regexp.MustCompile(`\*\*[^*]+\*\*`)
	figure   = regexp.MustCompile(`\d+(?:[.,:]\d+)*`)
)

// blocks are those of a document, in order.
func blocks(t *testing.T, file string) (list []block) {
	t.Helper()
	open := false // whether a line goes on with the last block
	var n int
	for line := range strings.Lines(document(t, file)) {
		n++
		line = strings.TrimRight(line, "\n")
		last := len(list) - 1
		kind := strings.TrimSpace(opening.FindString(line))
		switch {
		case open && list[last].isCode():
			list[last].text += line + "\n"
			open = line != fence
			continue
		case strings.HasPrefix(line, fence):
			list = append(list, block{kind: line, line: n})
		case line == "":
		case strings.HasPrefix(line, "|"):
			list = append(list, block{"row", line, n})
		case kind != "":
			list = append(list, block{kind, line[len(kind):], n})
		case open:
			list[last].text += " " + line
		default:
			list = append(list, block{"paragraph", line, n})
		}
		open = line != "" && line[0] != '|' && line[0] != '#'
	}
	return list
}

func document(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func spot(list []block, i int) string {
	if i == len(list) {
		return "the end"
	}
	start := []rune(strings.TrimSpace(list[i].text))
	return fmt.Sprintf("line %d, %s %s", list[i].line, list[i].kind, string(start[:min(len(start), 40)]))
}

// facts are what a block tells whatever its language.
type facts struct {
	Code                  string // without the words of comments
	Cells                 int    // of a row
	Key                   string // the first cell, when it is code
	Spans, Figures, Links set
	Emphasis              int // pieces of it
}

type set map[string]bool

func (b block) facts() facts {
	f := facts{Spans: set{}, Figures: set{}, Links: set{}}
	if b.isCode() {
		f.Code = uncommented(b)
		return f
	}
	f.Emphasis = len(emphasis.FindAllString(b.text, -1))
	if b.kind == "row" {
		cells := strings.Split(b.text, " |")
		f.Cells = len(cells)
		if key := strings.TrimPrefix(cells[0], "| "); strings.HasPrefix(key, "`") {
			f.Key = key
		}
	}
	for _, span := range codeSpan.FindAllStringSubmatch(b.text, -1) {
		f.Spans[span[1]] = true
	}
	words := codeSpan.ReplaceAllString(b.text, "")
	for _, l := range link.FindAllStringSubmatch(words, -1) {
		f.Links[l[2]] = true
	}
	for _, n := range figure.FindAllString(link.ReplaceAllString(words, "$1"), -1) {
		f.Figures[n] = true
	}
	return f
}

func mapped(s set, f func(string) string) set {
	other := make(set, len(s))
	for x := range s {
		other[f(x)] = true
	}
	return other
}

var (
	comment = regexp.MustCompile(`(?m)(^|\s)# .*$`)
	flagged = regexp.MustCompile(`(?:^|[^\w/.-])([-/][\w/-]+)`)
	// labels are the words of a diagram, behind what they are the label of.
	labels = regexp.MustCompile(`(?m)( as |: ).*$`)
)

// uncommented is code without the words of its comments, of which flags and
// paths remain, and without those of a diagram.
func uncommented(b block) string {
	if b.kind == fence+"mermaid" {
		return labels.ReplaceAllString(b.text, "$1")
	}
	return comment.ReplaceAllStringFunc(b.text, func(words string) string {
		left := words[:strings.Index(words, "#")+1]
		for _, f := range flagged.FindAllStringSubmatch(words, -1) {
			left += " " + f[1]
		}
		return left
	})
}

// sameHeading is the anchor of the Chinese heading that stands where the English
// one with the anchor id does.
func sameHeading(id string, en, zh []block) string {
	for i, b := range en {
		if i < len(zh) && strings.HasPrefix(b.kind, "#") && anchor(b.text) == id {
			return anchor(zh[i].text)
		}
	}
	return "no heading " + id
}

// anchor of a heading, as GitHub makes it.
func anchor(heading string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), r == '-', r == '_':
			return unicode.ToLower(r)
		case r == ' ':
			return '-'
		}
		return -1
	}, strings.TrimSpace(heading))
}
