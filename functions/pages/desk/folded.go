package desk

import "slices"

// Folds tells whether the last part of a form is folded.
func (f filled) Folds() bool {
	return slices.ContainsFunc(f.Lines, func(l filledLine) bool { return l.Folded })
}

// Unfolded tells whether it is open all the same, as something in it is filled in or wrong.
func (f filled) Unfolded() bool {
	from := slices.IndexFunc(f.Lines, func(l filledLine) bool { return l.Folded })
	return from >= 0 && slices.ContainsFunc(f.Lines[from:], func(l filledLine) bool { return l.Value != "" || l.Wrong != "" })
}
