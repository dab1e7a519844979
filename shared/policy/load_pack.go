package policy

import (
	"slices"
	"strings"
	"time"

	"github.com/redress/redress/shared/clock"
)

// languages are those in which every text must be given.
var languages = []string{"zh", "en"}

// readPack reads pack.yaml: name, calendar and the rules that are not lists.
func (l *loader) readPack(n node) {
	if !n.given() {
		return
	}
	f := n.fields("name", "version", "extends", "title", "language", "calendar", "intake", "callback", "reopening", "urges", "rating", "appeal", "supervision", "determination", "suspension", "causes", "assessments", "remedies", "writtenReply", "recompute", "acknowledged", "throttle", "reconciliation", "batch", "outages", "repeat", "hotspots", "overLevel", "emergency", "evidence", "partners", "tell")
	p := l.policy
	p.Name = identifier(f["name"], "name")
	p.Version = identifier(f["version"], "version")
	p.Title = f["title"].translated("title")
	p.Language = f["language"].oneOf("language", languages)
	if name := identifier(f["calendar"], "calendar"); name != "" {
		p.Calendar = l.calendar(name)
	}
	l.readIntake(f["intake"])
	l.readCallback(f["callback"])
	reopening := f["reopening"].fields("window", "clocks")
	p.Reopening = Reopening{
		Window: reopening["window"].target("reopening.window"),
		Clocks: l.clockNames(reopening["clocks"]),
	}
	l.checkAgain(reopening["clocks"])
	if urges := f["urges"]; urges.given() {
		p.Urges.Apart = urges.fields("apart")["apart"].duration("urges.apart")
	}
	if rating := f["rating"]; rating.given() {
		p.Rating.Window = rating.fields("window")["window"].target("rating.window")
	}
	l.readAppeal(f["appeal"])
	l.readSupervision(f["supervision"])
	l.readDetermination(f["determination"])
	l.readSuspension(f["suspension"])
	l.readConsequences(f)
	l.readRecompute(f["recompute"])
	p.Acknowledged = f["acknowledged"].target("acknowledged")
	l.readThrottle(f["throttle"])
	l.readReconciliation(f["reconciliation"])
	l.readBatch(f["batch"])
	l.readOutages(f["outages"])
	l.readRepeat(f["repeat"])
	l.readHotSpots(f["hotspots"])
	l.readOverLevel(f["overLevel"])
	l.readEmergency(f["emergency"])
	l.readEvidence(f["evidence"])
	l.readPartners(f["partners"])
	l.readTell(f["tell"])
}

func (l *loader) readIntake(n node) {
	f := n.fields("textLimit", "backDate", "confidential", "ways", "receiver")
	l.policy.Intake = Intake{
		TextLimit: f["textLimit"].number("intake.textLimit", 1),
		BackDate:  f["backDate"].duration("intake.backDate"),
		// Of the contact there is nothing else to say.
		Confidential: f["confidential"].given() && f["confidential"].oneOf("intake.confidential", []string{"contact", "masked"}) == "contact",
	}
	seen := make(once)
	for _, item := range f["ways"].items() {
		w := item.fields("code", "channel", "zh", "en")
		way := Way{Code: identifier(w["code"], "code"), Channel: w["channel"].oneOf("channel", Channels), Name: nameOf(w)}
		seen.check(w["code"], "way", way.Code)
		if slices.Contains(Channels, way.Code) {
			w["code"].fail("way %q is the name of a channel", way.Code)
		}
		l.policy.Intake.Ways = append(l.policy.Intake.Ways, way)
	}
	l.readReceiver(f["receiver"])
}

// readReceiver reads how customers are told who took their complaint down.
func (l *loader) readReceiver(n node) {
	if !n.given() {
		return
	}
	f := n.fields("tell", "zh", "en")
	r := Receiver{Tell: f["tell"].oneOf("intake.receiver.tell", []string{TellName, TellNumber, TellDesk}), Text: nameOf(f)}
	for _, text := range r.Text {
		if !strings.Contains(text, "{receiver}") {
			n.fail("intake.receiver must have {receiver}")
		}
		for hole := range holes(text) {
			if hole != "{receiver}" {
				n.fail("unknown placeholder %s in intake.receiver; known is {receiver}", hole)
			}
		}
	}
	l.policy.Intake.Receiver = r
}

// clockNames reads a list of clocks that the pack has.
func (l *loader) clockNames(n node) []string {
	var names []string
	for _, item := range n.items() {
		l.checkClock(item, item.text())
		names = append(names, item.text())
	}
	return names
}

// checkClock refuses a clock that the pack does not have; when the pack has
// none at all, that is told elsewhere.
func (l *loader) checkClock(n node, name string) {
	if _, ok := l.policy.Clock(name); !ok && len(l.policy.Clocks) > 0 {
		n.fail("unknown clock %q", name)
	}
}

// once notices codes that are given twice; it keeps the line of the first.
type once map[string]int

func (o once) check(n node, what, code string) {
	if code == "" {
		return
	}
	if line, ok := o[code]; ok {
		n.fail("%s %q is given twice (first in line %d)", what, code, line)
		return
	}
	o[code] = n.line
}

// identifier reads a required name made of letters, digits, ".", "-" and "_".
func identifier(n node, name string) string {
	s := n.required(name)
	odd := func(r rune) bool {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune(".-_", r))
	}
	if strings.ContainsFunc(s, odd) || strings.HasPrefix(s, ".") {
		n.fail("%s %q may only have letters, digits, dots, hyphens and underscores", name, s)
		return ""
	}
	return s
}

// translated reads a text in every language.
func (n node) translated(name string) Text {
	if !n.given() {
		n.fail("%s is missing", name)
		return nil
	}
	text := make(Text, len(languages))
	fields := n.fields(languages...)
	for _, language := range languages {
		s := strings.TrimSpace(fields[language].text())
		if s == "" {
			n.fail("%s has no text in %q", name, language)
			continue
		}
		text[language] = s
	}
	return text
}

// sourced reads where something stands, as a text in every language or as one line that
// is the same in all, such as the name of a document.
func (n node) sourced() Text {
	if !n.given() {
		n.fail("source is missing")
		return nil
	}
	if n.yaml.kind != scalarValue {
		return n.translated("source")
	}
	line, text := n.required("source"), make(Text, len(languages))
	for _, language := range languages {
		text[language] = line
	}
	return text
}

// oneOf reads a value out of a short list.
func (n node) oneOf(name string, allowed []string) string {
	s := n.required(name)
	if s != "" && !slices.Contains(allowed, s) {
		n.fail("unknown %s %q; known are %s", name, s, strings.Join(allowed, ", "))
	}
	return s
}

// duration reads a duration such as "720h".
func (n node) duration(name string) time.Duration {
	s := n.required(name)
	d, err := time.ParseDuration(s)
	if s != "" && (err != nil || d <= 0) {
		n.fail("%s %q must be a duration above zero such as 720h", name, s)
	}
	return d
}

// target reads a time limit such as "5wd".
func (n node) target(name string) clock.Target {
	s := n.required(name)
	if s == "" {
		return clock.Target{}
	}
	t, err := clock.ParseTarget(s)
	if err != nil {
		n.fail("%s: %v", name, err)
	}
	return t
}
