package main

import (
	_ "embed"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

// mutation is a mistake of the product, made on purpose.
type mutation struct {
	Name  string
	Place `yaml:",inline"`
	// Also are further places, of a mistake that takes several.
	Also   []Place
	Breaks string // what is wrong then
	Oracle string // who must say so
	Play   string // to begin with; "" for the first
}

// Place is where a file is changed: Old, which occurs in it once, in a function,
// becomes New.
type Place struct{ File, Old, New string }

// places are all of a mutation.
func (m mutation) places() []Place { return append([]Place{m.Place}, m.Also...) }

// list is all that there is.
type list struct {
	// Plays are flags of `redress simulate` by name, in their order.
	Plays     yaml.MapSlice
	Mutations []mutation
	// Beyond are mistakes that the simulator does not find, and why.
	Beyond []struct{ Breaks, Why string }
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
		whole := func(p Place) bool { return p.File != "" && p.Old != "" && p.Old != p.New }
		if m.Name == "" || m.Breaks == "" || m.Oracle == "" || !slices.ContainsFunc(m.places(), whole) {
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

// grafted are the files of the product with the mistakes in them, by their paths
// from the root, and those that their packages have in addition. It fails when the
// place of a mistake is not there once, or in no function.
func grafted(root string, mutations []mutation) (map[string]string, error) {
	texts, mutants := map[string]string{}, map[string][]mutant{}
	for _, m := range mutations {
		changed := map[string]string{}
		for _, p := range m.places() {
			if _, read := texts[p.File]; !read {
				text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(p.File)))
				if err != nil {
					return nil, fmt.Errorf("%s: %w", m.Name, err)
				}
				texts[p.File] = string(text)
			}
			text, again := changed[p.File]
			if !again {
				text = texts[p.File]
			}
			if n := strings.Count(text, p.Old); n != 1 {
				return nil, fmt.Errorf("%s: %s has the text to be changed %d times, want once: %q", m.Name, p.File, n, p.Old)
			}
			changed[p.File] = strings.Replace(text, p.Old, p.New, 1)
		}
		for file, text := range changed {
			mutants[file] = append(mutants[file], mutant{m.Name, text})
		}
	}
	files := map[string]string{}
	for file, list := range mutants {
		text, err := graft(file, texts[file], list)
		if err != nil {
			return nil, err
		}
		whole, err := parse(file, text)
		if err != nil {
			return nil, err
		}
		files[file], files[path.Join(path.Dir(file), "mistake_made.go")] = text, maker(whole.pkg)
	}
	return files, nil
}
