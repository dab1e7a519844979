package boot

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// whole is an environment in which every function starts.
func whole() map[string]string {
	return map[string]string{
		"TABLE_NAME": "table", "BUCKET_NAME": "bucket", "POLICY": "state-grid", "SITE": "", "ROLE_CLAIM": "role", "UNIT_CLAIM": "custom:unit",
		"ADVISER_MODEL": "", "ADVISER_SECONDS": "3", "OUTAGES_URL": "https://outages.example", "OUTAGES_TOKEN": "secret",
		"EVIDENCE_BUCKET": "files", "EVIDENCE_SCAN": "guardduty", "PARTNERS": "keys/partners.json",
		"TOPIC_ARN":             "arn:aws-cn:sns:cn-north-1:123456789012:notices",
		"STATE_MACHINE_ARN":     "arn:aws-cn:states:cn-north-1:123456789012:stateMachine:complaint",
		"OVERLEVEL_MACHINE_ARN": "arn:aws-cn:states:cn-north-1:123456789012:stateMachine:overlevel",
		"EMERGENCY_MACHINE_ARN": "arn:aws-cn:states:cn-north-1:123456789012:stateMachine:emergency",
		"MESSAGE_WEBHOOK":       "https://gateway.example/secret", "AWS_REGION": "cn-north-1", "AWS_LAMBDA_FUNCTION_NAME": "redress-x",
		"AWS_ACCESS_KEY_ID": "id", "AWS_SECRET_ACCESS_KEY": "key", "AWS_SESSION_TOKEN": "token",
	}
}

func in(env map[string]string) func(string) (string, bool) {
	return func(name string) (string, bool) { value, ok := env[name]; return value, ok }
}

func TestAFunctionReadsWhatItNeeds(t *testing.T) {
	delivers := Config{
		Topic: whole()["TOPIC_ARN"], Journey: whole()["STATE_MACHINE_ARN"], OverLevel: whole()["OVERLEVEL_MACHINE_ARN"],
		Emergency: whole()["EMERGENCY_MACHINE_ARN"], Webhook: whole()["MESSAGE_WEBHOOK"],
		Partners: "keys/partners.json",
	}
	for function, want := range map[string]Config{
		"dispatch": {},
		"intake":   {EvidenceBucket: "files", EvidenceScan: "guardduty"},
		"casework": {RoleClaim: "role", UnitClaim: "custom:unit", EvidenceBucket: "files", EvidenceScan: "guardduty"},
		"callback": {RoleClaim: "role", UnitClaim: "custom:unit"},
		"report":   {RoleClaim: "role", UnitClaim: "custom:unit"},
		"triage":   {AdviserSeconds: "3", OutagesURL: "https://outages.example", OutagesToken: "secret"},
		"partner":  {Partners: "keys/partners.json"},
		"relay":    delivers,
		"deadline": delivers,
	} {
		got, err := read(function, in(whole()))
		if err != nil {
			t.Fatal(err)
		}
		want.Table, want.Bucket, want.Policy, want.Function, want.Region = "table", "bucket", "state-grid", "redress-x", "cn-north-1"
		want.Credentials.AccessKeyID, want.Credentials.SecretAccessKey, want.Credentials.SessionToken = "id", "key", "token"
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", function, diff)
		}
	}
}

func TestAllThatIsMissingIsSaidAtOnce(t *testing.T) {
	env := whole()
	for _, name := range []string{"TABLE_NAME", "MESSAGE_WEBHOOK", "AWS_REGION"} {
		delete(env, name)
	}
	env["BUCKET_NAME"], env["TOPIC_ARN"], env["STATE_MACHINE_ARN"] = "  ", "notices", env["TOPIC_ARN"]
	_, err := read("relay", in(env))
	want := "environment of relay: TABLE_NAME is not set; BUCKET_NAME is empty; TOPIC_ARN is no ARN of sns; " +
		"STATE_MACHINE_ARN is no ARN of states; MESSAGE_WEBHOOK is not set; AWS_REGION is not set"
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func TestNothingThatNamesAResourceHasADefault(t *testing.T) {
	for _, function := range []string{"intake", "casework", "callback", "report", "triage", "dispatch", "await", "escalation", "succession", "deadline", "relay", "reconciliation", "partner"} {
		for _, name := range Names(function) {
			env := whole()
			delete(env, name)
			if _, err := read(function, in(env)); err == nil || !strings.Contains(err.Error(), name+" is not set") {
				t.Errorf("%s without %s: %v", function, name, err)
			}
		}
	}
}

func TestAnAdviserIsAModelOrNoneAndHasSeconds(t *testing.T) {
	for _, tt := range []struct {
		name, value string
		ok          bool
	}{
		{"ADVISER_MODEL", "", true}, {"ADVISER_MODEL", "eu.amazon.nova-lite-v1:0", true}, {"ADVISER_MODEL", "amazon.nova-lite-v1:0", true},
		{"ADVISER_MODEL", "*", false}, {"ADVISER_MODEL", "foundation-model/x", false}, {"ADVISER_MODEL", " ", false}, {"ADVISER_MODEL", "模型", false},
		{"ADVISER_SECONDS", "1", true}, {"ADVISER_SECONDS", "10", true},
		{"ADVISER_SECONDS", "", false}, {"ADVISER_SECONDS", "0", false}, {"ADVISER_SECONDS", "11", false}, {"ADVISER_SECONDS", "3s", false},
	} {
		env := whole()
		env[tt.name] = tt.value
		if _, err := read("triage", in(env)); (err == nil) != tt.ok {
			t.Errorf("%s %q: %v", tt.name, tt.value, err)
		}
	}
}

func TestAnAddressIsOneOrEmptyAndNeverRepeated(t *testing.T) {
	for _, tt := range []struct {
		function, name, value string
		ok                    bool
	}{
		{"report", "SITE", "", true}, {"report", "SITE", "https://redress.example", true}, {"report", "SITE", "https://redress.example/", false},
		{"report", "SITE", "http://redress.example", false}, {"report", "SITE", "redress.example", false},
		{"triage", "OUTAGES_URL", "", true}, {"triage", "OUTAGES_URL", "https://secret.example/known?v=1", true}, {"triage", "OUTAGES_URL", "secret", false}, {"triage", "OUTAGES_URL", "http://secret.example", false},
		{"triage", "OUTAGES_TOKEN", "", true}, {"triage", "OUTAGES_TOKEN", "a.b-c_d~e+f/g==", true}, {"triage", "OUTAGES_TOKEN", "secret\nx", false}, {"triage", "OUTAGES_TOKEN", "secret 密", false},
		{"partner", "PARTNERS", "", true}, {"partner", "PARTNERS", "secret/partners.json", false},
		{"relay", "MESSAGE_WEBHOOK", "", true}, {"relay", "MESSAGE_WEBHOOK", "http://10.0.0.1/secret", true},
		{"relay", "MESSAGE_WEBHOOK", "secret", false}, {"relay", "MESSAGE_WEBHOOK", "ftp://x/secret", false}, {"relay", "MESSAGE_WEBHOOK", "https://secret\x7f", false},
	} {
		env := whole()
		env[tt.name] = tt.value
		_, err := read(tt.function, in(env))
		if (err == nil) != tt.ok || err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("%s %q: %v", tt.name, tt.value, err)
		}
	}
}

func TestABrokenPackIsRefusedAtTheStart(t *testing.T) {
	env := whole()
	env["POLICY"] = "no-such-pack"
	if _, err := open("dispatch", in(env), nil); err == nil || !strings.Contains(err.Error(), "no-such-pack") {
		t.Errorf("got %v", err)
	}
	dir := t.TempDir()
	env["POLICY"] = dir
	if _, err := open("dispatch", in(env), nil); err == nil || !strings.Contains(err.Error(), "pack.yaml") {
		t.Errorf("got %v, want what is wrong with the pack", err)
	}
}

func TestWhoLooksForMalwareIsSaid(t *testing.T) {
	for value, good := range map[string]bool{"guardduty": true, "none": true, "": false, "GuardDuty": false} {
		env := whole()
		env["EVIDENCE_SCAN"] = value
		if _, err := read("intake", in(env)); (err == nil) != good {
			t.Errorf("EVIDENCE_SCAN %q: %v", value, err)
		}
	}
}
