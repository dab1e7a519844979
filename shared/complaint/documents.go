package complaint

import (
	"slices"
	"strings"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// Documents are what the customer was asked to hand in, all of it at once (一次性告知).
type Documents struct {
	List []string `json:"list"`
	At   Instant  `json:"at"`
	By   string   `json:"by"` // the actor
	// Until is how long the clocks wait for them at most; zero when they do not.
	Until      Instant `json:"until,omitzero"`
	ReceivedAt Instant `json:"receivedAt,omitzero"`
}

// mostDocuments bounds one list.
const mostDocuments = 20

// AskingDocuments tells the customer what is missing, once in the life of a case.
type AskingDocuments struct {
	List  []string `json:"list" maxItems:"20" doc:"all that is missing; nothing can be asked for later"`
	Until Instant  `json:"until,omitzero" doc:"the clocks that may pause stand still until they come, and until then at most; they run on when left out"`
}

// Name is "documents".
func (AskingDocuments) Name() string  { return "documents" }
func (AskingDocuments) event() string { return "documents-asked" }

func (c AskingDocuments) check(a *act) []fault.Field {
	var f fields
	f.must("list", len(c.List) > 0 && len(c.List) <= mostDocuments, fault.Say("must have from 1 to 20 documents", "须列出1至20项材料"))
	for i, name := range c.List {
		f.required("list["+itoa(i)+"]", name, 200)
	}
	f.checkWait(a, "until", c.Until, c.wait())
	return f
}

// forDocuments is the reason of the suspension until they come. One of its kind for
// any other reason is another one.
const forDocuments = "documents"

// wait is the suspension until they come.
func (c AskingDocuments) wait() Suspending {
	return Suspending{Kind: "customer", Reason: forDocuments, Until: c.Until}
}

// awaitsDocuments tells whether the suspension lasts until documents come.
func (s Suspension) awaitsDocuments() bool { return s.Kind == "customer" && s.Reason == forDocuments }

// apply tells the customer, and means that the unit has taken the case up. It fails
// with Conflict when documents have been asked for already.
func (c AskingDocuments) apply(a *act) error {
	if a.Documents != nil {
		return a.illegal(fault.Say("the customer has been told once which documents are missing, and is not asked again", "已一次性告知客户所需材料，不得再次要求补充"))
	}
	a.accept("")
	a.Documents = &Documents{List: slices.Clone(c.List), At: a.Now, By: a.By.String()}
	a.inform("documents", map[string]string{"text": strings.Join(c.List, between.In(a.Language))})
	if c.Until.IsZero() {
		return nil
	}
	a.Documents.Until = Second(c.Until)
	return c.wait().apply(a)
}

var between = policy.Text{"en": "; ", "zh": "；"}

// DocumentsReceived records that they have come.
type DocumentsReceived struct{}

// Name is "documents-received".
func (DocumentsReceived) Name() string             { return "documents-received" }
func (DocumentsReceived) event() string            { return "documents-received" }
func (DocumentsReceived) check(*act) []fault.Field { return nil }

// apply lets the clocks run on that waited for them, unless they stand still for
// another reason too. It fails with Conflict when
// none were asked for, or they have come already.
func (c DocumentsReceived) apply(a *act) error {
	if a.Documents == nil || !a.Documents.ReceivedAt.IsZero() {
		return a.illegal(fault.Say("no documents are waited for", "没有待收的材料"))
	}
	a.Documents.ReceivedAt = a.Now
	if a.Documents.Until.IsZero() {
		return nil
	}
	return a.goOn(func(s Suspension) bool { return s.running() && s.awaitsDocuments() }, a.Now)
}
