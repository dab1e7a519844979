package infra

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/redress/redress/shared/complaint"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestCommandTableIsWritten keeps commands.md as the domain has it.
func TestCommandTableIsWritten(t *testing.T) {
	got := commandTable()
	if *update {
		if err := os.WriteFile("commands.md", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("commands.md")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("commands.md is not what the rules say; make golden (-want +got):\n%s", diff)
	}
}

func commandTable() string {
	var b strings.Builder
	b.WriteString("# Commands: when they are legal, and for whom\n\n" +
		"Written from `complaint.Rules`; `make golden` writes it anew. Anything else is 409 with the status and what is allowed, or 403.\n" +
		"Staff see and command only cases of their unit and those below it; others do not exist for them (404).\n" +
		"`POST /v1/cases` and its check are open to agent, supervisor and admin; reports, with the cases behind their figures, and duty rotas to supervisor, auditor and admin; auditors read and give no command.\n" +
		"Partners' systems give `regulator-appeal`, `regulator-finding` and `repair-progress`, by signed messages (`interfaces.md`).\n" +
		"An appeal is decided by a unit above both the one charged and the one that filed it, or by the whole company (403);\n" +
		"so are supervision, the approval of an abnormal complaint, the review of an answer to the regulator and what the regulator has found, the decision of responsibility,\n" +
		"assessments, the internal closing, the check of what was set right and the approval of a payment, which needs the level of its amount too. Only a supervisor calls a complaint invalid,\n" +
		"and only one of the level that the policy names closes a case whose customer stays dissatisfied (403).\n" +
		"What the leading group and the marketing department do in a flow is for a unit above that of the case, at their level or higher (403).\n" +
		"Commands of flows (`group-order` to `prevention`) are 409 but at the step that waits for them; what is allowed names only that one.\n" +
		"While the over-level flow is open and the group has given its order, what would close the case is 409, but for a withdrawal and a closure as invalid.\n\n")
	statuses := []complaint.Status{complaint.Received, complaint.Sorting, complaint.Dispatched, complaint.Handling, complaint.Answered, complaint.Callback, complaint.Closed}
	roles := append([]complaint.Role{complaint.Public}, complaint.Roles...)
	b.WriteString("| command |")
	for _, s := range statuses {
		b.WriteString(" " + string(s) + " |")
	}
	for _, r := range roles {
		b.WriteString(" " + string(r) + " |")
	}
	b.WriteString("\n|---|" + strings.Repeat("---|", len(statuses)+len(roles)) + "\n")
	for _, rule := range complaint.Rules() {
		if rule.Internal() {
			continue
		}
		b.WriteString("| " + rule.Command + " |")
		for _, s := range statuses {
			b.WriteString(cell(slices.Contains(complaint.Allowed(s), rule.Command)))
		}
		for _, r := range roles {
			b.WriteString(cell(rule.Allows(r)))
		}
		b.WriteString("\n")
	}
	return b.String()
}

func cell(yes bool) string {
	if yes {
		return " x |"
	}
	return " |"
}
