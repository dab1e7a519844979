package complaint

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// Submission is a complaint as it is brought forward.
type Submission struct {
	Channel    string
	Text       string
	Demand     string
	Language   string // zh, en or "" to tell from the text
	OccurredAt Instant
	Class      string // the caller's own choice
	Customer   CustomerDetails
	Site       SiteDetails
	Source     Source
	ReceivedAt Instant // of a back-dated record; zero for now
	// Commission is whose order it is; zero when no partner has passed it on.
	Commission Commission
	// Receiver is the name or number of who took it down, Confirmed how the customer
	// confirmed the record; both may be left out.
	Receiver, Confirmed string
}

// CustomerDetails is what a submission says of the customer.
type CustomerDetails struct {
	Name, Phone, AccountNumber, Kind    string
	Confidential, Anonymous, Vulnerable bool
}

// SiteDetails is what a submission says of the place.
type SiteDetails struct {
	Region, Area, Address, TransformerArea, Feeder string
}

// Open records a complaint: the case, its contact details, and the promises
// that it sets off. It fails with Invalid, naming every bad value.
func Open(s Submission, reference, trackingCode string, turn Turn) (*Case, Contact, Change, error) {
	if s.ReceivedAt.IsZero() {
		s.ReceivedAt = turn.Now
	}
	if err := fault.Fields(s.Check(turn)); err != nil {
		return nil, Contact{}, Change{}, err
	}
	m := s.matter()
	m.Receiver = s.receiver(turn, m.Language)
	c := receive(reference, m, s.ReceivedAt, turn)
	change, err := c.begin(turn)
	if err != nil {
		return nil, Contact{}, Change{}, err
	}
	contact := Contact{
		Reference: reference, Name: s.Customer.Name, Phone: s.Customer.Phone,
		AccountNumber: s.Customer.AccountNumber, Address: s.Site.Address, TrackingCode: trackingCode,
	}
	return c, contact, change, nil
}

// ReceivedAs is the kind of every matter until it is judged.
const ReceivedAs = "complaint"

// receive makes the case of a matter, before anything has happened to it.
func receive(reference string, m Matter, at Instant, turn Turn) *Case {
	return &Case{
		Reference: reference, PolicyID: turn.Policy.ID(), Status: Received,
		Matter: m, ReceivedAt: at, RecordedAt: turn.Now,
		Judgement: Judgement{Kind: ReceivedAs, Urgency: "general", Grade: "general"},
	}
}

// receipt is the data of the event received: what is not on the case, or may be
// otherwise there when somebody has corrected it.
type receipt struct {
	Channel    string  `json:"channel"`
	ReceivedAt Instant `json:"receivedAt"`
	Region     *string `json:"region,omitempty"` // nil in older records
}

// fromReceipt are the limits that every complaint runs from its receipt on.
var fromReceipt = []string{"dispatch", "contact", "return", "answer", "legal"}

// begin lets the life of a received case begin: the limits of a complaint run
// until it is judged, and the workflow is started.
func (c *Case) begin(turn Turn) (Change, error) {
	a := step(c, turn)
	if err := a.begin(); err != nil {
		return Change{}, err
	}
	a.fire()
	return a.finish(), nil
}

// begin records the receipt, and starts the clocks and the workflow.
func (a *act) begin() error {
	a.record("received", receipt{Channel: a.Channel, ReceivedAt: a.ReceivedAt, Region: &a.Site.Region})
	for _, name := range fromReceipt {
		if err := a.arm(name, a.ReceivedAt); err != nil {
			return err
		}
	}
	a.start()
	return nil
}

// receipt promises the customer a receipt with the promised times. It follows
// the judgement, which may change them.
func (a *act) receipt() {
	kind := "receipt"
	if a.Customer.Anonymous {
		kind = "receipt.anonymous"
	}
	values := a.promised()
	if sentence := a.received(); sentence != "" {
		values["receiver"] = sentence
	}
	a.message(kind, values)
}

func (s Submission) matter() Matter {
	language := s.Language
	if language == "" {
		language = languageOf(s.Text)
	}
	return Matter{
		Channel: s.Channel, Text: strings.TrimSpace(s.Text), Demand: s.Demand, Language: language,
		OccurredAt: s.OccurredAt, Claimed: s.Class, Source: s.Source, Commission: s.Commission, Confirmed: s.Confirmed,
		Site: Site{
			Region: s.Site.Region, Area: s.Site.Area, TransformerArea: s.Site.TransformerArea, Feeder: s.Site.Feeder,
			AddressKnown: strings.TrimSpace(s.Site.Address) != "", StreetKey: StreetKey(s.Site.Address),
		},
		Customer: Customer{
			Kind: s.Customer.Kind, Confidential: s.Customer.Confidential, Anonymous: s.Customer.Anonymous,
			Vulnerable: s.Customer.Vulnerable, Reachable: Key(s.Customer.Phone) != "",
			AccountKey: Key(s.Customer.AccountNumber), PhoneKey: Key(s.Customer.Phone),
		},
	}
}

// Check names every value of a submission that is not acceptable.
func (s Submission) Check(turn Turn) []fault.Field {
	var f fields
	f.oneOf("channel", s.Channel, policy.Channels...)
	f.way(s, turn.Policy.Intake)
	text := strings.TrimSpace(s.Text)
	f.must("text", !Blank(text), fault.Say("is required", "必填"))
	f.limit("text", text, turn.Policy.Intake.TextLimit)
	f.optional("language", s.Language, "zh", "en")
	f.optional("customer.kind", s.Customer.Kind, "residential", "commercial", "industrial", "unknown")
	f.optional("site.area", s.Site.Area, "urban", "rural", "remote")
	if s.Class != "" {
		_, ok := turn.Policy.Class(s.Class)
		f.must("class", ok, fault.Say("is not a class of the policy", "不是有效的投诉分类代码"))
	}
	for _, l := range []struct{ name, value string }{
		{"demand", s.Demand}, {"site.address", s.Site.Address},
	} {
		f.limit(l.name, l.value, 1000)
	}
	for _, l := range []struct{ name, value string }{
		{"customer.name", s.Customer.Name}, {"customer.phone", s.Customer.Phone},
		{"customer.accountNumber", s.Customer.AccountNumber}, {"site.region", s.Site.Region},
		{"site.transformerArea", s.Site.TransformerArea}, {"site.feeder", s.Site.Feeder},
		{"source.body", s.Source.Body}, {"source.reference", s.Source.Reference},
	} {
		f.limit(l.name, l.value, 200)
	}
	f.limit("source.reason", s.Source.Reason, 1000)
	f.checkReceived(s, turn.Policy.Intake.Receiver)
	f.must("customer.phone", s.Customer.Phone == "" || isPhone(s.Customer.Phone),
		fault.Say("is no telephone number: give digits, with spaces or + - ( ) between them, and an extension after x", "不是有效的电话号码：应为数字，可含空格和+-()，分机号写在“转”或x之后"))
	f.must("occurredAt", !s.OccurredAt.After(turn.Now), future)
	f.must("occurredAt", s.OccurredAt.IsZero() || !s.OccurredAt.Before(turn.Now.AddDate(-longAgo, 0, 0)), fault.Say("lies more than 100 years back", "不能早于100年前"))
	f.must("receivedAt", !s.ReceivedAt.After(turn.Now), future)
	f.must("receivedAt", s.ReceivedAt.IsZero() || !s.ReceivedAt.Before(turn.Now.Add(-turn.Policy.Intake.BackDate)),
		farBack)
	return f
}

// longAgo is how many years ago something may have happened at most: farther back a year
// is mistyped.
const longAgo = 100

var farBack = fault.Say("is further back than records may be dated", "早于允许补录的期限")

var beforeReceipt = fault.Say("lies before the receipt of the complaint", "不能早于投诉受理时间")

var future = fault.Say("lies in the future", "不能晚于当前时间")

// fields gathers what is wrong with a request.
type fields []fault.Field

func (f *fields) must(name string, ok bool, reason fault.Text) {
	if !ok {
		*f = append(*f, fault.Field{Name: name, Reason: reason})
	}
}

func (f *fields) oneOf(name, value string, values ...string) {
	f.must(name, slices.Contains(values, value), OneOf(name, values...))
}

func (f *fields) optional(name, value string, values ...string) {
	if value != "" {
		f.oneOf(name, value, values...)
	}
}

// way checks that a way in is one of the policy's, and of the channel.
func (f *fields) way(s Submission, in policy.Intake) {
	if s.Source.Via == "" {
		return
	}
	way, ok := in.Way(s.Source.Via)
	f.must("source.via", ok, fault.Say("is not a way in of the policy", "不是规则中的受理方式代码"))
	channel, _ := ValueName("channel", way.Channel)
	f.must("source.via", !ok || way.Channel == s.Channel, fault.Say("belongs to the channel "+way.Channel, "属于受理渠道“"+channel.ZH+"”"))
}

func (f *fields) required(name, value string, limit int) {
	f.must(name, !Blank(value), fault.Say("is required", "必填"))
	f.limit(name, value, limit)
}

// limit bounds a text and keeps control characters out of it.
func (f *fields) limit(name, value string, runes int) {
	f.must(name, !strings.ContainsFunc(value, control), fault.Say("has control characters", "含有控制字符"))
	n := strconv.Itoa(runes)
	f.must(name, utf8.RuneCountInString(value) <= runes, fault.Say("is longer than "+n+" characters", "不能超过"+n+"个字符"))
}

// Blank tells whether nothing can be read of a text: no letter, digit or other sign stands
// in it that is seen.
func Blank(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool {
		seen := unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsPunct(r) || unicode.IsSymbol(r)
		return seen && !strings.ContainsRune(unseen, r)
	})
}

// unseen are letters and symbols that are drawn as nothing: fillers of Hangul and the
// empty pattern of Braille.
const unseen = "\u115f\u1160\u3164\uffa0\u2800"

func control(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' }

// happened checks the instant of a deed that is told afterwards.
func (f *fields) happened(name string, at Instant, a *act) {
	f.must(name, !at.After(a.Now), future)
	f.must(name, at.IsZero() || !at.Before(a.Now.Add(-a.Policy.Intake.BackDate)), farBack)
	f.must(name, at.IsZero() || !at.Before(a.ReceivedAt), beforeReceipt)
}

// languageOf tells Chinese from English by its script.
func languageOf(text string) string {
	if strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		return "zh"
	}
	return "en"
}

// Second cuts an instant to whole seconds, UTC, as it is stored.
func Second(t time.Time) Instant { return t.UTC().Truncate(time.Second) }

// Reference writes a case's reference: the series and a serial of at least six digits.
func Reference(series string, serial int64) string { return fmt.Sprintf("%s-%06d", series, serial) }

// IsReference tells whether a text can be a reference: year and month, a dash,
// and six to twelve digits.
func IsReference(s string) bool {
	series, serial, ok := strings.Cut(s, "-")
	return ok && len(series) == 6 && len(serial) >= 6 && len(serial) <= 12 && strings.Trim(series+serial, "0123456789") == ""
}
