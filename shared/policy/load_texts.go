package policy

import (
	"iter"
	"slices"
	"strings"
)

// textKeys is one section of texts.yaml: the texts that must be there and the
// placeholders that they may have.
type textKeys struct {
	section      string
	required     []string
	optional     []string // those without have a plain form in the program
	placeholders []string
	perClock     bool // "kind.clock" is allowed beside "kind", and "bundle.kind" beside "bundle"
}

// textSections is the contract between packs and the program.
var textSections = []textKeys{
	{
		section: "notices",
		required: []string{
			"dispatched", "reassigned", "warning", "breach", "breach.warned", "escalation", "supervision",
			"rework", "urge", "major", "promise", "alarm", "alarm.nobody", "report", "bundle",
		},
		optional: []string{"dispatched.approval", "dispatched.assigned", "dispatched.remedy", "dispatched.check", "dispatched.replied", "rework.returned", "supervision.ordered", "supervision.replied", "batch", "repeat", "repeat.again", "hotspot", "reconciliation", "reconciliation.moved", "alarm.reconciliation", "report.failed", "emergency", "emergency.informed", "alarm.partner-refused", "alarm.partner-silent"},
		// Nothing here may name a customer: notices carry no personal data.
		placeholders: []string{
			"reference", "clock", "due", "point", "unit", "grade", "class", "round", "rounds",
			"count", "year", "late", "from", "to", "link", "levels", "original",
			"title", "period", "headline", "until", "partner",
			"day", "instants", "met", "missed", "cancelled", "paused", "unaccounted", "disagree", "differ", "lag", "recovered",
			"open", "withoutLimit", "unset", "provisional", "years", "woken", "reissued", "unchecked",
			"sweeps", "silent", "redelivered", "suppressed",
		},
		perClock: true,
	},
	{
		section: "messages",
		required: []string{
			"receipt", "receipt.anonymous", "duplicate", "answer", "rework", "reopened", "promise", "referred",
			"closing.resolved", "closing.explained", "closing.referred", "closing.dissatisfied",
			"closing.unreached", "closing.invalid", "closing.withdrawn", "closing.merged", "closing.duplicate",
		},
		// For matters without a limit of the first contact, for batches, for complaints
		// that are not established or abnormal, for promises that are not kept as they
		// were made, for what is agreed with and paid to customers, for known outages, for
		// faults, which else have the words of all that is referred, and for how a repair goes.
		optional: []string{
			"receipt.uncalled", "reopened.uncalled", "urge.merged", "batch.restored", "answer.not-established", "answer.abnormal",
			"promise.contact", "promise.dropped", "promise.late", "offer", "offer.later", "documents", "remedy.approved", "remedy.paid", "outage", "referred.fault",
			"repair.accepted", "repair.arrived", "repair.restored", "repair.cancelled",
		},
		placeholders: []string{
			"reference", "trackingCode", "contact", "answer", "due", "text", "outcome", "original", "reason", "ways", "advice",
			"clock", "until", "receiver",
		},
	},
	{
		section: "timeline",
		required: []string{
			"received", "sorting", "dispatched", "accepted", "refused", "contacted", "answered", "reviewed",
			"called", "reworked", "closed", "reopened", "supplemented", "urged", "withdrawn", "rated", "reassigned",
			"suspended", "resumed", "moved",
		},
		optional: []string{
			"delayed", "batched", "separated", "settled", "regulator-appealed", "regulator-reviewed", "over-level-opened",
			"offered", "offer-replied", "documents-asked", "documents-received", "written-replied", "remedy-decided", "remedy-paid",
			"repair.accepted", "repair.arrived", "repair.restored", "repair.cancelled",
			"outage-known", "evidence-added", "dropped",
		},
		placeholders: []string{"unit", "due", "outcome", "reason", "clock"},
	},
	{
		section:      "advice",
		optional:     []string{"explained", "dissatisfied", "unreached", "referred", "withdrawal", "danger", "late", "hotline"},
		placeholders: []string{"until"},
	},
	{
		section:      "outages",
		optional:     outageTexts,
		placeholders: []string{"since", "until"},
	},
}

// outageTexts are the words for an outage that is known: open while nobody can say
// when power will be back.
var outageTexts = []string{"planned", "planned.open", "unplanned", "unplanned.open"}

// noticeKinds are the kinds of notices that may be bundled.
func noticeKinds() []string {
	kinds := append(slices.Clone(textSections[0].required), "batch", "repeat", "hotspot")
	return slices.DeleteFunc(kinds, func(key string) bool {
		return key == "bundle" || strings.Contains(key, ".")
	})
}

// readTexts reads texts.yaml.
func (l *loader) readTexts(n node) {
	if !n.given() {
		return
	}
	var names []string
	for _, s := range textSections {
		names = append(names, s.section)
	}
	f := n.fields(names...)
	t := &l.policy.Texts
	t.Notices = l.readSection(f["notices"], textSections[0])
	t.Messages = l.readSection(f["messages"], textSections[1])
	t.Timeline = l.readSection(f["timeline"], textSections[2])
	t.Advice = l.readSection(f["advice"], textSections[3])
	t.Outages = l.readSection(f["outages"], textSections[4])
}

func (l *loader) readSection(n node, keys textKeys) map[string]Text {
	texts := make(map[string]Text)
	for _, e := range n.entries() {
		at := e.value
		if !l.knownText(e.key, keys) {
			at.fail("unknown text %s.%s", keys.section, e.key)
			continue
		}
		texts[e.key] = at.translated(keys.section + "." + e.key)
		for _, translation := range at.entries() {
			checkTemplate(translation.value, e.key, keys)
			l.checkPromise(translation.value, keys.section, e.key)
		}
	}
	for _, key := range keys.required {
		if _, ok := texts[key]; !ok {
			n.fail("text %s.%s is missing", keys.section, key)
		}
	}
	return texts
}

// knownText tells whether the program would ever look for a text.
func (l *loader) knownText(key string, keys textKeys) bool {
	if slices.Contains(keys.required, key) || slices.Contains(keys.optional, key) {
		return true
	}
	kind, name, ok := strings.Cut(key, ".")
	if !ok || !keys.perClock || !slices.Contains(keys.required, kind) {
		return false
	}
	if kind == "bundle" {
		return slices.Contains(noticeKinds(), name)
	}
	_, ok = l.policy.Clock(name)
	return ok
}

// holes are the placeholders of a template with their braces; a brace that stands
// alone is one too.
func holes(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for {
			start := strings.IndexAny(text, "{}")
			if start < 0 {
				return
			}
			end := start + 1
			if text[start] == '{' {
				if i := strings.IndexAny(text[end:], "{}"); i >= 0 && text[end+i] == '}' {
					end += i + 1
				}
			}
			if !yield(text[start:end]) {
				return
			}
			text = text[end:]
		}
	}
}

func checkTemplate(n node, key string, keys textKeys) {
	for hole := range holes(n.text()) {
		if len(hole) == 1 {
			n.fail("a lone %s in %s.%s", hole, keys.section, key)
			continue
		}
		if !slices.Contains(keys.placeholders, strings.Trim(hole, "{}")) {
			n.fail("unknown placeholder %s in %s.%s; known are {%s}",
				hole, keys.section, key, strings.Join(keys.placeholders, "} {"))
		}
	}
}
