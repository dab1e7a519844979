package policy

import "strings"

// kindCodes are the sorts of matter that a case can be.
var kindCodes = []string{"complaint", "fault", "enquiry", "opinion", "suggestion", "praise", "misconduct", "request"}

// readClasses reads classes.yaml: three lists, one for each level.
func (l *loader) readClasses(n node) {
	if !n.given() {
		return
	}
	f := n.fields("count", "groups", "parents", "classes")
	seen := make(once)
	groups := readClassNames(f["groups"], seen, nil)
	parents := readClassNames(f["parents"], seen, groups)
	for _, item := range f["classes"].items() {
		l.readClass(item, seen, groups, parents)
	}
	count := f["count"].fields("groups", "parents", "classes")
	checkCount(count["groups"], "groups", len(groups))
	checkCount(count["parents"], "parents", len(parents))
	checkCount(count["classes"], "classes", len(l.policy.Classes))
}

// checkCount compares a list with its declared length, so that a line lost in
// an edit is noticed.
func checkCount(n node, name string, got int) {
	if want := n.number("count."+name, 1); want != got {
		n.fail("there are %d %s; count says %d", got, name, want)
	}
}

// above is the code of the class above a code: "04.03" for "04.03.01".
func above(code string) string { return code[:max(0, strings.LastIndexByte(code, '.'))] }

// validCode tells whether a code has so many parts of two digits.
func validCode(code string, parts int) bool {
	list := strings.Split(code, ".")
	for _, part := range list {
		if len(part) != 2 || strings.Trim(part, "0123456789") != "" {
			return false
		}
	}
	return len(list) == parts
}

func readCode(n node, seen once, parts int) string {
	code := n.required("code")
	if code != "" && !validCode(code, parts) {
		n.fail("class code %q must have %d parts of two digits", code, parts)
	}
	seen.check(n, "class", code)
	return code
}

// readClassNames reads the classes of the first level, or of the second when
// the first is given.
func readClassNames(n node, seen once, groups map[string]ClassName) map[string]ClassName {
	parts := 1
	if groups != nil {
		parts = 2
	}
	names := make(map[string]ClassName)
	for _, item := range n.items() {
		f := item.fields("code", "zh", "en", "help")
		code := readCode(f["code"], seen, parts)
		if _, ok := groups[above(code)]; parts == 2 && !ok && validCode(code, parts) {
			f["code"].fail("class %q has no parent: %q is missing", code, above(code))
		}
		name := ClassName{Code: code, Name: nameOf(f)}
		if f["help"].given() {
			name.Help = f["help"].translated("help")
		}
		names[code] = name
	}
	return names
}

func nameOf(f map[string]node) Text {
	return Text{"zh": f["zh"].required("zh"), "en": f["en"].required("en")}
}

func (l *loader) readClass(n node, seen once, groups, parents map[string]ClassName) {
	f := n.fields("code", "zh", "en", "phrases")
	c := Class{Code: readCode(f["code"], seen, 3), Name: nameOf(f), Phrases: l.phrases(f["phrases"])}
	parent, ok := parents[above(c.Code)]
	if !ok && validCode(c.Code, 3) {
		f["code"].fail("class %q has no parent: %q is missing", c.Code, above(c.Code))
	}
	c.Parent, c.Group = parent, groups[above(parent.Code)]
	l.policy.Classes = append(l.policy.Classes, c)
}
