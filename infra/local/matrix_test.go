package main

import (
	"net/http"
	"slices"
	"strconv"
	"testing"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/web"
)

// legalDeed is a command's body that is acceptable, for a case that stands where the
// command is legal.
type legalDeed struct {
	stands string // one of the scenes of [scenes]
	body   string
}

// scenes are what is done, after a case has come to its unit, for it to stand
// somewhere. Each is a list of who gives which command with which body.
var scenes = map[string][][3]string{
	"dispatched": nil,
	"handling":   {{"handler", "acceptance", `{}`}},
	"sorting":    {{"handler", "refusal", `{"reason":"x"}`}, {"supervisor", "reassignment", `{"unit":"demo-county","reason":"x"}`}},
	"answered":   {{"handler", "answer", `{"text":"x"}`}},
	"callback":   {{"handler", "answer", `{"text":"x"}`}, {"supervisor", "review", `{"passed":true}`}},
	"closed":     {{"supervisor", "closure", `{"outcome":"referred","reason":"x"}`}},
	"appealed":   {{"supervisor", "closure", `{"outcome":"referred","reason":"x"}`}, {"handler", "appeal", appealBody}},
	"supervised": {{"city", "supervision", `{"demand":"x"}`}},
	"abnormal":   {{"handler", "determination", `{"result":"abnormal","explanation":"x"}`}},
	"regulator":  {{"supervisor", "regulator-appeal", regulatorBody}},
	"stated":     {{"supervisor", "regulator-appeal", regulatorBody}, {"handler", "regulator-answer", `{"text":"x"}`}},
	"passed":     {{"supervisor", "regulator-appeal", regulatorBody}, {"handler", "regulator-answer", `{"text":"x"}`}, {"supervisor", "regulator-review", `{"passed":true}`}},
	"suspended":  {{"handler", "suspension", `{"kind":"customer","reason":"x"}`}},
	"true":       {{"handler", "findings", trueBody}},
	"offered":    {{"handler", "offer", `{"text":"x"}`}},
	"asked":      {{"handler", "documents", `{"list":["x"]}`}},
	"proposed":   {{"handler", "remedy", remedyBody}},
	"approved":   {{"handler", "remedy", remedyBody}, {"supervisor", "remedy-approval", `{"approved":true,"reason":"x"}`}},
	"ordered":    {{"handler", "rectification", rectificationBody}},
	"set right":  {{"handler", "rectification", rectificationBody}, {"handler", "rectification-done", `{"item":1,"text":"x"}`}},
	"ended true": {{"handler", "findings", trueBody}, {"handler", "answer", `{"text":"x"}`}, {"supervisor", "review", `{"passed":true}`}, {"supervisor", "callback", `{"reached":true,"satisfied":true}`}},
	"learnt": {{"handler", "findings", trueBody}, {"handler", "answer", `{"text":"x"}`}, {"supervisor", "review", `{"passed":true}`}, {"supervisor", "callback", `{"reached":true,"satisfied":true}`},
		{"handler", "lessons", lessonsBody}},
	"handed": {{"supervisor", "reassignment", `{"unit":"demo-city","reason":"x"}`}, {"supervisor", "handdown", `{"unit":"demo-county","reason":"x"}`}},
}

const (
	appealBody        = `{"type":"not-true","reason":"x","basis":"x","signatures":[{"level":"L1","by":"x"},{"level":"L2","by":"x"},{"level":"L3","by":"x"}]}`
	trueBody          = `{"verified":"yes","responsibility":"utility-operation"}`
	remedyBody        = `{"kind":"refund","amount":"200.00","currency":"CNY","reason":"x"}`
	rectificationBody = `{"what":"x","owner":"x","due":"5wd"}`
	lessonsBody       = `{"causeClear":true,"educated":true,"rectified":true,"dealtWith":true}`
	regulatorBody     = `{"body":"12398","reference":"A1","facts":"x"}`
)

// deeds has one for each command of the table that people give.
var deeds = map[string]legalDeed{
	"classification":          {"sorting", `{"kind":"complaint","class":"04.01.01","unit":"demo-county"}`},
	"acceptance":              {"dispatched", `{}`},
	"refusal":                 {"dispatched", `{"reason":"x"}`},
	"assignment":              {"dispatched", `{"handler":"x"}`},
	"handdown":                {"dispatched", `{"unit":"demo-station","reason":"x"}`},
	"handback":                {"handed", `{"reason":"x"}`},
	"contact":                 {"dispatched", `{"reached":true}`},
	"findings":                {"dispatched", `{"verified":"yes","responsibility":"none"}`},
	"answer":                  {"dispatched", `{"text":"x"}`},
	"determination":           {"handling", `{"result":"not-established","explanation":"x"}`},
	"determination-approval":  {"abnormal", `{"approved":true,"reason":"x"}`},
	"review":                  {"answered", `{"passed":true}`},
	"callback":                {"callback", `{"reached":false}`},
	"rework":                  {"callback", `{"reason":"x"}`},
	"closure":                 {"dispatched", `{"outcome":"referred","reason":"x"}`},
	"reassignment":            {"dispatched", `{"unit":"demo-station","reason":"x"}`},
	"suspension":              {"handling", `{"kind":"customer","reason":"x"}`},
	"resumption":              {"suspended", `{}`},
	"supervision":             {"dispatched", `{"demand":"x"}`},
	"supervision-reply":       {"supervised", `{"text":"x"}`},
	"supervision-release":     {"supervised", `{}`},
	"acknowledgement":         {"dispatched", `{}`},
	"note":                    {"dispatched", `{"text":"x"}`},
	"reopening":               {"closed", `{"reason":"x"}`},
	"appeal":                  {"closed", appealBody},
	"appeal-decision":         {"appealed", `{"upheld":true,"reason":"x"}`},
	"regulator-appeal":        {"dispatched", regulatorBody},
	"regulator-answer":        {"regulator", `{"text":"x"}`},
	"regulator-review":        {"stated", `{"passed":true}`},
	"regulator-finding":       {"passed", `{"fault":"no","finding":"x"}`},
	"urge":                    {"dispatched", `{}`},
	"supplement":              {"dispatched", `{"text":"x"}`},
	"withdrawal":              {"dispatched", `{}`},
	"rating":                  {"closed", `{"score":5}`},
	"offer":                   {"handling", `{"text":"x"}`},
	"offer-reply":             {"offered", `{"accepted":true,"byCustomer":true}`},
	"documents":               {"handling", `{"list":["x"]}`},
	"documents-received":      {"asked", `{}`},
	"remedy":                  {"handling", remedyBody},
	"remedy-approval":         {"proposed", `{"approved":true,"reason":"x"}`},
	"remedy-paid":             {"approved", `{"voucher":"x"}`},
	"written-reply":           {"handling", `{"number":"x"}`},
	"responsibility-decision": {"true", `{"responsibility":"none","reason":"x"}`},
	"rectification":           {"handling", rectificationBody},
	"rectification-done":      {"ordered", `{"item":1,"text":"x"}`},
	"rectification-check":     {"set right", `{"item":1,"passed":true}`},
	"lessons":                 {"ended true", lessonsBody},
	"assessment":              {"ended true", `{"kind":"fine-verified","who":"x","reason":"x"}`},
	"internal-closing":        {"learnt", `{}`},
	"emergency":               {"handling", `{"reason":"x"}`},
}

// elsewhere are the commands that need another case beside this one. Their roles
// and scopes are those of the table all the same; whoever is let in is told that
// the case has no other, by 409 or 422.
var elsewhere = map[string]string{
	"merge": `{"into":""}`, "joining": `{"into":""}`, "separation": `{"reason":"x"}`, "repeat-review": `{"finding":"x"}`,
	// Of flows, which wait for these in their order: told by the stories of the flows.
	"group-order": `{"order":"x"}`, "plan-start": `{"plan":"x"}`, "assistance": `{"text":"x"}`, "submission": `{"result":"x","opinion":"x"}`, "group-decision": `{"approved":true}`,
	"superior-report": `{}`, "superior-decision": `{"agreed":true}`, "emergency-action": `{"action":"x"}`,
	"information-report": `{"course":"x","cause":"x","scope":"x","loss":"x","progress":"x","consequences":"x"}`, "emergency-analysis": `{"nature":"x","scope":"x","consequences":"x","plan":"x"}`,
	"emergency-handling": `{"result":"x"}`, "emergency-supervision": `{"demand":"x"}`, "root-cause": `{"cause":"x"}`, "prevention": `{"measures":"x","planAmendment":"x"}`,
}

// fromAbove are the commands that a level above the unit decides.
var fromAbove = []string{"determination-approval", "supervision", "supervision-release", "appeal-decision", "regulator-review", "regulator-finding",
	"remedy-approval", "responsibility-decision", "rectification-check", "assessment", "internal-closing"}

// TestEveryRoleCommandsWhatTheTableSaysWithinItsUnits sends every command as
// every role from the unit of the case, from above it, from beside it and from
// below: a role that may not gives 403, a case of another unit is 404, what a
// level above decides is 403 in the unit itself, and all else is done.
func TestEveryRoleCommandsWhatTheTableSaysWithinItsUnits(t *testing.T) {
	d := openDoor(t)
	places := map[string]string{"own": "demo-county", "above": "demo-city", "beside": "demo-discipline", "below": "demo-station"}
	cases := 0 // each is of another customer
	for _, rule := range complaint.Rules() {
		if rule.Internal() {
			continue
		}
		at, body := "", elsewhere[rule.Command]
		if body == "" {
			if deeds[rule.Command].body == "" {
				t.Errorf("%s: no body is known", rule.Command)
				continue
			}
			body = deeds[rule.Command].body
		}
		for _, role := range complaint.Roles {
			for place, unit := range places {
				if at == "" {
					cases++
					at = d.standing(deeds[rule.Command].stands, cases)
				}
				want := allowance(rule, role, place)
				got := d.ask("POST", at+"/"+rule.Command, body, staffOf(string(role), unit))
				if got.Code == http.StatusConflict && want == http.StatusUnprocessableEntity {
					want = got.Code
				}
				if got.Code != want {
					t.Errorf("%s by %s from %s: %d, want %d: %s", rule.Command, role, place, got.Code, want, got.Body)
				}
				if got.Code == http.StatusOK {
					at = "" // the case has gone on
				}
			}
		}
	}
}

// allowance is the status of a command of a case that stands where it is legal.
func allowance(rule complaint.Rule, role complaint.Role, place string) int {
	switch {
	case !rule.Allows(role):
		return http.StatusForbidden
	case place == "beside" || place == "below":
		return http.StatusNotFound
	case place == "own" && slices.Contains(fromAbove, rule.Command):
		return http.StatusForbidden
	case elsewhere[rule.Command] != "":
		return http.StatusUnprocessableEntity
	}
	return http.StatusOK
}

// standing makes the n-th case, of the county, that stands somewhere; it gives its address.
func (d *door) standing(scene string, n int) string {
	d.t.Helper()
	var r web.Receipt
	d.must(201, &r, "POST", "/v1/complaints", `{"channel":"web","text":"电压低","class":"04.01.01","site":{"region":"demo"},"customer":{"phone":"`+strconv.Itoa(n)+`"}}`)
	at := "/v1/cases/" + r.Reference
	d.must(200, nil, "POST", at+"/reassignment", `{"unit":"demo-county","reason":"x"}`, supervisor)
	for _, step := range scenes[scene] {
		by := map[string]string{"handler": staffOf("handler", "demo-county"), "city": staffOf("supervisor", "demo-city"), "supervisor": supervisor}[step[0]]
		d.must(200, nil, "POST", at+"/"+step[1], step[2], by)
	}
	return at
}
