package desk

import (
	"net/url"
	"slices"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/web"
)

// chip is a filter that is set, as the page of the queue says it.
type chip struct {
	Label fault.Text
	// Chosen is the value by its name, Text the one that was written; both empty for a tick.
	Chosen  *option
	Text    string
	Without string // the address of the list without it
}

// chips are the filters that are set.
func (h *Handler) chips(set url.Values) (list []chip) {
	for _, f := range append(slices.Clone(filters), field{Name: "batch", Sort: asLine, Label: fault.Say("With the cases that follow", "随办工单，主单")}) {
		value := set.Get(f.Name)
		if value == "" {
			continue
		}
		c := chip{Label: f.Label, Text: value, Without: "/desk?" + omitted(set, f.Name).Encode()}
		if f.Sort == asTick {
			c.Text = ""
		}
		if f.Options != nil {
			options := f.Options(h.Policy, web.CaseView{})
			if i := slices.IndexFunc(options, func(o option) bool { return o.Value == value }); i >= 0 {
				c.Chosen = &options[i]
			}
		}
		list = append(list, c)
	}
	return list
}

// omitted is a query without one of its values.
func omitted(set url.Values, name string) url.Values {
	rest := url.Values{}
	for k, v := range set {
		if k != name {
			rest[k] = v
		}
	}
	return rest
}

// returning is where a bulk action leads back to: the view or the filters, of what a
// form says of them.
func returning(said string) string {
	query, err := url.ParseQuery(said)
	if err != nil {
		return "/desk"
	}
	back := narrowed(query)
	if v := query.Get("view"); v != "" && len(back) == 0 {
		back.Set("view", v)
	}
	if len(back) == 0 {
		return "/desk"
	}
	return "/desk?" + back.Encode()
}
