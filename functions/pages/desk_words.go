package pages

import (
	"html/template"

	"github.com/redress/redress/shared/policy"
)

// deskWords are the functions of the desk's templates.
func deskWords(language string, p *policy.Policy) template.FuncMap {
	return template.FuncMap{}
}
