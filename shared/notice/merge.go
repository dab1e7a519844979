package notice

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/policy"
)

// merge makes the notice that stands for several to one address. Its id names
// its members.
func merge(p *policy.Policy, to address, members []Member) complaint.Notice {
	first := members[0].Notice
	n := complaint.Notice{
		Kind: to.kind, Unit: strings.Split(to.unit, "+")[0], Handler: to.person, Language: p.Language,
		Clock: first.Clock, Round: first.Round, Point: first.Point, Class: first.Class, DueAt: first.DueAt,
	}
	var clocks []string
	id := sha256.New()
	id.Write([]byte(to.unit + "\n" + to.person + "\n"))
	for _, m := range members {
		id.Write([]byte(m.Notice.ID + "\n"))
		agree(&n, m.Notice)
		clocks = append(clocks, m.Notice.Clock)
		n.References = append(n.References, m.Notice.Reference)
		n.Levels, n.Empty, n.InsteadOf = ranked(n.Levels, m.Levels), ranked(n.Empty, m.reach.Empty), ranked(n.InsteadOf, m.reach.InsteadOf)
	}
	n.References = slices.Compact(n.References) // sorted already
	n.ID = "bundle/" + to.kind + "/" + n.Unit + "/" + hex.EncodeToString(id.Sum(nil)[:8])
	n.Text = bundleText(p, n, clocks)
	return n
}

// agree leaves in a bundle only what all members agree on, and takes up the
// highest grade and the last instant.
func agree(n *complaint.Notice, m complaint.Notice) {
	if n.Clock != m.Clock {
		n.Clock = ""
	}
	if n.Round != m.Round {
		n.Round = 0
	}
	if n.Point != m.Point {
		n.Point = ""
	}
	if n.Class != m.Class {
		n.Class = ""
	}
	if !n.DueAt.Equal(m.DueAt) {
		n.DueAt = complaint.Instant{}
	}
	if slices.Index(complaint.Grades, m.Grade) > slices.Index(complaint.Grades, n.Grade) {
		n.Grade = m.Grade
	}
	if m.At.After(n.At) {
		n.At = m.At
	}
}

// bundleText fills the template of bundles of the kind, else that of all. It
// names the clocks in the order of the policy.
func bundleText(p *policy.Policy, n complaint.Notice, clocks []string) string {
	text, ok := p.Texts.Notices["bundle."+n.Kind]
	if !ok {
		text = p.Texts.Notices["bundle"]
	}
	comma := map[string]string{"zh": "、", "en": ", "}[n.Language]
	var titles []string
	for _, c := range p.Clocks {
		if slices.Contains(clocks, c.Name) {
			titles = append(titles, c.Title.In(n.Language))
		}
	}
	unit, _ := p.Unit(n.Unit)
	return policy.Fill(text.In(n.Language), map[string]string{
		"unit": unit.Name.In(n.Language), "count": strconv.Itoa(len(n.References)), "clock": strings.Join(titles, comma),
	})
}
