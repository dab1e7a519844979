package pages

import (
	"html/template"

	"github.com/redress/redress/shared/policy"
)

// customerWords are the functions of the customers' templates.
func customerWords(language string, p *policy.Policy) template.FuncMap {
	return template.FuncMap{}
}
