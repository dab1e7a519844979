package asl

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

var placeholder = regexp.MustCompile(`\$\{([A-Za-z0-9_:.-]+)\}`)

// Placeholders are the names in the ${Name} placeholders of a definition,
// sorted, each once.
func Placeholders(definition []byte) []string {
	var names []string
	for _, m := range placeholder.FindAllSubmatch(definition, -1) {
		names = append(names, string(m[1]))
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Substitute replaces every ${Name} by its value, as the deployment of a state
// machine does. The error names all placeholders that have no value.
func Substitute(definition []byte, values map[string]string) ([]byte, error) {
	var unknown []string
	for _, name := range Placeholders(definition) {
		if _, ok := values[name]; !ok {
			unknown = append(unknown, name)
		}
	}
	if len(unknown) > 0 {
		return nil, fmt.Errorf("no value for the placeholder(s) %s", strings.Join(unknown, ", "))
	}
	return placeholder.ReplaceAllFunc(definition, func(m []byte) []byte {
		quoted := appendString(nil, values[string(m[2:len(m)-1])])
		return quoted[1 : len(quoted)-1] // the placeholder stands inside a JSON string
	}), nil
}
