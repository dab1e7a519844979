package complaint

import (
	"cmp"
	"encoding/hex"
	"slices"

	"github.com/redress/redress/shared/fault"
)

// evidenceParts are what of a case a file can belong to. A customer's files
// belong to the complaint.
var evidenceParts = []string{"complaint", "findings", "answer", "appeal"}

// LongestFileName and longestEvidenceNote are in characters.
const (
	LongestFileName     = 100
	longestEvidenceNote = 200
)

// AnnouncingEvidence says which file is about to come.
type AnnouncingEvidence struct {
	ID          string `json:"id"` // drawn for it: letters and digits
	FileName    string `json:"name"`
	ContentType string `json:"contentType"`
	Size        int64  `json:"size"`
	SHA256      string `json:"sha256"`
	Of          string `json:"of,omitempty"` // the complaint when left out
	Note        string `json:"note,omitempty"`
}

// Name is "evidence".
func (AnnouncingEvidence) Name() string  { return "evidence" }
func (AnnouncingEvidence) event() string { return "evidence-announced" }

func (c AnnouncingEvidence) done(k *Case) bool { return k.evidenceAt(c.ID) >= 0 }

func (c AnnouncingEvidence) check(a *act) []fault.Field {
	var f fields
	bound := a.Policy.Evidence
	if !bound.Known() {
		return nil // which apply says
	}
	f.required("name", c.FileName, LongestFileName)
	f.oneOf("contentType", c.ContentType, bound.Types...)
	limit := itoa(int(bound.Size>>20)) + " MB"
	f.must("size", c.Size > 0 && c.Size <= bound.Size, fault.Say("must be from 1 byte to "+limit, "文件大小须为1字节至"+limit))
	sum, err := hex.DecodeString(c.SHA256)
	f.must("sha256", err == nil && len(sum) == 32, fault.Say("must be the SHA-256 of the file in 64 hexadecimal digits", "必须是文件的SHA-256校验值（64位十六进制）"))
	f.optional("of", c.Of, evidenceParts...)
	f.must("of", a.By.Role != Public || c.of() == "complaint", fault.Say("must be complaint", "客户提交的材料只能归入投诉（complaint）"))
	f.limit("note", c.Note, longestEvidenceNote)
	f.must("name", a.countEvidence(a.By.Role == Public) < bound.PerCase,
		fault.Say("cannot be added: there are "+itoa(bound.PerCase)+" files already", "材料数量已达上限（"+itoa(bound.PerCase)+"份）"))
	return f
}

func (c AnnouncingEvidence) of() string { return cmp.Or(c.Of, evidenceParts[0]) }

// countEvidence counts the customer's files, or the company's. Neither side can use
// up what the other may add.
func (a *act) countEvidence(customer bool) (n int) {
	for _, e := range a.Evidence {
		if e.OfCustomer() == customer && !e.lapsed(a.Now) {
			n++
		}
	}
	return n
}

// apply waits for the file, and forgets those that have never come. It fails with
// Conflict when the policy takes no files.
func (c AnnouncingEvidence) apply(a *act) error {
	if !a.Policy.Evidence.Known() {
		return a.illegal(fault.Say("no files are taken for this case", "该工单不接收附件材料"))
	}
	kept := slices.DeleteFunc(slices.Clone(a.Evidence), func(e Evidence) bool { return e.lapsed(a.Now) })
	a.Evidence = append(kept, Evidence{
		ID: c.ID, Name: c.FileName, ContentType: c.ContentType, Size: c.Size, SHA256: c.SHA256,
		Of: c.of(), Note: c.Note, By: a.By.String(), AnnouncedAt: a.Now,
	})
	return nil
}

// EvidenceReceived is the system's command that a file has come and is what was
// announced, with what is known of malware in it.
type EvidenceReceived struct {
	ID   string `json:"id"`
	Scan Scan   `json:"scan,omitempty"`
	// ByCustomer stands in the record alone, for the customer's timeline.
	ByCustomer bool `json:"byCustomer"`
}

// Name is "evidence-received".
func (EvidenceReceived) Name() string  { return "evidence-received" }
func (EvidenceReceived) event() string { return "evidence-added" }

func (c EvidenceReceived) done(k *Case) bool {
	i := k.evidenceAt(c.ID)
	return i >= 0 && !k.Evidence[i].ReceivedAt.IsZero()
}

func (c EvidenceReceived) recorded(a *act) any {
	e, _ := a.EvidenceWith(c.ID, a.Now)
	c.ByCustomer = e.OfCustomer()
	return c
}

func (c EvidenceReceived) check(*act) []fault.Field { return c.Scan.check() }

func (s Scan) check() []fault.Field {
	var f fields
	f.optional("scan", string(s), string(Clean), string(Infected), string(Unscanned))
	return f
}

// apply fails with Conflict when no such file is waited for.
func (c EvidenceReceived) apply(a *act) error {
	if _, ok := a.EvidenceWith(c.ID, a.Now); !ok {
		return a.illegal(noEvidence)
	}
	e := &a.Evidence[a.evidenceAt(c.ID)]
	e.ReceivedAt, e.Scan = a.Now, c.Scan
	return nil
}

var noEvidence = fault.Say("there is no such file", "没有此材料")

// EvidenceScanned is the system's command that a search for malware has ended.
type EvidenceScanned struct {
	ID   string `json:"id"`
	Scan Scan   `json:"scan"`
}

// Name is "evidence-scanned".
func (EvidenceScanned) Name() string  { return "evidence-scanned" }
func (EvidenceScanned) event() string { return "evidence-scanned" }

func (c EvidenceScanned) done(k *Case) bool {
	i := k.evidenceAt(c.ID)
	return c.Scan == "" || i >= 0 && k.Evidence[i].Scan != ""
}

func (c EvidenceScanned) check(*act) []fault.Field { return c.Scan.check() }

// apply fails with Conflict when no such file has come.
func (c EvidenceScanned) apply(a *act) error {
	i := a.evidenceAt(c.ID)
	if i < 0 || a.Evidence[i].ReceivedAt.IsZero() {
		return a.illegal(noEvidence)
	}
	a.Evidence[i].Scan = c.Scan
	return nil
}

// EvidenceRemoval removes a file for good; the record stays.
type EvidenceRemoval struct {
	ID     string `json:"id"`
	Reason string `json:"reason"`
}

// Name is "evidence-removal".
func (EvidenceRemoval) Name() string  { return "evidence-removal" }
func (EvidenceRemoval) event() string { return "evidence-removed" }

// Acceptable tells whether a case would take the command, so that the file itself
// may be removed first.
func (c EvidenceRemoval) Acceptable(k *Case) bool { return c.wrong(k) == nil }

func (c EvidenceRemoval) done(k *Case) bool {
	i := k.evidenceAt(c.ID)
	return i >= 0 && k.Evidence[i].Removal != nil
}

func (c EvidenceRemoval) check(a *act) []fault.Field { return c.wrong(a.Case) }

func (c EvidenceRemoval) wrong(k *Case) []fault.Field {
	var f fields
	i := k.evidenceAt(c.ID)
	f.must("id", i >= 0 && !k.Evidence[i].ReceivedAt.IsZero(), fault.Say("is no file of this case", "不是本工单的材料编号"))
	f.required("reason", c.Reason, 500)
	return f
}

func (c EvidenceRemoval) apply(a *act) error {
	a.Evidence[a.evidenceAt(c.ID)].Removal = &Removal{At: a.Now, By: a.By.String(), Reason: c.Reason}
	return nil
}
