package audit

import "github.com/redress/redress/shared/phrase"

// lexicon finds phrases in a text and tells to which of its names they belong.
type lexicon struct {
	book  *phrase.Book
	names []string // of every phrase of the book
}

func newLexicon() *lexicon { return &lexicon{book: phrase.NewBook()} }

func (l *lexicon) add(name string, phrases []string) {
	for _, p := range phrases {
		l.book.Add(p)
		l.names = append(l.names, name)
	}
}

// in gives for each name that a text has phrases of the words of the first of these.
func (l *lexicon) in(t phrase.Text) map[string]string {
	found := make(map[string]string)
	for _, h := range l.book.Find(t, nil) {
		if name := l.names[h.Pattern]; found[name] == "" {
			found[name] = string(t.Runes[h.Start:h.End])
		}
	}
	return found
}

// spans gives the runes of a text that words of a name's phrases take up.
func (l *lexicon) spans(t phrase.Text, name string) []bool {
	taken := make([]bool, len(t.Runes))
	l.book.Each(t, func(pattern int, at phrase.Found) {
		for i := at.Start; l.names[pattern] == name && i < at.End; i++ {
			taken[i] = true
		}
	})
	return taken
}

// places gives where the words of a name's phrases stand in a text.
func (l *lexicon) places(t phrase.Text, name string) (starts []int) {
	l.book.Each(t, func(pattern int, at phrase.Found) {
		if l.names[pattern] == name {
			starts = append(starts, at.Start)
		}
	})
	return starts
}
