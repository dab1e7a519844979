package infra

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/ssa"
)

// needs are what a function's code can do, in the form of its policy: by the
// statement's id, the actions and, for the table, the kinds of items.
type needs map[string]grant

type grant struct{ Actions, Kinds []string }

func (n needs) add(sid, action, kind string) {
	g := n[sid]
	if !slices.Contains(g.Actions, action) {
		g.Actions = append(g.Actions, action)
	}
	if kind != "" && !slices.Contains(g.Kinds, kind) {
		g.Kinds = append(g.Kinds, kind)
	}
	slices.Sort(g.Actions)
	slices.Sort(g.Kinds)
	n[sid] = g
}

// operations are what each method of the store does to the table, as its tests
// have recorded it: method, action, and kind or index.
func operations(t *testing.T) (all [][]string) {
	t.Helper()
	text, err := os.ReadFile("../shared/store/dynamo/testdata/operations.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		all = append(all, strings.Fields(line))
	}
	return all
}

// used tells whether a function comes to an operation of a method that it
// calls: not every commit has every part, nor every list every condition.
func used(r *reach, operation string) bool {
	switch operation {
	case "Commit PutItem effect":
		return true
	case "Commit PutItem contact":
		return gives(r, "Contact")
	case "Commit PutItem answer":
		return r.reaches("shared/web.Once") // who remembers answers
	}
	if of, ok := strings.CutPrefix(operation, "List "); ok {
		return slices.ContainsFunc(r.literals("shared/complaint.Query", "shared/store/stored"), func(q literal) bool { return finds(q, of) })
	}
	if strings.HasPrefix(operation, "Commit ") {
		return gives(r, "Case")
	}
	return true
}

// gives tells whether a commit is made with a part.
func gives(r *reach, field string) bool {
	return slices.ContainsFunc(r.literals("shared/complaint.Commit", ""), func(c literal) bool { return c.maybe[field] })
}

// finds tells whether a query may be answered by an operation: the customer's
// key, else the due instants, else the receipt, else the units, else all.
func finds(q literal, operation string) bool {
	for _, way := range []struct {
		operation string
		fields    []string
	}{
		{"Query key", []string{"Key"}}, {"Query index due", []string{"DueFrom", "DueTo"}},
		{"Query index received", []string{"ReceivedFrom", "ReceivedTo"}}, {"Query index queue", []string{"Units"}},
	} {
		if operation == way.operation {
			return slices.ContainsFunc(way.fields, func(f string) bool { return q.maybe[f] })
		}
		if slices.ContainsFunc(way.fields, func(f string) bool { return q.always[f] }) {
			return operation == "BatchGetItem case"
		}
	}
	return !q.copied
}

// services are what the adapters besides the store ask of AWS: the method that
// asks, and the statement that allows it.
var services = []struct{ method, sid, action string }{
	{"(*shared/workflow/sfn.Workflow).Start", "StartWorkflow", "states:StartExecution"},
	{"(*shared/workflow/sfn.Workflow).Resume", "ResumeWorkflow", "states:SendTaskSuccess"},
	{"(*shared/notice/sns.Topic).Publish", "PublishNotices", "sns:Publish"},
	{"(*shared/notice/sns.Messenger).Send", "SendMessages", "sns:Publish"},
	{"(*shared/archive/s3.Archive).Put", "WriteReports", "s3:PutObject"},
	{"(*shared/archive/s3.Archive).Get", "ReadReports", "s3:GetObject"},
	{"(*shared/archive/s3.Archive).List", "ListBucket", "s3:ListBucket"},
	{"(*shared/archive/s3.Key).Get", "ReadKey", "s3:GetObject"},
	{"(*shared/archive/s3.Key).draw", "WriteKey", "s3:PutObject"},
	{"(*shared/archive/s3.Secret).Get", "ReadPartners", "s3:GetObject"},
	{"(*shared/archive/s3.Copies).Keep", "WritePolicies", "s3:PutObject"},
	{"(*shared/archive/s3.Copies).Open", "ReadPolicies", "s3:GetObject"},
	{"(*shared/archive/s3.Depot).Invite", "TakeEvidence", "s3:PutObject"},
	{"(*shared/archive/s3.Depot).Look", "LookAtEvidence", "s3:GetObject"},
	{"(*shared/archive/s3.Depot).Look", "ReadEvidence", "s3:GetObject"},
	{"(*shared/archive/s3.Depot).Keep", "KeepEvidence", "s3:PutObject"},
	{"(*shared/archive/s3.Depot).Link", "ReadEvidence", "s3:GetObject"},
	{"(*shared/archive/s3.Depot).Refuse", "RefuseEvidence", "s3:DeleteObject"},
	{"(*shared/archive/s3.Depot).Remove", "RemoveEvidence", "s3:DeleteObject"},
	{"(*shared/archive/s3.Scanner).Scan", "ReadScan", "s3:GetObjectTagging"},
	{"(*shared/triage/adviser/bedrock.Adviser).Advise", "AskAdviser", "bedrock:InvokeModel"},
	{"(*shared/triage/adviser/bedrock.Adviser).Advise", "AskThroughProfile", "bedrock:InvokeModel"},
}

// TestServicesAreAllThatAdaptersAsk: an adapter's method that is not in the
// table could need a permission that nobody looks for.
func TestServicesAreAllThatAdaptersAsk(t *testing.T) {
	known := map[string]bool{}
	for _, s := range services {
		known[s.method] = true
	}
	for _, name := range folders(t) {
		r := reachOf(t, name)
		for f := range r.seen {
			if f.Pkg == nil || !asksAWS(f) {
				continue
			}
			if method := strings.ReplaceAll(f.String(), module, ""); !known[method] && !within(method) {
				t.Errorf("%s reaches %s, which asks AWS", name, method)
			}
		}
	}
}

// asksAWS tells whether a function calls an interface whose methods are AWS's.
func asksAWS(f *ssa.Function) bool {
	for _, b := range f.Blocks {
		for _, i := range b.Instrs {
			call, ok := i.(ssa.CallInstruction)
			if ok && call.Common().IsInvoke() && strings.Contains(call.Common().Method.Signature().String(), "github.com/aws/aws-sdk-go-v2/service/") {
				return true
			}
		}
	}
	return false
}

// within are the functions inside an adapter that its methods share.
func within(method string) bool {
	return strings.HasPrefix(method, "(*shared/store/dynamo.Store).") || slices.Contains([]string{
		"shared/archive/s3.get", "(*shared/archive/s3.Copies).put", "(*shared/archive/s3.Depot).look", "(*shared/archive/s3.Depot).remove",
	}, method)
}

// derive finds what a function needs.
func derive(t *testing.T, function string) needs {
	t.Helper()
	r, n := reachOf(t, function), needs{}
	methods := r.methods("*shared/store/dynamo.Store")
	if len(methods) == 0 {
		t.Errorf("%s reaches no method of the store", function)
	}
	for _, o := range operations(t) {
		if !slices.Contains(methods, o[0]) || !used(r, strings.Join(o, " ")) {
			continue
		}
		switch {
		case o[2] == "index":
			n.add("Query"+strings.ToUpper(o[3][:1])+o[3][1:], "dynamodb:Query", "")
		case o[1] == "GetItem" || o[1] == "BatchGetItem" || o[1] == "Query":
			n.add("ReadItems", "dynamodb:"+o[1], o[2])
		default:
			n.add("WriteItems", "dynamodb:"+o[1], o[2])
		}
	}
	for _, s := range services {
		if r.reaches(s.method) {
			n.add(s.sid, s.action, "")
		}
	}
	return n
}

// TestRolesAllowWhatTheCodeCanDo compares both ways: nothing is missing, and
// nothing is allowed that no code can do. No emulator enforces a policy.
func TestRolesAllowWhatTheCodeCanDo(t *testing.T) {
	template := readTemplate(t)
	for _, name := range folders(t) {
		got := needs{}
		for _, s := range template.statements() {
			if s.owner == function(name)+"Role" && !slices.Contains(ofTheTemplate, s.sid) {
				got[s.sid] = grant{slices.Sorted(slices.Values(s.actions)), slices.Sorted(slices.Values(s.kinds))}
			}
		}
		if diff := cmp.Diff(derive(t, name), got); diff != "" {
			t.Errorf("%s (-the code can, +the role allows):\n%s", name, diff)
		}
	}
}

// ofTheTemplate are statements for what the template arranges around a function:
// its log, its event source, its failure queue.
var ofTheTemplate = []string{"WriteLog", "ReadStream", "ListStreams", "SendFailures"}
