package web

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// verified is the scheme of the Authorization header in which claims travel
// from the boundary to the functions, within one process.
const verified = "Redress-Claims"

// Verified writes the claims of a token that somebody else has verified as an
// Authorization header. Whoever sets it must have removed what came under that
// name from outside.
func Verified(claims map[string]any) string {
	doc, err := json.Marshal(claims)
	if err != nil {
		return "" // nobody, then
	}
	return verified + " " + string(doc)
}

// Claims knows callers by the verified claims of their token: the role by one
// claim, the unit by another. The unit "*" is the whole company, and has to be
// said; a claim that is missing, empty, unknown or ambiguous makes nobody.
//
// A role claim may be a list of groups, of which one is a role. A list comes as
// such, or flattened to "[a b]": names with blanks are then several, so groups
// of such names do not belong into that claim.
func Claims(p *policy.Policy, roleClaim, unitClaim string) Authenticator {
	return func(authorization string) (complaint.Actor, error) {
		nobody := complaint.Actor{}
		doc, ok := strings.CutPrefix(authorization, verified+" ")
		var claims map[string]any
		if !ok || json.Unmarshal([]byte(doc), &claims) != nil {
			return nobody, fault.New(fault.Unknown, fault.Text{})
		}
		roles := slices.DeleteFunc(words(claims[roleClaim]), func(w string) bool {
			return !slices.Contains(complaint.Roles, complaint.Role(w))
		})
		if len(roles) != 1 {
			return nobody, fault.New(fault.Unknown, fault.Say("the token names no role, or several", "令牌中没有角色或有多个角色"))
		}
		units := words(claims[unitClaim])
		if len(units) != 1 {
			return nobody, fault.New(fault.Unknown, fault.Say("the token names no unit, or several", "令牌中没有单位或有多个单位"))
		}
		unit := units[0]
		if _, known := p.Unit(unit); !known && unit != "*" {
			return nobody, fault.New(fault.Unknown, fault.Say("the token's unit is unknown", "令牌中的单位不存在"))
		}
		if unit == "*" {
			unit = "" // the whole company
		}
		return complaint.Actor{Role: complaint.Role(roles[0]), Unit: unit}, nil
	}
}

// words are the values of a claim: a text, a list, or a list flattened to text.
// None when a part of it is something else.
func words(claim any) []string {
	switch v := claim.(type) {
	case string:
		if inner, ok := strings.CutPrefix(v, "["); ok && strings.HasSuffix(inner, "]") {
			return strings.Fields(strings.TrimSuffix(inner, "]"))
		}
		if v != "" {
			return []string{v}
		}
	case []any:
		var list []string
		for _, one := range v {
			text, ok := one.(string)
			if !ok {
				return nil
			}
			list = append(list, text)
		}
		return list
	}
	return nil
}
