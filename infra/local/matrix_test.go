package main

import (
	"maps"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/web"
)

// legalDeed is a command's body that is acceptable, for a case that stands where the
// command is legal.
type legalDeed struct {
	stands string // a scene of [stepsTo]
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
	"joined":     {{"supervisor", "joining", `{"into":"{other}"}`}},
	"come again": {{"handler", "answer", `{"text":"x"}`}, {"supervisor", "review", `{"passed":true}`}, {"supervisor", "callback", `{"reached":true,"satisfied":true}`}, {"customer"}},
	"handed":     {{"supervisor", "reassignment", `{"unit":"demo-city","reason":"x"}`}, {"supervisor", "handdown", `{"unit":"demo-county","reason":"x"}`}},
}

const (
	appealBody        = `{"type":"not-true","reason":"x","basis":"x","signatures":[{"level":"L1","by":"x"},{"level":"L2","by":"x"},{"level":"L3","by":"x"}]}`
	trueBody          = `{"verified":"yes","responsibility":"utility-operation"}`
	remedyBody        = `{"kind":"refund","amount":"200.00","currency":"CNY","reason":"x"}`
	rectificationBody = `{"what":"x","owner":"x","due":"5wd"}`
	lessonsBody       = `{"causeClear":true,"educated":true,"rectified":true,"dealtWith":true}`
	orderBody         = `{"order":"x"}`
	planBody          = `{"plan":"x"}`
	submissionBody    = `{"result":"x","opinion":"x"}`
	yesBody           = `{"approved":true}`
	actionBody        = `{"action":"x"}`
	informationBody   = `{"course":"x","cause":"x","scope":"x","loss":"x","progress":"x","consequences":"x"}`
	analysisBody      = `{"nature":"x","scope":"x","consequences":"x","plan":"x"}`
	handlingBody      = `{"result":"x"}`
	demandBody        = `{"demand":"x"}`
	causeBody         = `{"cause":"x"}`
	regulatorBody     = `{"body":"12398","reference":"A1","facts":"x"}`
)

// The steps of the flows, in their order: an over-level case stands at each of the
// first, a grave one at each of the second.
var (
	overSteps = [][3]string{{"city", "group-order", orderBody}, {"handler", "plan-start", planBody}, {"handler", "submission", submissionBody}, {"city", "group-decision", yesBody}, {"city", "superior-report", `{}`}}
	overNames = []string{"over", "over, ordered", "over, planned", "over, submitted", "over, approved", "over, reported"}

	graveSteps = [][3]string{{"supervisor", "emergency", `{"reason":"x"}`}, {"handler", "emergency-action", actionBody}, {"handler", "information-report", informationBody}, {"city", "group-order", orderBody},
		{"handler", "emergency-analysis", analysisBody}, {"handler", "emergency-handling", handlingBody}, {"city", "emergency-supervision", demandBody}, {"handler", "root-cause", causeBody}}
	graveNames = []string{"no emergency", "grave", "grave, acted", "grave, informed", "grave, ordered", "grave, analysed", "grave, handled", "grave, supervised", "grave, understood"}
)

// stepsTo are those after which a case stands in a scene.
func stepsTo(scene string) [][3]string {
	if i := slices.Index(overNames, scene); i >= 0 {
		return overSteps[:i]
	}
	if i := slices.Index(graveNames, scene); i >= 0 {
		return graveSteps[:i]
	}
	return scenes[scene]
}

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
	"delay":                   {"dispatched", `{"until":"2026-06-01T00:00:00Z","reason":"x"}`},
	"supervision":             {"dispatched", `{"demand":"x"}`},
	"supervision-reply":       {"supervised", `{"text":"x"}`},
	"supervision-release":     {"supervised", `{}`},
	"acknowledgement":         {"dispatched", `{}`},
	"note":                    {"dispatched", `{"text":"x"}`},
	"evidence":                {"dispatched", announcement("x.jpg", "image/jpeg", jpeg("x"))},
	"evidence-removal":        {"filed", `{"id":"{file}","reason":"x"}`},
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
	"merge":                   {"dispatched", `{"into":"{other}"}`},
	"joining":                 {"dispatched", `{"into":"{other}"}`},
	"separation":              {"joined", `{"reason":"x"}`},
	"repeat-review":           {"come again", `{"finding":"x"}`},
	"group-order":             {"over", orderBody},
	"plan-start":              {"over, ordered", planBody},
	"assistance":              {"over, planned", `{"text":"x"}`},
	"submission":              {"over, planned", submissionBody},
	"group-decision":          {"over, submitted", yesBody},
	"superior-report":         {"over, approved", `{}`},
	"superior-decision":       {"over, reported", `{"agreed":true}`},
	"emergency":               {"handling", `{"reason":"x"}`},
	"information-report":      {"grave, acted", informationBody},
	"emergency-action":        {"grave", actionBody},
	"emergency-analysis":      {"grave, ordered", analysisBody},
	"emergency-handling":      {"grave, analysed", handlingBody},
	"emergency-supervision":   {"grave, handled", demandBody},
	"root-cause":              {"grave, supervised", causeBody},
	"prevention":              {"grave, understood", `{"measures":"x","planAmendment":"x"}`},
}

// fromAbove are the commands that a level above the unit decides.
var fromAbove = []string{"determination-approval", "supervision", "supervision-release", "appeal-decision", "regulator-review", "regulator-finding",
	"remedy-approval", "responsibility-decision", "rectification-check", "assessment", "internal-closing",
	"group-order", "group-decision", "superior-report", "superior-decision", "emergency-supervision"}

// toldRoles are the roles of each command as commands.md tells people, which the
// program is held against.
func toldRoles(t *testing.T) map[string][]complaint.Role {
	t.Helper()
	text, err := os.ReadFile("../commands.md")
	if err != nil {
		t.Fatal(err)
	}
	told := map[string][]complaint.Role{}
	var head []string
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(line, "| ") {
			continue
		}
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		if head == nil {
			head = cells
			continue
		}
		for i := slices.Index(head, string(complaint.Public)); i < len(head); i++ { // the statuses stand before
			if cells[i] == "x" {
				told[cells[0]] = append(told[cells[0]], complaint.Role(head[i]))
			}
		}
	}
	return told
}

// TestEveryRoleCommandsWhatTheTableSaysWithinItsUnits sends every command as
// every role from the unit of the case, from above it, from beside it and from
// below: a role that may not gives 403, a case of another unit is 404, what a
// level above decides is 403 in the unit itself, and all else is done.
func TestEveryRoleCommandsWhatTheTableSaysWithinItsUnits(t *testing.T) {
	d, told := openDoor(t), toldRoles(t)
	places := map[string]string{"own": "demo-county", "above": "demo-city", "beside": "demo-discipline", "below": "demo-station"}
	cases := 0 // each is of another customer
	for _, rule := range complaint.Rules() {
		deed, known := deeds[rule.Command]
		if rule.Internal() {
			continue
		}
		if !known || len(told[rule.Command]) == 0 {
			t.Errorf("%s: no deed is known, or nobody is told that they may give it", rule.Command)
			continue
		}
		at, body := "", ""
		for _, role := range complaint.Roles {
			for place, unit := range places {
				if at == "" {
					cases += 2
					var r web.Receipt
					r, body = d.standing(deed, cases)
					at = "/v1/cases/" + r.Reference
				}
				want := allowance(rule.Command, slices.Contains(told[rule.Command], role), place)
				got := d.ask("POST", at+"/"+rule.Command, body, staffOf(string(role), unit))
				if got.Code != want {
					t.Errorf("%s by %s from %s: %d, want %d: %s", rule.Command, role, place, got.Code, want, got.Body)
				}
				if got.Code == done(rule.Command) {
					at = "" // the case has gone on
				}
			}
		}
	}
}

// allowance is the status of a command of a case that stands where it is legal.
func allowance(command string, allowed bool, place string) int {
	switch {
	case !allowed:
		return http.StatusForbidden
	case place == "beside" || place == "below":
		return http.StatusNotFound
	case place == "own" && slices.Contains(fromAbove, command):
		return http.StatusForbidden
	}
	return done(command)
}

// done is the status of a command that was carried out.
func done(command string) int {
	if command == "evidence" { // announces a file
		return http.StatusCreated
	}
	return http.StatusOK
}

// TestCustomersCommandWhatTheTableSays: of what is for staff, a customer who holds
// the tracking code finds nothing.
func TestCustomersCommandWhatTheTableSays(t *testing.T) {
	d, told := openDoor(t), toldRoles(t)
	for n, command := range slices.Sorted(maps.Keys(told)) {
		deed := deeds[command]
		if command == "offer-reply" {
			deed.body = `{"accepted":true}` // who replies is plain
		}
		want, name := http.StatusNotFound, command
		if command == "urge" || command == "supplement" {
			name += "s"
		}
		if slices.Contains(told[command], complaint.Public) {
			want = done(command)
		}
		r, body := d.standing(deed, 2*n+2)
		if got := d.ask("POST", "/v1/complaints/"+r.Reference+"/"+name, body, "Tracking-Code: "+r.TrackingCode); got.Code != want {
			t.Errorf("%s: %d, want %d: %s", command, got.Code, want, got.Body)
		}
	}
}

// matter is the complaint of the n-th customer.
func matter(n int) string {
	id := strconv.Itoa(n)
	return `{"channel":"web","text":"电压低","class":"04.01.01","site":{"region":"demo"},"customer":{"phone":"` + id + `","accountNumber":"` + id + `"}}`
}

// standing makes the n-th customer's case, of the county, that stands where a deed
// is legal; it gives its receipt and the body of the deed. The customer before is
// that of another case, where one is wanted.
func (d *door) standing(deed legalDeed, n int) (r web.Receipt, body string) {
	d.t.Helper()
	var other web.Receipt
	body = deed.body
	if strings.Contains(body, "{other}") || deed.stands == "joined" {
		d.must(201, &other, "POST", "/v1/complaints", matter(n-1))
	}
	if strings.HasPrefix(deed.stands, "over") {
		d.must(201, &r, "POST", "/v1/cases", strings.Replace(matter(n), `"web"`, `"superior","source":{"body":"x","overLevel":true}`, 1), agents)
	} else {
		d.must(201, &r, "POST", "/v1/complaints", matter(n))
	}
	at := "/v1/cases/" + r.Reference
	for _, step := range append([][3]string{{"supervisor", "reassignment", `{"unit":"demo-county","reason":"x"}`}}, stepsTo(deed.stands)...) {
		if step[0] == "customer" {
			d.must(201, nil, "POST", "/v1/complaints", matter(n))
			continue
		}
		by := map[string]string{"handler": staffOf("handler", "demo-county"), "city": staffOf("supervisor", "demo-city"), "supervisor": supervisor}[step[0]]
		d.must(200, nil, "POST", at+"/"+step[1], strings.ReplaceAll(step[2], "{other}", other.Reference), by)
	}
	if deed.stands == "filed" {
		file := d.send(200, nil, at+"/evidence", "x.jpg", "image/jpeg", jpeg("x"), staffOf("handler", "demo-county"))
		body = strings.ReplaceAll(body, "{file}", file)
	}
	return r, strings.ReplaceAll(body, "{other}", other.Reference)
}
