package desk

import (
	"cmp"
	"crypto/rand"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/web"
)

// filled is a form as it is shown: as it was filled in, with what the API says of it.
type filled struct {
	form
	Action string // where it is sent
	// Key makes it one deed however often it is sent; Version is the one of the case
	// that was seen, 0 for none.
	Key     string
	Version int64
	Cases   []string // that a bulk action is for
	Back    string   // the query of the list that it leads back to
	Lines   []filledLine
	// Refused says in a sentence why it was not carried out, Wrong what is wrong with
	// fields that it does not have. Stale: the case has changed meanwhile.
	Refused string
	Wrong   []web.BadField
	Stale   bool
	// Instead are the commands that are possible, where this one is not.
	Instead []form
}

// filledLine is a field as it is shown.
type filledLine struct {
	field
	ID, Value string
	Picked    []string // of a list: the choices that are ticked
	Unit      string   // of a span of time
	Wrong     string
	Choices   []option
	Question  policy.Text // in place of the label, of a question of the policy
	Any       bool        // of a filter: nothing chosen is anything
}

// Bad tells that something was refused.
func (f filled) Bad() bool { return f.Refused != "" || f.Stale }

// ID is that of the form on its page; one for files has none, as a script sends it.
func (f filled) ID() string {
	if f.Command == "evidence" {
		return ""
	}
	return "form-" + cmp.Or(f.Command, "record")
}

// Marked tells that what was refused stands at its fields.
func (f filled) Marked() bool {
	return len(f.Wrong) > 0 || slices.ContainsFunc(f.Lines, func(l filledLine) bool { return l.Wrong != "" })
}

// Page is the page of the case that the form is about.
func (f filled) Page() string { return path.Dir(f.Action) }

// fill shows a form with the values that it was filled in with.
func (h *Handler) fill(f form, v web.CaseView, action string, values url.Values) filled {
	shown := filled{form: f, Action: action, Key: rand.Text(), Version: v.Version}
	for _, x := range f.Fields {
		if x.Only != nil && !x.Only(v) && values.Get(x.Name) == "" || h.laidDown(x) {
			continue
		}
		for _, line := range h.expand(x, v) {
			line.ID = cmp.Or(f.Command, "record") + "-" + strings.ReplaceAll(line.Name, ".", "-")
			line.Value, line.Unit = filledIn(line.field, values), values.Get(unitOf(line.Name))
			shown.Lines = append(shown.Lines, h.inCurrency(line.pick(), f))
		}
	}
	return shown
}

// expand gives the lines of a field: one, but for the policy's questions. A choice of
// which there is nothing to choose is a line to write in.
func (h *Handler) expand(x field, v web.CaseView) []filledLine {
	if x.Sort != asQuestions {
		line := filledLine{field: x}
		if x.Options != nil {
			line.Choices = x.Options(h.Policy, v)
		}
		if x.Sort == asChoice && len(line.Choices) == 0 {
			line.Sort = linewise(x)
		}
		if x.Sort == asSignatures {
			line.Help = fault.Say(x.Help.EN+h.levelsNamed().EN, x.Help.ZH+h.levelsNamed().ZH)
		}
		return []filledLine{line}
	}
	var all []filledLine
	for _, q := range h.Policy.Callback.Questions {
		if q.ID == h.Policy.Callback.Satisfaction { // which the form asks for already
			continue
		}
		line := filledLine{field: field{Name: x.Name + "." + q.ID, Sort: asArea}, Question: q.Text}
		switch q.Type {
		case policy.YesNo:
			line.Sort, line.Choices = asEither, []option{{"true", yesWord.In}, {"false", noWord.In}}
		case policy.Choices:
			line.Sort = asChoice
			line.Choices = ofAll(q.Options, func(o policy.Option) (string, policy.Text) { return o.Code, o.Name })
		}
		all = append(all, line)
	}
	return all
}

// linewise is how a value is written that cannot be chosen.
func linewise(x field) fieldSort {
	if x.whole() {
		return asNumber
	}
	return asLine
}

// whole tells of a choice whether its values are numbers.
func (x field) whole() bool { return x.Name == "item" || x.Name == "criterion" }

// ofCase tells of a field whether it names another case.
func (x field) ofCase() bool { return x.Name == otherCaseField.Name }

// again shows a form as it was sent, with what the API said of it. What was sent only to
// be read in another language keeps its key.
func (h *Handler) again(f form, v web.CaseView, action string, sent url.Values, p *web.Problem) filled {
	shown := h.fill(f, v, action, sent)
	shown.refuse(p)
	if p.Status == http.StatusOK {
		shown.Key = sent.Get("key")
	}
	return shown
}

// refuse notes what the API said of a filled form.
func (f *filled) refuse(p *web.Problem) {
	f.Refused, f.Stale = p.Detail, p.Status == 412
	for _, bad := range p.Errors {
		i := slices.IndexFunc(f.Lines, func(l filledLine) bool { return concerns(bad.Field, l.Name) })
		if i < 0 {
			f.Wrong = append(f.Wrong, bad)
			continue
		}
		f.Lines[i].Wrong = cmp.Or(f.Lines[i].Wrong, bad.Message)
	}
	for _, name := range p.Allowed {
		if other, ok := formOf(name); ok {
			f.Instead = append(f.Instead, other)
		}
	}
}

// concerns tells whether what is said of a member of a body is about a field.
func concerns(member, name string) bool {
	rest, ok := strings.CutPrefix(member, name)
	return ok && (rest == "" || rest[0] == '.' || rest[0] == '[') || strings.HasPrefix(name, member+".")
}

// body is what a filled form says, as the API takes it. What was left empty is left
// out, so that it is the API that says what is missing.
func (h *Handler) body(f form, values url.Values) map[string]any {
	body := map[string]any{}
	for _, x := range f.Fields {
		for _, l := range h.expand(x, web.CaseView{}) {
			written := filledIn(l.field, values)
			if l.Sort == asSpan {
				written = spanned(l, values)
			}
			if said := h.read(l, written); said != nil {
				put(body, l.Name, said)
			} else if h.laidDown(x) && strings.TrimSpace(values.Get(x.amountOf())) != "" {
				put(body, l.Name, h.Policy.Remedies.Currency)
			}
		}
	}
	h.agree(f, body)
	return body
}

// put sets a member of a body; a dot in its name leads into an object.
func put(body map[string]any, name string, said any) {
	into, rest, nested := strings.Cut(name, ".")
	if !nested {
		body[name] = said
		return
	}
	inner, ok := body[into].(map[string]any)
	if !ok {
		inner = map[string]any{}
		body[into] = inner
	}
	inner[rest] = said
}

// read is what was written into a field: nil for nothing, and the words themselves
// where they cannot be read, for the API to refuse.
func (h *Handler) read(l filledLine, written string) any {
	if l.Sort == asTick {
		if written == "" && !l.Required {
			return nil
		}
		return written != ""
	}
	if strings.TrimSpace(written) == "" {
		return nil
	}
	switch {
	case l.ofCase():
		return complaint.ReadReference(written)
	case l.Sort == asEither:
		return written == "true"
	case l.Sort == asNumber || l.whole():
		if n, err := strconv.Atoi(strings.TrimSpace(written)); err == nil {
			return n
		}
	case l.Sort == asInstant:
		if at, err := time.ParseInLocation("2006-01-02T15:04", written, h.Policy.Zone()); err == nil {
			return at.Format(time.RFC3339)
		}
	case l.Sort == asLines:
		return each(written, func(s string) any { return s })
	case l.Sort == asUsage:
		return each(written, pair("month", "kWh"))
	case l.Sort == asSignatures:
		return each(written, h.signature)
	}
	return written
}

// each makes a list of the lines that hold something.
func each(written string, one func(string) any) []any {
	var list []any
	for s := range strings.Lines(written) {
		if s = strings.TrimSpace(s); s != "" {
			list = append(list, one(s))
		}
	}
	return list
}

// pair makes an object of a line: its first word, and the rest.
func pair(first, rest string) func(string) any {
	return func(s string) any {
		a, b, _ := strings.Cut(s, " ")
		return map[string]any{first: a, rest: strings.TrimSpace(b)}
	}
}
