package transfer

import (
	"fmt"
	"strings"
)

// Counts says how much there is of each kind.
type Counts struct {
	Files    int `json:"files"`
	Serials  int `json:"serials"`
	Rotas    int `json:"rotas"`
	Tallies  int `json:"tallies"`
	Known    int `json:"known"`
	Answers  int `json:"answers"`
	Cases    int `json:"cases"`
	Open     int `json:"open"` // cases that bring the start of an execution
	Contacts int `json:"contacts"`
	Events   int `json:"events"`
	Effects  int `json:"effects"`
}

// add counts a record.
func (c *Counts) add(r Record) {
	count := func(n *int, there bool) {
		if there {
			*n++
		}
	}
	count(&c.Files, r.File != nil)
	count(&c.Serials, r.Serial != nil)
	count(&c.Rotas, r.Rota != nil)
	count(&c.Tallies, r.Tally != nil)
	count(&c.Answers, r.Answer != nil)
	c.Known += len(r.Known)
	c.Effects += len(r.Effects)
	if r.Case != nil {
		c.Cases++
		count(&c.Open, r.Case.Start != nil)
		count(&c.Contacts, r.Case.Contact != nil)
		c.Events += len(r.Case.Events)
	}
}

// String says it to people.
func (c Counts) String() string {
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{
		{c.Cases, "cases"}, {c.Open, "of them open"}, {c.Contacts, "contacts"}, {c.Events, "events"}, {c.Effects, "undelivered effects"},
		{c.Known, "keys of delivered effects"}, {c.Serials, "serials"}, {c.Rotas, "rotas"}, {c.Answers, "remembered answers"},
		{c.Tallies, "days of tallies"}, {c.Files, "files"},
	} {
		parts = append(parts, fmt.Sprintf("%d %s", p.n, p.what))
	}
	return strings.Join(parts, ", ")
}
