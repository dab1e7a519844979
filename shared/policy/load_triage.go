package policy

import (
	"errors"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/redress/redress/shared/triage/model"
)

var (
	urgencies = []string{"general", "urgent", "major"}
	grades    = []string{"general", "important", "major", "special"}
)

// heaviestPhrase is the greatest weight that a pack may give a phrase.
const heaviestPhrase = 20

// wordList is a reference to a word list in a phrase.
var wordList = regexp.MustCompile(`\{([^{}]*)\}`)

// readTriage reads triage.yaml; its word lists serve classes and kinds too.
func (l *loader) readTriage(n node) {
	if !n.given() {
		return
	}
	f := n.fields("threshold", "claim", "words", "kinds", "negations", "signals")
	l.words = make(map[string]string)
	for _, e := range f["words"].entries() {
		l.words[e.key] = strings.Join(e.value.texts(), "|")
		if l.words[e.key] == "" {
			e.value.fail("word list %q is empty", e.key)
			l.words[e.key] = e.key // phrases that use it are no further problem
		}
	}
	l.phrasesOf = make(map[string][]string)
	byKind := f["kinds"].fields(kindCodes...)
	for _, kind := range kindCodes {
		l.phrasesOf[kind] = l.phrases(byKind[kind])
	}
	t := &l.policy.Triage
	t.Threshold = f["threshold"].share("threshold")
	t.Claim = usualClaim
	if f["claim"].given() {
		t.Claim = f["claim"].odds("claim")
	}
	t.Negations = l.phrases(f["negations"])
	seen := make(once)
	for _, item := range f["signals"].items() {
		s := item.fields("name", "urgency", "grade", "levels", "danger", "suspect", "phrases")
		signal := Signal{
			Name:    identifier(s["name"], "name"),
			Urgency: s["urgency"].oneOf("urgency", urgencies),
			Grade:   s["grade"].oneOf("grade", grades),
			Levels:  readLevels(s["levels"]),
			Danger:  s["danger"].flag(),
			Phrases: l.phrases(s["phrases"]),
		}
		if s["suspect"].given() {
			signal.Suspect = s["suspect"].share("suspect")
		}
		seen.check(s["name"], "signal", signal.Name)
		if len(signal.Phrases) == 0 {
			item.fail("signal %q has no phrases", signal.Name)
		}
		t.Signals = append(t.Signals, signal)
	}
}

// readConcepts reads concepts.yaml, which a pack may leave out.
func (l *loader) readConcepts() {
	if _, err := l.take(conceptsFile); errors.Is(err, fs.ErrNotExist) {
		return
	}
	for _, e := range l.open(conceptsFile).entries() {
		words := e.value.required("concept " + e.key)
		if strings.ContainsAny(words, "+^{") {
			e.value.fail("concept %q must be words alone, separated by |", e.key)
		}
		l.policy.Triage.Concepts = append(l.policy.Triage.Concepts, Concept{Name: e.key, Phrase: words})
	}
}

// readModel reads the learned part of triage, which a pack may leave out.
func (l *loader) readModel() {
	src, err := l.take(modelFile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return
	case err != nil:
		l.fail(modelFile, 0, "the file cannot be read: %v", err)
		return
	}
	m, err := model.Parse(string(src))
	if err != nil {
		l.fail(modelFile, 0, "%v", err)
		return
	}
	l.policy.Triage.Model = m
}

// phrases reads a list of phrases and puts the word lists in.
func (l *loader) phrases(n node) []string {
	var list []string
	for _, item := range n.items() {
		written := item.required("phrase")
		phrase := wordList.ReplaceAllStringFunc(written, func(ref string) string {
			words, ok := l.words[strings.Trim(ref, "{}")]
			if !ok {
				item.fail("unknown word list %s in phrase %q", ref, written)
				return ref
			}
			return words
		})
		if written != "" {
			checkPhrase(item, written, phrase)
		}
		if slices.Contains(list, phrase) {
			item.fail("phrase %q is given twice", written)
		}
		list = append(list, phrase)
	}
	return list
}

// checkPhrase refuses a pattern that could not be looked for.
func checkPhrase(n node, written, phrase string) {
	body, weight, weighted := strings.Cut(phrase, "^")
	if w, err := strconv.ParseFloat(weight, 64); weighted && (err != nil || !(0 < w && w <= heaviestPhrase)) {
		n.fail("phrase %q must have a weight above 0 and up to %d behind the ^", written, heaviestPhrase)
	}
	for part := range strings.SplitSeq(strings.ReplaceAll(body, "+", "|"), "|") {
		if strings.Trim(part, " *") == "" {
			n.fail("phrase %q has an empty part", written)
			return
		}
	}
}

const (
	// usualClaim makes a class that was chosen 148 times as likely.
	usualClaim = 5
	// mostOdds is far beyond what a claim can sensibly outweigh.
	mostOdds = 20
)

// odds reads a number from 0 to [mostOdds], a logarithm.
func (n node) odds(name string) float64 {
	s := n.required(name)
	f, err := strconv.ParseFloat(s, 64)
	if s != "" && (err != nil || !(0 <= f && f <= mostOdds)) {
		n.fail("%s %q must be a number from 0 to %d", name, s, mostOdds)
	}
	return f
}

// share reads a number from 0 to 1.
func (n node) share(name string) float64 {
	s := n.required(name)
	f, err := strconv.ParseFloat(s, 64)
	if s != "" && (err != nil || !(0 <= f && f <= 1)) {
		n.fail("%s %q must be a number from 0 to 1", name, s)
	}
	return f
}
