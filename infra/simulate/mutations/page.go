package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
)

// intro is what stands above the table.
const intro = `# Mistakes that the simulator finds

An oracle that has never said no proves nothing. Here the product is broken on purpose,
in one place after the other (list.yaml), and ` + "`redress simulate`" + ` has to find each of these
mistakes. All of them are built into one program, which makes the one that its environment
names; the compiler is given the broken files from elsewhere, so that the tree stays as
it is. This page is written by ` + "`make mutations UPDATE=-update`" + `; it fails when a mistake survives, and
` + "`go test`" + ` when the text that one of them changes is no longer there.

`

// heading stands above the rows of the table.
const heading = "| Mistake | File | What is wrong then | Must be found by | First said no | Said no | Play |\n|---|---|---|---|---|---|---|\n"

// row is the line of a mutation up to what was found of it.
func (m mutation) row() string {
	return fmt.Sprintf("| %s | %s | %s | %s | ", m.Name, m.File, m.Breaks, m.Oracle)
}

// note writes a finding into the page; what is there of other mutations stays.
func note(l *list, f finding) error {
	text, err := os.ReadFile(pageName)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	rows := rowsOf(string(text), l)
	rows[f.Name] = fmt.Sprintf("%s%s | %s | %s |\n", f.row(), f.First, f.by(), f.play.name)
	return os.WriteFile(pageName, []byte(page(l, rows)), 0o644)
}

// rowsOf are the rows of a page that still tell of the mutations that there are.
func rowsOf(text string, l *list) map[string]string {
	rows := map[string]string{}
	for line := range strings.Lines(text) {
		for _, m := range l.Mutations {
			if strings.HasPrefix(line, m.row()) {
				rows[m.Name] = line
			}
		}
	}
	return rows
}

// page is the table of what was found, by names of mutations.
func page(l *list, rows map[string]string) string {
	var b strings.Builder
	b.WriteString(intro)
	fmt.Fprintf(&b, "%d mistakes are found. The oracle that said no first, and how often each did, are those of\nthe play in which it was found first.\n\n%s", len(rows), heading)
	for _, m := range l.Mutations {
		b.WriteString(rows[m.Name])
	}
	b.WriteString("\nWhat it does not find:\n\n")
	for _, m := range l.Beyond {
		fmt.Fprintf(&b, "* %s: %s.\n", m.Breaks, m.Why)
	}
	b.WriteString("\nThe plays:\n\n")
	for _, p := range l.plays(mutation{}) {
		b.WriteString(p.line())
	}
	return b.String()
}

// line is the play in the page.
func (p play) line() string {
	return fmt.Sprintf("* %s: `redress simulate %s`\n", p.name, strings.Join(p.args, " "))
}
