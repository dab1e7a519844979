package policy

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
)

// packs are the packs that are built into the program.
//
//go:embed packs
var packs embed.FS

// defaultPack is the embedded pack that is used unless another is named.
const defaultPack = "state-grid"

// The files of a pack. Calendars stand in a folder of their own.
const (
	packFile    = "pack.yaml"
	clocksFile  = "clocks.yaml"
	classesFile = "classes.yaml"
	kindsFile   = "kinds.yaml"
	unitsFile   = "units.yaml"
	triageFile  = "triage.yaml"
	textsFile   = "texts.yaml"
	calendarDir = "calendars"
	// May be left out.
	conceptsFile = "concepts.yaml"
	modelFile    = "triage.model"
	auditFile    = "audit.yaml"
	dutyFile     = "duty.yaml"
	reportsFile  = "reports.yaml"
	examplesFile = "examples.yaml"
)

// Default loads the embedded default pack.
func Default() (*Policy, error) { return Named(defaultPack) }

// Named loads an embedded pack by its name, else the pack in a folder.
func Named(nameOrDir string) (*Policy, error) {
	files, err := Files(nameOrDir)
	if err != nil {
		return nil, err
	}
	return Load(files)
}

// Files opens an embedded pack by its name, else the pack in a folder, without reading more of it
// than which packs it extends. What a pack lacks is read from those, so that the files are complete.
func Files(nameOrDir string) (fs.FS, error) {
	if s, ok := builtIn(nameOrDir); ok {
		return build(s), nil
	}
	if info, err := os.Stat(nameOrDir); nameOrDir == "" || err != nil || !info.IsDir() {
		return nil, fmt.Errorf("no policy pack and no folder is named %q; packs: %s", nameOrDir, strings.Join(Names(), ", "))
	}
	s, _ := folder(nameOrDir) // without a pack.yaml its loading says so
	return build(s), nil
}

// Names lists the embedded packs.
func Names() []string {
	dirs, err := packs.ReadDir("packs")
	if err != nil {
		return nil
	}
	names := make([]string, 0, len(dirs))
	for _, d := range dirs {
		names = append(names, d.Name())
	}
	return names
}

// Load reads a pack from a folder, or from what [Files] gives. A broken pack is refused as a whole;
// the error is then of type [Problems] and lists everything that is wrong with it.
func Load(fsys fs.FS) (*Policy, error) {
	l := newLoader(fsys)
	// Later files refer to what earlier ones define.
	l.readTriage(l.open(triageFile))
	l.readConcepts()
	l.readModel()
	l.readClocks(l.open(clocksFile))
	l.readClasses(l.open(classesFile))
	l.readKinds(l.open(kindsFile))
	l.readUnits(l.open(unitsFile))
	l.readAudit()
	l.readPack(l.open(packFile))
	l.readTexts(l.open(textsFile))
	l.readDuty()
	l.readReports()
	for _, check := range l.later {
		check()
	}
	l.readExamples()
	l.checkFiles()
	if len(l.problems) > 0 {
		return nil, l.problems.sorted()
	}
	return l.policy, nil
}

// loader fills a policy from a pack's files and gathers the problems.
type loader struct {
	stack  *stack
	policy *Policy
	words  map[string]string // word lists of triage.yaml, alternatives joined by "|"
	// phrasesOf are those of the kinds, by code.
	phrasesOf map[string][]string
	later     []func() // checks for when every file is read
	problems  Problems
}

func newLoader(fsys fs.FS) *loader {
	s, ok := fsys.(*stack)
	if !ok {
		s = build(source{FS: fsys}) // packs beside it cannot be found
	}
	return &loader{stack: s, policy: new(Policy), problems: slices.Clone(s.problems)}
}

// open parses one file of the pack; a missing one is a problem.
func (l *loader) open(file string) node {
	src, ok := l.read(file)
	place := l.place(file)
	if !ok {
		return node{file: place, problems: &l.problems}
	}
	return readYAML(place, src, &l.problems)
}

// read gives a file of the pack; a missing one is a problem.
func (l *loader) read(file string) ([]byte, bool) {
	src, err := l.take(file)
	switch {
	case errors.Is(err, fs.ErrNotExist) && len(l.stack.problems) > 0:
		// It may be in the pack that was not found.
	case errors.Is(err, fs.ErrNotExist):
		l.fail(file, 0, "the file is missing")
	case err != nil:
		l.fail(file, 0, "the file cannot be read: %v", err)
	}
	return src, err == nil
}

// take reads a file of the pack, else that of the pack it extends, and notes that it belongs to
// the policy.
func (l *loader) take(file string) ([]byte, error) {
	src, err := fs.ReadFile(l.stack, file)
	if err == nil && !slices.ContainsFunc(l.policy.Files, func(f File) bool { return f.Name == file }) {
		l.policy.Files = append(l.policy.Files, File{Name: file, Pack: l.stack.owner(file), Data: src})
	}
	return src, err
}

// place is a file as problems name it: "state-grid/clocks.yaml" when it is an extended pack's.
func (l *loader) place(file string) string { return path.Join(l.stack.owner(file), file) }

func (l *loader) fail(file string, line int, format string, args ...any) {
	l.problems = append(l.problems, Problem{l.place(file), line, fmt.Sprintf(format, args...)})
}

// checkFiles refuses files that nobody would read: most often a name mistyped.
func (l *loader) checkFiles() {
	known := []string{packFile, clocksFile, classesFile, kindsFile, unitsFile, triageFile, conceptsFile, auditFile, textsFile, dutyFile, reportsFile, examplesFile}
	files, err := fs.Glob(l.stack.packs[0], "*.y*ml")
	if err != nil {
		l.fail(".", 0, "the folder cannot be read: %v", err)
	}
	for _, f := range files {
		if !slices.Contains(known, f) {
			l.fail(f, 0, "unknown file; a pack has %s and %s/", strings.Join(known, ", "), calendarDir)
		}
	}
}
