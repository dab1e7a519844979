package main

import (
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

// mutation is a mistake of the product, made on purpose.
type mutation struct {
	Name string
	// File is changed: Old, which occurs in it once, becomes New.
	File, Old, New string
	Breaks         string // what is wrong then
	Oracle         string // who must say so
	Play           string // to begin with; "" for the first
}

// list is all that there is.
type list struct {
	// Plays are flags of `redress simulate` by name, in their order.
	Plays     yaml.MapSlice
	Mutations []mutation
}

//go:embed list.yaml
var listed []byte

// read reads the list. It fails with every flaw of it.
func read() (*list, error) {
	l := &list{}
	if err := yaml.UnmarshalWithOptions(listed, l, yaml.Strict()); err != nil {
		return nil, err
	}
	var flaws []string
	seen := map[string]bool{}
	for _, m := range l.Mutations {
		if m.Name == "" || m.File == "" || m.Old == "" || m.Old == m.New || m.Breaks == "" || m.Oracle == "" {
			flaws = append(flaws, fmt.Sprintf("%q is not whole", m.Name))
		}
		if seen[m.Name] {
			flaws = append(flaws, fmt.Sprintf("%q is there twice", m.Name))
		}
		seen[m.Name] = true
		if _, known := l.play(m.Play); m.Play != "" && !known {
			flaws = append(flaws, fmt.Sprintf("%q names the play %q, which is not there", m.Name, m.Play))
		}
	}
	if len(flaws) > 0 {
		return nil, fmt.Errorf("list.yaml: %s", strings.Join(flaws, "; "))
	}
	return l, nil
}

// play is a named play.
type play struct {
	name string
	args []string
}

// play finds a play by its name.
func (l *list) play(name string) (play, bool) {
	for _, item := range l.Plays {
		if item.Key == name {
			return play{name, strings.Fields(fmt.Sprint(item.Value))}, true
		}
	}
	return play{}, false
}

// plays are all plays in the order in which a mutation is tried by them.
func (l *list) plays(m mutation) []play {
	var all []play
	for _, item := range l.Plays {
		p, _ := l.play(fmt.Sprint(item.Key))
		all = append(all, p)
	}
	slices.SortStableFunc(all, func(a, b play) int {
		switch m.Play {
		case a.name:
			return -1
		case b.name:
			return 1
		}
		return 0
	})
	return all
}

// mutated is the text of the file with the mistake in it. It fails when the place
// is not there once.
func (m mutation) mutated(root string) (string, error) {
	text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(m.File)))
	if err != nil {
		return "", fmt.Errorf("%s: %w", m.Name, err)
	}
	if n := strings.Count(string(text), m.Old); n != 1 {
		return "", fmt.Errorf("%s: %s has the text to be changed %d times, want once: %q", m.Name, m.File, n, m.Old)
	}
	return strings.Replace(string(text), m.Old, m.New, 1), nil
}
