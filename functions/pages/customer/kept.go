package customer

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/redress/redress/functions/pages/words"
)

// What was written for a complaint whose ticket is not there any more goes along with the
// form that asks for the ticket, and stands in its own form again once that is opened.
const (
	keptWish   = "wish"  // whose form it was: the last part of its address
	keptPrefix = "kept." // before the names of its fields
)

// keep takes what was posted for a wish along in another form.
func (f slip) keep(whose string, posted url.Values) {
	f.Values.Set(keptWish, whose)
	for name := range posted {
		if value := posted.Get(name); name != "key" && strings.TrimSpace(value) != "" {
			f.Values.Set(keptPrefix+name, value)
		}
	}
}

// kept is what a form takes along for a wish; false for nothing.
func (f slip) kept() (wishSlip, bool) {
	i := wishAt(f.Get(keptWish))
	if i < 0 {
		return wishSlip{}, false
	}
	back := wishSlip{wish: wishes[i], Form: blankSlip(wishes[i].Command), Open: true}
	for name := range f.Values {
		if own, ok := strings.CutPrefix(name, keptPrefix); ok {
			back.Form.Values.Set(own, f.Get(name))
		}
	}
	return back, len(back.Form.Values) > 0
}

// takenAlong are the hidden fields of a form that takes something along.
func (f slip) takenAlong() (list []carried) {
	for _, name := range slices.Sorted(maps.Keys(f.Values)) {
		if name == keptWish || strings.HasPrefix(name, keptPrefix) {
			list = append(list, carried{name, f.Get(name)})
		}
	}
	return list
}

// readable is what a form takes along, to be read.
func (f slip) readable(language string) (list []carried) {
	back, _ := f.kept()
	for _, name := range slices.Sorted(maps.Keys(back.Form.Values)) {
		list = append(list, carried{back.Form.label(name, language), back.Form.chosen(name, language)})
	}
	return list
}

// chosen is what stands in a field of a wish, with what was chosen in words.
func (f slip) chosen(name, language string) string {
	value := f.Get(name)
	switch score, err := strconv.Atoi(value); {
	case name == "score" && err == nil && score >= 1 && score <= len(scores):
		return scores[score-1].In(language)
	case name == "accepted" && value == "yes":
		return words.Say(language, "Yes, I accept it", "同意")
	case name == "accepted":
		return words.Say(language, "No, I want something else", "不同意，另有要求")
	}
	return value
}
