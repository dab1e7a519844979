package boot

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/arn"

	"github.com/redress/redress/shared/complaint"
)

// Config is what a function finds in its environment. What the function does
// not need stays empty.
type Config struct {
	Table, Bucket string // names
	Policy        string // a built-in pack, or a folder in the function's package
	Site          string // the address before links; may be empty
	Topic         string // ARN
	// ARNs of the state machines.
	Journey, OverLevel, Emergency string
	Partners                      string // object of the bucket with the book of partners; empty for none
	Webhook                       string // of the company's message gateway; empty for text messages through SNS
	RoleClaim, UnitClaim          string
	// Issuer is the OpenID Connect provider by which staff sign in to the pages, and
	// Client what they are there.
	Issuer, Client string
	// AdviserModel is the outside adviser's; empty for none. AdviserSeconds is how
	// long it may take, a number from 1 to 10.
	AdviserModel, AdviserSeconds string
	// OutagesURL is where known outages are asked for; empty for nowhere. OutagesToken
	// is the secret that goes along; empty for none.
	OutagesURL, OutagesToken string
	// EvidenceBucket is where the files of cases lie; EvidenceScan says who looks for
	// malware in them, guardduty or none.
	EvidenceBucket, EvidenceScan string

	// Function is the name under which it is deployed. Region, Endpoint and
	// Credentials are AWS's own; Endpoint is empty but for stand-ins.
	Function, Region, Endpoint string
	Credentials                aws.Credentials
}

// Machines are the state machines' ARNs.
func (c Config) Machines() map[complaint.Machine]string {
	return map[complaint.Machine]string{
		complaint.Journey: c.Journey, complaint.OverLevelFlow: c.OverLevel, complaint.EmergencyPlan: c.Emergency,
	}
}

// setting is a variable of the environment.
type setting struct {
	name  string
	place func(*Config) *string
	// wrong says what is wrong with a value; nil for one that must not be empty.
	wrong func(value string) string
}

var settings = []setting{
	{"TABLE_NAME", func(c *Config) *string { return &c.Table }, nil},
	{"BUCKET_NAME", func(c *Config) *string { return &c.Bucket }, nil},
	{"POLICY", func(c *Config) *string { return &c.Policy }, nil},
	{"SITE", func(c *Config) *string { return &c.Site }, noSite},
	{"TOPIC_ARN", func(c *Config) *string { return &c.Topic }, noARN("sns")},
	{"STATE_MACHINE_ARN", func(c *Config) *string { return &c.Journey }, noARN("states")},
	{"OVERLEVEL_MACHINE_ARN", func(c *Config) *string { return &c.OverLevel }, noARN("states")},
	{"EMERGENCY_MACHINE_ARN", func(c *Config) *string { return &c.Emergency }, noARN("states")},
	{"MESSAGE_WEBHOOK", func(c *Config) *string { return &c.Webhook }, noWebhook},
	{"PARTNERS", func(c *Config) *string { return &c.Partners }, noKey},
	{"ROLE_CLAIM", func(c *Config) *string { return &c.RoleClaim }, nil},
	{"UNIT_CLAIM", func(c *Config) *string { return &c.UnitClaim }, nil},
	{"OIDC_ISSUER", func(c *Config) *string { return &c.Issuer }, nil},
	{"OIDC_CLIENT", func(c *Config) *string { return &c.Client }, nil},
	{"ADVISER_MODEL", func(c *Config) *string { return &c.AdviserModel }, noModel},
	{"ADVISER_SECONDS", func(c *Config) *string { return &c.AdviserSeconds }, noPatience},
	{"OUTAGES_URL", func(c *Config) *string { return &c.OutagesURL }, noService},
	{"OUTAGES_TOKEN", func(c *Config) *string { return &c.OutagesToken }, noToken},
	{"EVIDENCE_BUCKET", func(c *Config) *string { return &c.EvidenceBucket }, nil},
	{"EVIDENCE_SCAN", func(c *Config) *string { return &c.EvidenceScan }, noScan},
}

// all is read by every function, and own beside it by some.
var (
	all = []string{"TABLE_NAME", "BUCKET_NAME", "POLICY"}
	own = map[string][]string{
		"intake":   {"EVIDENCE_BUCKET", "EVIDENCE_SCAN"},
		"casework": {"ROLE_CLAIM", "UNIT_CLAIM", "EVIDENCE_BUCKET", "EVIDENCE_SCAN"},
		"callback": {"ROLE_CLAIM", "UNIT_CLAIM"},
		"report":   {"ROLE_CLAIM", "UNIT_CLAIM", "SITE"},
		"pages":    {"ROLE_CLAIM", "UNIT_CLAIM", "SITE", "OIDC_ISSUER", "OIDC_CLIENT", "EVIDENCE_BUCKET", "EVIDENCE_SCAN"},
		"triage":   {"ADVISER_MODEL", "ADVISER_SECONDS", "OUTAGES_URL", "OUTAGES_TOKEN"},
		"relay":    {"TOPIC_ARN", "STATE_MACHINE_ARN", "OVERLEVEL_MACHINE_ARN", "EMERGENCY_MACHINE_ARN", "MESSAGE_WEBHOOK", "PARTNERS"},
		"deadline": {"TOPIC_ARN", "STATE_MACHINE_ARN", "OVERLEVEL_MACHINE_ARN", "EMERGENCY_MACHINE_ARN", "MESSAGE_WEBHOOK", "PARTNERS"},
		"partner":  {"PARTNERS"},
	}
)

// Names are the variables that a function reads, without AWS's own.
func Names(function string) []string { return slices.Concat(all, own[function]) }

// read fills a Config for a function. The error names every variable that is
// missing or makes no sense, and repeats no value.
func read(function string, lookup func(string) (string, bool)) (Config, error) {
	var c Config
	var problems []string
	names := Names(function)
	for _, s := range settings {
		if !slices.Contains(names, s.name) {
			continue
		}
		value, ok := lookup(s.name)
		switch {
		case !ok:
			problems = append(problems, s.name+" is not set")
		case s.wrong == nil && strings.TrimSpace(value) == "":
			problems = append(problems, s.name+" is empty")
		case s.wrong != nil && s.wrong(value) != "":
			problems = append(problems, s.name+" "+s.wrong(value))
		}
		*s.place(&c) = value
	}
	aws := func(name string) string {
		value, ok := lookup(name)
		if !ok || value == "" {
			problems = append(problems, name+" is not set")
		}
		return value
	}
	c.Region, c.Function = aws("AWS_REGION"), aws("AWS_LAMBDA_FUNCTION_NAME")
	c.Credentials.AccessKeyID, c.Credentials.SecretAccessKey = aws("AWS_ACCESS_KEY_ID"), aws("AWS_SECRET_ACCESS_KEY")
	c.Credentials.SessionToken, _ = lookup("AWS_SESSION_TOKEN")
	c.Endpoint, _ = lookup("AWS_ENDPOINT_URL")
	if len(problems) > 0 {
		return c, fmt.Errorf("environment of %s: %w", function, errors.New(strings.Join(problems, "; ")))
	}
	return c, nil
}

func noARN(service string) func(string) string {
	return func(value string) string {
		if a, err := arn.Parse(value); err != nil || a.Service != service || a.Resource == "" {
			return "is no ARN of " + service
		}
		return ""
	}
}

// noModel takes what stands in the ARN of a foundation model or an inference
// profile: the role is made of it.
func noModel(value string) string {
	if strings.ContainsFunc(value, func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(".:_-", r)
	}) {
		return "is neither empty nor the ID of a model"
	}
	return ""
}

// noService takes an address that a secret may be sent to.
func noService(value string) string {
	u, err := url.Parse(value)
	if value != "" && (err != nil || u.Scheme != "https" || u.Host == "") {
		return "is neither empty nor an https address"
	}
	return ""
}

// noToken takes what can stand in a header as one word.
func noToken(value string) string {
	if strings.ContainsFunc(value, func(r rune) bool { return r <= ' ' || r >= unicode.MaxASCII }) {
		return "is neither empty nor one word of ASCII"
	}
	return ""
}

// noKey takes what stands below keys/ in the bucket.
func noKey(value string) string {
	if value != "" && !strings.HasPrefix(value, "keys/") {
		return "is neither empty nor the name of an object below keys/"
	}
	return ""
}

func noPatience(value string) string {
	if n, err := strconv.Atoi(value); err != nil || n < 1 || n > 10 {
		return "is no number of seconds from 1 to 10"
	}
	return ""
}

func noScan(value string) string {
	if value != scanGuardDuty && value != scanNone {
		return "is neither " + scanGuardDuty + " nor " + scanNone
	}
	return ""
}

func noSite(value string) string {
	u, err := url.Parse(value)
	if value != "" && (err != nil || u.Scheme != "https" || u.Host == "" || u.Path != "" || u.RawQuery != "") {
		return "is neither empty nor an address such as https://redress.example"
	}
	return ""
}

func noWebhook(value string) string {
	u, err := url.Parse(value)
	if value != "" && (err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "") {
		return "is neither empty nor an address"
	}
	return ""
}
