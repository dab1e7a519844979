package triage

import (
	"math"
	"strings"
	"unicode"

	"github.com/redress/redress/shared/phrase"
	"github.com/redress/redress/shared/triage/model"
)

// AlikeHead is where a model keeps how much each sort of likeness counts; it
// has no labels.
const AlikeHead = "alike"

// Likeness is what two texts have in common, in numbers; see [Judge.Likeness].
type Likeness [likenesses]float64

// The sorts of likeness: in common first, then what speaks against it.
const (
	Always      = iota // 1
	Meaning            // cosine of what the model makes of the texts
	Matters            // how far they are judged to be the same matter and class
	SpokenOf           // share of concepts in both
	Written            // share of words and characters in both
	SamePlace          // 1 when they name the same place, 0.5 when one names none
	OtherPlace         // 1 when they name different places
	OtherNumber        // 1 when they give different numbers of the same thing
	likenesses
)

// Alike is how likely two texts are about the same matter, from 0 to 1: the
// second tells nothing that the first does not, or urges it. Without a model it
// is the share of words in both. The texts' places may be given, see [Input].
func (j *Judge) Alike(a, b Input) float64 { return j.Look(a).Alike(j.Look(b)) }

// Alike is [Judge.Alike] for texts that were looked at by one judge.
func (x *Looked) Alike(y *Looked) float64 {
	l, j := x.likeness(y), x.ballot.judge
	if h := j.head(AlikeHead); h >= 0 && len(j.model.Factors[h]) == likenesses {
		return l.Share(j.model.Factors[h])
	}
	return l[Written]
}

// repeated is the share of words from which a text repeats another.
const repeated = 0.6

// Share is the likelihood of the same matter under factors. Nearly the same
// words, where nothing speaks against it, are the same matter whatever the
// factors say: these were learned from pairs chosen to be hard.
func (l Likeness) Share(factors []float64) float64 {
	sum := 0.0
	for k, factor := range factors {
		sum += factor * l[k]
	}
	share := 1 / (1 + math.Exp(-sum))
	if l[OtherPlace]+l[OtherNumber] == 0 && l[Written] >= repeated {
		return max(share, l[Written])
	}
	return share
}

// Likeness compares two texts.
func (j *Judge) Likeness(a, b Input) Likeness { return j.Look(a).likeness(j.Look(b)) }

func (x *Looked) likeness(y *Looked) (l Likeness) {
	l[Always] = 1
	if x.read != nil {
		l[Meaning] = cosine(x.read.Vector(), y.read.Vector())
	}
	for i := range x.ballot.matters {
		l[Matters] += math.Sqrt(x.ballot.matters[i] * y.ballot.matters[i])
	}
	same := 0.0
	for i := range x.ballot.classes {
		same += math.Sqrt(x.joint[i] * y.joint[i])
	}
	l[Matters] = (l[Matters] + same) / 2
	l[SpokenOf] = overlap(x.concepts, y.concepts)
	l[Written] = overlap(x.words, y.words)
	l[SamePlace], l[OtherPlace] = compare(x.places, y.places)
	l[OtherNumber] = differ(x.numbers, y.numbers)
	return l
}

// Looked is a text as it is compared, so that one may be compared with many.
type Looked struct {
	read                    *model.Reading
	ballot                  ballot
	joint                   []float64
	concepts, words, places map[string]bool
	numbers                 map[string]string
}

// Look takes a text apart for comparing.
func (j *Judge) Look(in Input) *Looked {
	t := in.words()
	marks := j.Marks(t)
	plain := phrase.Plain(in.Place + "\n" + in.Text)
	l := &Looked{
		read: j.reading(t, marks), concepts: make(map[string]bool), words: make(map[string]bool),
		places: placesIn(plain), numbers: numbersIn(plain),
	}
	l.ballot = j.ballot(j.read(t), l.read, nobody)
	for k, c := range j.classes {
		l.joint = append(l.joint, l.ballot.group(c.group)*l.ballot.classes[k])
	}
	for _, m := range marks {
		l.concepts[m.Name] = true
	}
	for _, p := range model.Pieces(t, nil, nil) {
		if p.End-p.Start > 1 || !phrase.IsHan(t.Runes[p.Start]) {
			l.words[string(t.Runes[p.Start:p.End])] = true
		}
	}
	return l
}

// overlap is the share of what is in both of what is in the smaller.
func overlap(a, b map[string]bool) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	both := 0
	for k := range a {
		if b[k] {
			both++
		}
	}
	return float64(both) / float64(min(len(a), len(b)))
}

func cosine(a, b []float64) float64 {
	var product, x, y float64
	for i := range a {
		product += a[i] * b[i]
		x += a[i] * a[i]
		y += b[i] * b[i]
	}
	if x == 0 || y == 0 {
		return 0
	}
	return product / math.Sqrt(x*y)
}

// compare tells whether two texts name the same place, and whether other ones.
func compare(a, b map[string]bool) (same, other float64) {
	switch {
	case len(a) == 0 || len(b) == 0:
		return 0.5, 0
	case overlap(a, b) == 0:
		return 0, 1
	}
	return overlap(a, b), 0
}

// Words that places end in.
var (
	placeEnds   = []string{"小区", "新村", "花园", "社区", "村", "路", "街", "巷", "弄", "镇", "苑", "园", "里", "坊", "庄", "屯", "寨", "湾", "组", "市场", "广场", "大厦"}
	placeEndsEn = []string{"road", "rd", "street", "st", "lane", "avenue", "ave", "close", "drive", "way", "village", "estate", "court", "farm", "yard", "park", "square", "terrace", "crescent", "place", "hill", "green", "gardens", "wynd"}
)

// placesIn finds the names of places: what ends like one, with the few
// characters or the word before it.
func placesIn(s string) map[string]bool {
	places := make(map[string]bool)
	for _, line := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("\n，。,.;；!！?？", r) }) {
		for _, end := range placeEnds {
			for at, rest := 0, line; ; {
				i := strings.Index(rest, end)
				if i < 0 {
					break
				}
				if before := lastHan([]rune(line[:at+i]), 2); before != "" {
					places[before+end] = true
				}
				at += i + len(end)
				rest = line[at:]
			}
		}
		words := strings.Fields(line)
		for i := 1; i < len(words); i++ {
			for _, end := range placeEndsEn {
				if words[i] == end {
					places[words[i-1]+" "+end] = true
				}
			}
		}
	}
	return places
}

// lastHan is the last Chinese characters of a text, up to n; "" when it ends in another.
func lastHan(r []rune, n int) string {
	start := len(r)
	for start > 0 && len(r)-start < n && phrase.IsHan(r[start-1]) {
		start--
	}
	return string(r[start:])
}

// numbersIn finds numbers by the word or character that stands beside each:
// "12" of "号", "flat" or "meter".
func numbersIn(s string) map[string]string {
	numbers := make(map[string]string)
	runes := []rune(s)
	for i := 0; i < len(runes); i++ {
		if !unicode.IsDigit(runes[i]) {
			continue
		}
		end := i
		for end < len(runes) && (unicode.IsDigit(runes[end]) || runes[end] == ':') {
			end++
		}
		of := neighbour(runes, i, end)
		if _, ok := numbers[of]; !ok && of != "" {
			numbers[of] = string(runes[i:end])
		}
		i = end
	}
	return numbers
}

// neighbour is the Chinese character behind a number, else the word before it.
func neighbour(runes []rune, start, end int) string {
	if end < len(runes) && phrase.IsHan(runes[end]) {
		return string(runes[end])
	}
	words := strings.Fields(string(runes[max(0, start-20):start]))
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}

// differ tells whether two texts give different numbers of one thing.
func differ(a, b map[string]string) float64 {
	for of, n := range a {
		if other, ok := b[of]; ok && other != n {
			return 1
		}
	}
	return 0
}
