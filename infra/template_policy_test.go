package infra

import (
	"cmp"
	"slices"
	"strings"
	"testing"
)

// statement is one statement of a policy.
type statement struct {
	owner              string // logical id of the role or the resource policy
	sid, effect        string
	actions, resources []string
	// except tells that the resources are those that are not meant (NotResource).
	except bool
	// kinds are the kinds of items that a statement about the table is bound to.
	kinds []string
	// profile is the inference profile that a statement is bound to.
	profile string
	// when names the condition of the template under which the statement is there.
	when string
}

// statements are those of all roles and resource policies, in order.
func (t tpl) statements() (all []statement) {
	for id, r := range t.resources {
		var documents []node
		for _, p := range list(r.properties, "Policies") {
			documents = append(documents, at(p, "PolicyDocument"))
		}
		for _, d := range append(documents, at(r.properties, "PolicyDocument")) {
			for _, n := range list(d, "Statement") {
				all = append(all, statementOf(id, n))
			}
		}
	}
	slices.SortFunc(all, func(a, b statement) int { return cmp.Or(cmp.Compare(a.owner, b.owner), cmp.Compare(a.sid, b.sid)) })
	return all
}

func statementOf(owner string, n node) statement {
	s := statement{owner: owner}
	if choice := list(n, "!If"); len(choice) == 3 {
		s.when, n = choice[0].(string), choice[1]
	}
	s.sid, s.effect, s.actions, s.resources = str(n, "Sid"), str(n, "Effect"), words(n, "Action"), words(n, "Resource")
	if but := words(n, "NotResource"); but != nil {
		s.resources, s.except = but, true
	}
	s.profile = str(n, "Condition", "StringEquals", "bedrock:InferenceProfileArn")
	for _, k := range words(n, "Condition", "ForAllValues:StringLike", "dynamodb:LeadingKeys") {
		s.kinds = append(s.kinds, strings.TrimSuffix(k, "#*"))
	}
	return s
}

// statement is one of a role.
func (t tpl) statement(tt *testing.T, owner, sid string) statement {
	tt.Helper()
	for _, s := range t.statements() {
		if s.owner == owner && s.sid == sid {
			return s
		}
	}
	tt.Fatalf("%s has no statement %s", owner, sid)
	return statement{}
}

// wide are the resources with a wildcard that are allowed, by the statement's
// id, with the reason.
var wide = map[string]struct{ resource, because string }{
	"ReadPolicies":        {"${Bucket.Arn}/policies/*", "all objects under one prefix"},
	"WritePolicies":       {"${Bucket.Arn}/policies/*", "all objects under one prefix"},
	"ReadReports":         {"${Bucket.Arn}/reports/*", "all objects under one prefix"},
	"WriteReports":        {"${Bucket.Arn}/reports/*", "all objects under one prefix"},
	"TakeEvidence":        {"${EvidenceBucket.Arn}/incoming/*", "all objects under one prefix"},
	"LookAtEvidence":      {"${EvidenceBucket.Arn}/incoming/*", "all objects under one prefix"},
	"RefuseEvidence":      {"${EvidenceBucket.Arn}/incoming/*", "all objects under one prefix"},
	"KeepEvidence":        {"${EvidenceBucket.Arn}/evidence/*", "all objects under one prefix"},
	"ReadEvidence":        {"${EvidenceBucket.Arn}/evidence/*", "all objects under one prefix"},
	"ReadScan":            {"${EvidenceBucket.Arn}/evidence/*", "all objects under one prefix"},
	"RemoveEvidence":      {"${EvidenceBucket.Arn}/evidence/*", "all objects under one prefix"},
	"EvidenceOnlyOverTLS": {"${EvidenceBucket.Arn}/*", "it denies, and is meant for all"},
	"OnlyOverTLS":         {"${Bucket.Arn}/*", "it denies, and is meant for all"},
	"ListStreams":         {"*", "AWS knows no resource for listing streams"},
	"DeliverLogs":         {"*", "AWS knows no resource for log deliveries"},
	"Trace":               {"*", "AWS knows no resource for traces"},
	"AskThroughProfile":   {"arn:${AWS::Partition}:bedrock:*::foundation-model/*", "a profile says itself in which regions it asks which model"},
	"SendMessages":        {"arn:${AWS::Partition}:sns:*:*:*", "a phone number has no ARN: everything but topics"},
}

func TestPoliciesAllowNoMoreThanTheyMust(t *testing.T) {
	used := map[string]bool{}
	for _, s := range readTemplate(t).statements() {
		if s.sid == "" || s.resources == nil || s.actions == nil {
			t.Errorf("%s has a statement without a name, an action or a resource: %+v", s.owner, s)
		}
		if s.except != (s.sid == "SendMessages") {
			t.Errorf("%s/%s: NotResource allows all but what it names", s.owner, s.sid)
		}
		for _, a := range s.actions {
			if strings.Contains(a, "*") && s.effect != "Deny" {
				t.Errorf("%s/%s allows %s", s.owner, s.sid, a)
			}
		}
		for _, r := range s.resources {
			if !strings.Contains(r, "*") {
				continue
			}
			used[s.sid] = true
			if wide[s.sid].resource != r {
				t.Errorf("%s/%s is about %s, and there is no reason for the wildcard", s.owner, s.sid, r)
			}
		}
	}
	for sid, w := range wide {
		if !used[sid] {
			t.Errorf("no statement %s uses %s any more (%s)", sid, w.resource, w.because)
		}
	}
}

// TestTheTableIsReachedByKindsAlone: whoever may touch the table says which kinds
// of items, and indexes are asked one by one.
func TestTheTableIsReachedByKindsAlone(t *testing.T) {
	reads := []string{"dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"}
	writes := []string{"dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:ConditionCheckItem"}
	for _, s := range readTemplate(t).statements() {
		for _, r := range s.resources {
			index, isIndex := strings.CutPrefix(r, "${Table.Arn}/index/")
			var may []string
			switch {
			case r == "${Table.Arn}" && s.sid == "ReadItems":
				may = reads
			case r == "${Table.Arn}" && s.sid == "WriteItems":
				may = writes
			case isIndex && s.sid == "Query"+strings.ToUpper(index[:1])+index[1:]:
				may = []string{"dynamodb:Query"}
			case strings.HasPrefix(r, "${Table.Arn}"):
				t.Errorf("%s/%s is about %s", s.owner, s.sid, r)
				continue
			default:
				continue
			}
			if len(s.resources) != 1 || !isIndex && len(s.kinds) == 0 {
				t.Errorf("%s/%s is bound to no kind of items, or to several resources", s.owner, s.sid)
			}
			for _, a := range s.actions {
				if !slices.Contains(may, a) {
					t.Errorf("%s/%s allows %s", s.owner, s.sid, a)
				}
			}
		}
	}
}

// personal are the functions that may read contact details, with the reason.
var personal = map[string]string{
	"IntakeRole":   "compares the tracking code",
	"CaseworkRole": "shows the case to its handler",
	"CallbackRole": "shows whom to call",
	"PagesRole":    "shows all of this to the same people",
	"RelayRole":    "sends messages to customers",
	"DeadlineRole": "sends those that the relay has not",
}

func TestFewReadContactDetails(t *testing.T) {
	may := map[string]bool{}
	for _, s := range readTemplate(t).statements() {
		if s.sid == "ReadItems" && slices.Contains(s.kinds, "contact") {
			may[s.owner] = true
			if personal[s.owner] == "" {
				t.Errorf("%s may read contact details, and has no reason", s.owner)
			}
		}
	}
	for owner := range personal {
		if !may[owner] {
			t.Errorf("%s may not read contact details, though it %s", owner, personal[owner])
		}
	}
}

func TestMessagesGoThroughSNSOnlyWithoutAGateway(t *testing.T) {
	for _, s := range readTemplate(t).statements() {
		if (s.sid == "SendMessages") != (s.when == "SmsThroughSns") {
			t.Errorf("%s/%s is there when %q", s.owner, s.sid, s.when)
		}
	}
}

// TestTheKeysOfPartnersAreReadByThoseWhoSignAndCheck: who takes partners' calls and who
// delivers, where a book of partners is set, and that object alone.
func TestTheKeysOfPartnersAreReadByThoseWhoSignAndCheck(t *testing.T) {
	var owners []string
	for _, s := range readTemplate(t).statements() {
		if s.sid != "ReadPartners" {
			continue
		}
		owners = append(owners, s.owner)
		if s.when != "HasPartners" || !slices.Equal(s.resources, []string{"${Bucket.Arn}/${Partners}"}) {
			t.Errorf("%s reads %v when %q", s.owner, s.resources, s.when)
		}
	}
	slices.Sort(owners)
	if want := []string{"DeadlineRole", "PartnerRole", "RelayRole"}; !slices.Equal(owners, want) {
		t.Errorf("%v read the keys, want %v", owners, want)
	}
}

// TestNobodyOutsideIsAskedUnlessSet: without a model no role may ask one, and
// with one that alone, itself or through the profile of its name.
func TestNobodyOutsideIsAskedUnlessSet(t *testing.T) {
	const profile = "arn:${AWS::Partition}:bedrock:${AWS::Region}:${AWS::AccountId}:inference-profile/${AdviserModel}"
	found := 0
	for _, s := range readTemplate(t).statements() {
		if !slices.ContainsFunc(s.actions, func(a string) bool { return strings.HasPrefix(a, "bedrock:") }) {
			continue
		}
		found++
		if s.when != "HasAdviser" || s.owner != "TriageRole" {
			t.Errorf("%s/%s is there when %q", s.owner, s.sid, s.when)
		}
		named := !slices.ContainsFunc(s.resources, func(r string) bool { return !strings.HasSuffix(r, "/${AdviserModel}") })
		if !named && s.profile != profile {
			t.Errorf("%s/%s asks %v through %q", s.owner, s.sid, s.resources, s.profile)
		}
	}
	tpl := readTemplate(t)
	if d, ok := at(tpl.parameters["AdviserModel"], "Default").(string); found == 0 || !ok || d != "" {
		t.Errorf("%d statements allow to ask a model, which is %q by default", found, d)
	}
}
