package policy

import (
	"slices"
	"strconv"
	"strings"
)

const (
	// mostMegabytes bounds one file: as much as a line of an export takes.
	mostMegabytes = 40
	// mostEvidence bounds what a case carries of each side's files.
	mostEvidence = 50
)

// readEvidence reads which files are taken, which a pack need not say.
func (l *loader) readEvidence(n node) {
	if !n.given() {
		return
	}
	f := n.fields("types", "size", "perCase")
	e := Evidence{PerCase: f["perCase"].number("evidence.perCase", 1)}
	for _, item := range f["types"].items() {
		name := item.oneOf("evidence.types", FileTypes)
		if slices.Contains(e.Types, name) {
			item.fail("type %q is given twice", name)
		}
		e.Types = append(e.Types, name)
	}
	if len(e.Types) == 0 {
		n.fail("evidence.types is missing: which files are taken?")
	}
	if e.PerCase > mostEvidence {
		f["perCase"].fail("evidence.perCase must be at most %d", mostEvidence)
	}
	e.Size = f["size"].megabytes("evidence.size")
	l.policy.Evidence = e
}

// megabytes reads a size such as "20MB" and gives it in bytes.
func (n node) megabytes(name string) int64 {
	s := n.required(name)
	digits, ok := strings.CutSuffix(s, "MB")
	m, err := strconv.Atoi(digits)
	if s != "" && (!ok || err != nil || m < 1 || m > mostMegabytes) {
		n.fail("%s %q must be a size such as 20MB, of at most %dMB", name, s, mostMegabytes)
		return 0
	}
	return int64(m) << 20
}
