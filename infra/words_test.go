package infra

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// unspoken are folders whose Chinese is told to nobody who fills something in: words that
// texts are judged by, made-up texts, and what a model is asked.
var unspoken = []string{"shared/phrase", "shared/triage", "shared/store/storetest", "shared/workflow/workflowtest", "infra/local/fiction", "infra/simulate", "infra/load"}

// asWritten are texts with a code that stands for itself.
var asWritten = []string{
	"受理内容 / text",                    // heading of a table in both languages
	"供电服务十项承诺 (2022), no. 10; S-011", // English, with a name that has no other
}

// TestChineseSentencesHoldNoCodes: a sentence calls the fields and values of the API by
// their Chinese names. Where a code has to be sent it stands in brackets behind the name.
func TestChineseSentencesHoldNoCodes(t *testing.T) {
	codes := codesOfTheAPI(t)
	for _, folder := range []string{"shared", "functions", "infra"} {
		err := filepath.WalkDir(filepath.Join("..", folder), func(path string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			for _, f := range unspoken {
				if strings.HasPrefix(path, filepath.Join("..", f)+"/") {
					return nil
				}
			}
			for _, s := range chineseOf(t, path) {
				for _, word := range latinWord.FindAllString(brackets.ReplaceAllString(s, ""), -1) {
					if codes[word] && !slices.Contains(asWritten, s) {
						t.Errorf("%s: %q holds the code %s", path, s, word)
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

var (
	latinWord = regexp.MustCompile(`[A-Za-z][A-Za-z-]*`)
	// brackets hold a code behind its name; braces a placeholder, which is replaced, and
	// a percent sign a verb, which is too.
	brackets = regexp.MustCompile(`（[^）]*）|\{[^}]*\}|%[-+0-9.]*[a-z]`)
)

// codesOfTheAPI are the names of its fields and parameters, and the values of its
// enumerations.
func codesOfTheAPI(t *testing.T) map[string]bool {
	t.Helper()
	text, err := os.ReadFile("../shared/web/openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	var doc any
	if err := json.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	codes := map[string]bool{}
	gatherCodes(doc, codes)
	for _, code := range []string{"from", "clock", "urban", "overLevel", "q"} {
		if !codes[code] {
			t.Fatalf("the description does not tell of %s", code)
		}
	}
	return codes
}

func gatherCodes(node any, codes map[string]bool) {
	switch node := node.(type) {
	case map[string]any:
		if properties, ok := node["properties"].(map[string]any); ok {
			for name := range properties {
				codes[name] = true
			}
		}
		if name, ok := node["name"].(string); ok && node["in"] != nil {
			codes[name] = true
		}
		if values, ok := node["enum"].([]any); ok {
			for _, v := range values {
				if s, ok := v.(string); ok {
					codes[s] = true
				}
			}
		}
		for _, inner := range node {
			gatherCodes(inner, codes)
		}
	case []any:
		for _, inner := range node {
			gatherCodes(inner, codes)
		}
	}
}

// chineseOf are the texts of a file that are more Chinese than anything else.
func chineseOf(t *testing.T, path string) (list []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if field, ok := n.(*ast.Field); ok && field.Tag != nil {
			field.Tag = nil // of the API's description, which is English
		}
		lit, ok := n.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING {
			return true
		}
		s, err := strconv.Unquote(lit.Value)
		if err != nil {
			t.Fatal(err)
		}
		if han, latin := lettersOf(s); han > 0 && han*3 >= latin {
			list = append(list, s)
		}
		return true
	})
	return list
}

func lettersOf(s string) (han, latin int) {
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Han, r):
			han++
		case unicode.IsLetter(r):
			latin++
		}
	}
	return han, latin
}
