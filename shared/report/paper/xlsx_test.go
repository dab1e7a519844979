package paper_test

import (
	"bytes"
	"os"
	"testing"
)

func TestTheWorkbookIsTheSameTwice(t *testing.T) {
	for range 20 {
		if a, b := render(t, "xlsx", everything("zh")), render(t, "xlsx", everything("zh")); !bytes.Equal(a, b) {
			t.Fatal("two workbooks of one paper differ")
		}
	}
	if dir := os.Getenv("PAPERS"); dir != "" {
		os.WriteFile(dir+"/zh.xlsx", render(t, "xlsx", everything("zh")), 0o644)
		os.WriteFile(dir+"/en.xlsx", render(t, "xlsx", everything("en")), 0o644)
	}
}
