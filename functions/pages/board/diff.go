package board

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/redress/redress/functions/pages/site"
	"github.com/redress/redress/functions/pages/words"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/policy/diff"
)

// packs are the policies that may be compared beside the one in force. Those that
// come with the program are read once, as they never change.
type packs struct {
	mu   sync.Mutex
	read map[string]*policy.Policy
}

// named reads a pack that comes with the program.
func (s *packs) named(name string) (*policy.Policy, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p, ok := s.read[name]; ok {
		return p, nil
	}
	p, err := policy.Named(name)
	if err != nil {
		return nil, err
	}
	if s.read == nil {
		s.read = map[string]*policy.Policy{}
	}
	s.read[name] = p
	return p, nil
}

// rulesVersion is a policy that can be chosen.
type rulesVersion struct{ ID, Name string }

// inForce is the policy in force, among the versions.
const inForce = "present"

// versions are the policies that can be compared: the one in force, those kept
// with cases, and those that come with the program.
func (h *Handler) versions(ctx context.Context, language string) ([]rulesVersion, error) {
	list := []rulesVersion{{inForce, versionName(h.Policy, words.Say(language, "in force", "现行"), language)}}
	if h.kept != nil {
		ids, err := h.kept(ctx)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			if id != h.Policy.ID() {
				list = append(list, rulesVersion{id, keptName(id, language)})
			}
		}
	}
	for _, name := range policy.Names() {
		if p, err := h.packs.named(name); err == nil && p.ID() != h.Policy.ID() {
			list = append(list, rulesVersion{name, versionName(p, words.Say(language, "supplied", "随系统提供"), language)})
		}
	}
	return list, nil
}

// versionOf reads a policy that is among the versions; no other.
func (h *Handler) versionOf(id string, among []rulesVersion) (*policy.Policy, error) {
	switch {
	case id == inForce:
		return h.Policy, nil
	case !slices.ContainsFunc(among, func(v rulesVersion) bool { return v.ID == id }):
		return nil, fault.New(fault.NotFound, fault.Say("There is no such version of the rules.", "没有该版本的规则。"))
	case strings.Contains(id, "@"):
		return h.policyOf(id)
	}
	return h.packs.named(id)
}

// comparison is what changed between two policies.
type comparison struct {
	Versions []rulesVersion
	A, B     string // chosen
	Found    *diff.Diff
	Parts    []partChanges
	// Effects and Examples are those of Found, as far as they are shown.
	Effects, Examples shownEffects
	// Part is the one that is shown in full; "" for the first changes of all.
	Part     string
	from, to *policy.Policy
	language string
}

// shownEffects are the first of a list of effects, or all where they are the part
// that is shown in full.
type shownEffects struct {
	Part string // effects or examples
	List []diff.Effect
	Of   int    // how many there are
	All  string // where all are shown, if these are not all
}

func (c *comparison) effects(part string, list []diff.Effect) shownEffects {
	shown := shownEffects{Part: part, List: list, Of: len(list)}
	if shown.Of > mostChanges && part != c.Part {
		shown.List, shown.All = list[:mostChanges], c.More(part)
	}
	return shown
}

// partChanges are the changes of one part.
type partChanges struct {
	Part    string
	Changes []diff.Change
	More    int // that are not shown
}

// mostChanges is how many changes of a part are shown: a page has its bounds.
const mostChanges = 25

// rulesDiff compares two versions of the rules.
func (h *Handler) rulesDiff(w http.ResponseWriter, r *http.Request) {
	p := h.rulesPage("diff", site.Language(r))
	list, err := h.versions(r.Context(), site.Language(r))
	if err != nil {
		h.Fail(w, r, err)
		return
	}
	query := r.URL.Query()
	p.Diff = &comparison{Versions: list, A: query.Get("a"), B: query.Get("b"), Part: query.Get("part"), language: site.Language(r)}
	if p.Diff.A != "" || p.Diff.B != "" {
		if err := h.compare(p.Diff); err != nil {
			h.Fail(w, r, err)
			return
		}
		p.Diff.narrowed(query.Get("part"))
	}
	h.showRules(w, r, p)
}

func (h *Handler) compare(c *comparison) error {
	a, err := h.versionOf(c.A, c.Versions)
	if err != nil {
		return err
	}
	b, err := h.versionOf(c.B, c.Versions)
	if err != nil {
		return err
	}
	c.from, c.to = a, b
	d := diff.Of(a, b, h.Now().UTC().Truncate(time.Minute))
	c.Found, c.Effects, c.Examples = &d, c.effects("effects", d.Effects), c.effects("examples", d.Examples)
	for _, part := range diff.Parts {
		one := partChanges{Part: part}
		for _, change := range d.Changes {
			if change.Part == part {
				one.Changes = append(one.Changes, change)
			}
		}
		if n := len(one.Changes); n > mostChanges && part != c.Part {
			one.Changes, one.More = one.Changes[:mostChanges], n-mostChanges
		}
		if len(one.Changes) > 0 {
			c.Parts = append(c.Parts, one)
		}
	}
	return nil
}
