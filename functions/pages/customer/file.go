package customer

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/redress/redress/functions/pages/site"
	"github.com/redress/redress/functions/pages/words"
	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
	"github.com/redress/redress/shared/triage"
	"github.com/redress/redress/shared/web"
)

// filingStep is one of those in which a complaint is filed; each asks for some fields and
// carries the others along, so that nothing is lost going to and fro.
type filingStep struct {
	Name   string
	Title  fault.Text
	Fields []string
}

var filingSteps = []filingStep{
	{"about", fault.Say("What it is about", "投诉类型"), []string{"class"}},
	{"happened", fault.Say("What happened", "事情经过"), []string{"text", "occurredAt", "site.region", "site.address", "demand"}},
	{"who", fault.Say("Who you are", "您的信息"), []string{"customer.name", "customer.phone", "customer.accountNumber", "customer.kind", "customer.confidential", "customer.anonymous", "customer.vulnerable"}},
	{"check", fault.Say("Check and send", "核对提交"), nil},
}

// stepAt is the place of a step; the first for any that is not known.
func stepAt(name string) int {
	return max(0, slices.IndexFunc(filingSteps, func(s filingStep) bool { return s.Name == name }))
}

// filing is what the pages of filing a complaint show.
type filing struct {
	Form    slip
	At      int
	Steps   []filingStep
	Carried []carried // what the other steps have
	Groups  []classGroup
	Class   policy.Class
	Asked   []policy.Text // what helps to know of such a matter
	Scenes  []policy.Text // what else counts as a complaint there
	Regions []supplyRegion
	Limits  []promise
	Danger  policy.Text // what to do at once: said at the first step, and where something speaks of danger
	Latest  string      // the latest time that can be filled in
	Longest int         // the longest narrative, in characters
	Doubts  []string    // what to look at once more before it is sent
	// Another is the key of a further complaint, where one was sent from this form
	// already; "" where none was.
	Another string
}

// carried is a value that a form carries along.
type carried struct{ Name, Value string }

// classGroup is a first-level class with those below it.
type classGroup struct {
	policy.ClassName
	Parents []classParent
	Open    bool
}

type classParent struct {
	policy.ClassName
	Classes []policy.Class
}

// supplyRegion is a place that the company knows, by the name of the unit that answers for it.
type supplyRegion struct {
	Code string
	Name policy.Text
}

// promise is a promise that would be made now.
type promise struct {
	Title string
	Words string // "5 working days"
	DueAt time.Time
	// Provisional: the public holidays until then are not known yet.
	Provisional bool
}

// file shows the first step.
func (h *Handler) file(w http.ResponseWriter, r *http.Request) {
	h.filing(w, r, http.StatusOK, blankSlip(""), 0)
}

// filed goes from step to step, and sends the complaint at the last. Going back is
// always possible; going on when what was filled in so far is acceptable.
func (h *Handler) filed(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		h.Fail(w, r, errUnreadable)
		return
	}
	f := filledSlip("", r.PostForm)
	at := stepAt(f.Get("at"))
	to := min(at+1, len(filingSteps)-1) // where no button says otherwise
	if f.Get("go") != "" {
		to = stepAt(f.Get("go"))
	}
	switch {
	case site.VisitorOf(r).Switches:
		h.filing(w, r, http.StatusOK, f, at)
	case f.Get("another") != "":
		f.Key = f.Get("another")
		f.Values.Del("another")
		h.send(w, r, f)
	case f.Get("go") == "send":
		h.send(w, r, f)
	default:
		h.turn(w, r, f, at, to)
	}
}

// turn shows another step, or the one that something is wrong with.
func (h *Handler) turn(w http.ResponseWriter, r *http.Request, f slip, at, to int) {
	if to > at {
		f.Wrongs = h.wrongs(f, site.Language(r), filingSteps[:to])
		if len(f.Wrongs) > 0 {
			h.filing(w, r, http.StatusUnprocessableEntity, f, wrongStep(f))
			return
		}
	}
	h.filing(w, r, http.StatusOK, f, to)
}

// wrongStep is the first step with something wrong.
func wrongStep(f slip) int {
	return max(0, slices.IndexFunc(filingSteps, func(s filingStep) bool {
		return slices.ContainsFunc(f.Wrongs, func(w fieldError) bool { return slices.Contains(s.Fields, w.Field) })
	}))
}

// wrongs asks the domain what is wrong so far, as the API will at the end.
func (h *Handler) wrongs(f slip, language string, so []filingStep) (list []fieldError) {
	s, list := h.submission(f, language)
	for _, bad := range s.Complaint().Check(complaint.Turn{Policy: h.Policy, Now: h.Now()}) {
		list = append(list, fieldError{bad.Name, bad.Reason.In(language)})
	}
	list = firsts(list)
	return slices.DeleteFunc(list, func(w fieldError) bool {
		return !slices.ContainsFunc(so, func(s filingStep) bool { return slices.Contains(s.Fields, w.Field) })
	})
}

// firsts are the first of what is wrong with each field.
func firsts(list []fieldError) []fieldError {
	var f slip
	for _, w := range list {
		f.add(w)
	}
	return f.Wrongs
}

// wallTime is how browsers write a date and time that somebody has chosen.
const wallTime = "2006-01-02T15:04"

// submission reads the form as the API takes it.
func (h *Handler) submission(f slip, language string) (s web.CustomerSubmission, list []fieldError) {
	s.Channel = "web"
	s.Telling = web.Telling{
		Text: f.Get("text"), Demand: f.value("demand"), Language: language, Class: f.Get("class"),
		Customer: web.CustomerDetails{
			Name: f.value("customer.name"), Phone: complaint.Narrow(f.value("customer.phone")), AccountNumber: complaint.Narrow(f.value("customer.accountNumber")), Kind: f.Get("customer.kind"),
			Confidential: f.ticked("customer.confidential"), Anonymous: f.ticked("customer.anonymous"), Vulnerable: f.ticked("customer.vulnerable"),
		},
		Site: web.SiteDetails{Region: f.Get("site.region"), Address: f.value("site.address")},
	}
	if written := f.value("occurredAt"); written != "" {
		at, err := time.ParseInLocation(wallTime, written, h.Policy.Zone())
		if err != nil {
			list = append(list, fieldError{"occurredAt", words.Say(language, "must be a date and a time", "请填写日期和时间")})
		}
		s.OccurredAt = at
	}
	return s, list
}

// telling is the hidden field of the language that a complaint is told in: that in which
// it was first looked over, so that the form says the same in whichever it is read.
const telling = "telling"

// send files the complaint, keeps its code in the browser, and shows the receipt.
func (h *Handler) send(w http.ResponseWriter, r *http.Request, f slip) {
	v := site.VisitorOf(r)
	s, _ := h.submission(f, cmp.Or(f.Get(telling), v.Language))
	if f.Wrongs = h.wrongs(f, v.Language, filingSteps); len(f.Wrongs) > 0 {
		h.filing(w, r, http.StatusUnprocessableEntity, f, wrongStep(f))
		return
	}
	var receipt web.Receipt
	err := h.Ask(r.Context(), site.Post(site.Visitor{Language: v.Language}, "/v1/complaints", s, f.Key), &receipt)
	if err != nil {
		if _, ok := site.Refused(err, http.StatusConflict); ok {
			h.sent(w, r, f)
			return
		}
		key := f.Key
		status, ok := f.refuse(err)
		f.Key = key // it makes one complaint, whatever becomes of it
		at := wrongStep(f)
		if !ok { // nobody's fault here: it is all still there, to be sent again under the same key
			status, at = http.StatusServiceUnavailable, len(filingSteps)-1
			f.Says = words.Say(v.Language, "Your complaint could not be sent just now. Nothing that you wrote is lost; please send it again.", "暂时未能提交。您填写的内容没有丢失，请重新提交。")
		} else if len(f.Wrongs) == 0 {
			at = len(filingSteps) - 1
		}
		h.filing(w, r, status, f, at)
		return
	}
	if err := h.hold(w, r, ticket{receipt.Reference, receipt.TrackingCode}); err != nil {
		h.Fail(w, r, err)
		return
	}
	to := "/complaints/" + receipt.Reference + "/receipt"
	if class, _ := h.Policy.Class(f.Get("class")); h.endangered(f, class) {
		to += "?danger=yes"
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// sent says that another complaint was sent from the form, which has changed since: it is
// for the customer to say whether this is a further one.
func (h *Handler) sent(w http.ResponseWriter, r *http.Request, f slip) {
	f.Says = words.Say(site.Language(r), "You have already sent a complaint from this form, and changed the form since. The changed form has not been sent. If you only want to add to the complaint, open it and add it there.", "您已通过本表单提交过一件投诉，之后又修改了内容。修改后的内容尚未提交。如只需补充情况，请打开已提交的投诉补充说明。")
	f.Values.Set("another", blankSlip("").Key)
	h.filing(w, r, http.StatusConflict, f, len(filingSteps)-1)
}

// filing shows a step.
func (h *Handler) filing(w http.ResponseWriter, r *http.Request, status int, f slip, at int) {
	v := site.VisitorOf(r)
	class, _ := h.Policy.Class(f.Get("class"))
	p := filing{Form: f, At: at, Steps: filingSteps, Class: class, Limits: h.limits(f, v.Language), Longest: h.Policy.Intake.TextLimit}
	if at == len(filingSteps)-1 && f.Get(telling) == "" {
		f.Values.Set(telling, v.Language)
	}
	if told := f.Get(telling); told != "" {
		p.Carried = append(p.Carried, carried{telling, told})
	}
	for i, s := range filingSteps {
		for _, name := range s.Fields {
			if value := f.Get(name); i != at && value != "" {
				p.Carried = append(p.Carried, carried{name, value})
			}
		}
	}
	switch filingSteps[at].Name {
	case "about":
		p.Groups = h.groups(class)
	case "happened":
		p.Regions, p.Latest = h.regions(), h.Now().In(h.Policy.Zone()).Format(wallTime)
		p.Asked, p.Scenes = h.asked(class), h.scenes(class)
	case "check":
		p.Another = f.Get("another")
		p.Doubts = doubts(f, h.Policy, h.Now(), v.Language)
	}
	if at == 0 || h.endangered(f, class) {
		p.Danger = h.Policy.Texts.Advice["danger"]
	}
	// Browsers go back to an answer to a form only when they may keep it, for themselves.
	w.Header().Set("Cache-Control", "private, no-cache")
	title := filingSteps[at].Title.In(v.Language)
	if len(f.Wrongs) > 0 || f.Says != "" {
		title = words.Say(v.Language, "Error: ", "有误：") + title
	}
	h.Show(w, r, status, site.Page{Name: "complaint_" + filingSteps[at].Name, Title: title, Body: p, Here: "new", Switch: "filing"})
}

// doubts are what customers often overlook. They are said, and nothing is refused
// for them: a number that looks odd may well be right.
func doubts(f slip, p *policy.Policy, now time.Time, language string) (list []string) {
	if at, err := time.ParseInLocation(wallTime, f.value("occurredAt"), p.Zone()); err == nil && at.Before(now.AddDate(-longAgo, 0, 0)) {
		list = append(list, fmt.Sprintf(words.Say(language, "Please check when it happened: %s is more than %d years ago.", "请再核对发生时间：%s距今已超过%d年。"), filedValue(f, p, "occurredAt", language), longAgo))
	}
	phone := strings.Map(func(r rune) rune {
		if strings.ContainsRune("+-() ", r) {
			return -1
		}
		return r
	}, complaint.Narrow(f.value("customer.phone")))
	digits := len(phone) == len(strings.Map(onlyDigits, phone))
	switch phone = strings.TrimPrefix(phone, "86"); {
	case phone == "":
		return append(list, words.Say(language, "You have given no phone number, so we cannot call you. Keep the tracking code: you need it to see our answer here.", "您未留联系电话，我们无法致电您。请务必保存查询码，凭查询码查看答复。"))
	case !digits || len(phone) < 7 || len(phone) > 15, p.Language == "zh" && strings.HasPrefix(phone, "1") && !mobile.MatchString(phone):
		return append(list, fmt.Sprintf(words.Say(language, "Please check your phone number: %s looks incomplete.", "请再核对联系电话，号码似乎不完整：%s"), f.value("customer.phone")))
	}
	return list
}

// longAgo is how many years ago what is complained of is seldom meant to have happened.
const longAgo = 20

func onlyDigits(r rune) rune {
	if r < '0' || r > '9' {
		return -1
	}
	return r
}

// groups are all classes, as they hang together; the group of the chosen one is open.
func (h *Handler) groups(chosen policy.Class) (list []classGroup) {
	for _, c := range h.Policy.Classes {
		if n := len(list); n == 0 || list[n-1].Code != c.Group.Code {
			list = append(list, classGroup{ClassName: c.Group, Open: c.Group.Code == chosen.Group.Code})
		}
		g := &list[len(list)-1]
		if n := len(g.Parents); n == 0 || g.Parents[n-1].Code != c.Parent.Code {
			g.Parents = append(g.Parents, classParent{ClassName: c.Parent})
		}
		p := &g.Parents[len(g.Parents)-1]
		p.Classes = append(p.Classes, c)
	}
	return list
}

// regions are those that units answer for.
func (h *Handler) regions() (list []supplyRegion) {
	for _, u := range h.Policy.Units {
		for _, code := range u.Regions {
			list = append(list, supplyRegion{code, u.Name})
		}
	}
	return list
}

// asked is what units ask of such a matter and the form has no field for, or which
// customers forget to say.
func (h *Handler) asked(class policy.Class) (list []policy.Text) {
	for _, e := range h.Policy.Audit.Essentials {
		if slices.Contains(e.Fields, "class") || !e.When.Fits(policy.Matter{Kind: "complaint", Class: class.Code}) {
			continue
		}
		list = append(list, e.Question)
	}
	return list
}

// scenes are what is taken as a complaint though its words say something else.
func (h *Handler) scenes(class policy.Class) (list []policy.Text) {
	for _, s := range h.Policy.Scenes {
		if class.Code != "" && s.Covers(class.Code) {
			list = append(list, s.Title)
		}
	}
	return list
}

// limits are the promises that would be made now, as far as the policy has figures.
func (h *Handler) limits(f slip, language string) (list []promise) {
	now := h.Now()
	m := policy.Matter{Kind: "complaint", Class: f.Get("class"), Region: f.Get("site.region"), Grade: "general", Urgency: "general", Received: now}
	for _, c := range h.Policy.Clocks {
		l, ok := h.Policy.Limit(m, c.Name)
		if !c.Promised || !ok || c.Name == "contact" && f.ticked("customer.anonymous") && f.value("customer.phone") == "" { // nobody can be called
			continue
		}
		due, err := h.Policy.Calendar.Due(now, l.Target)
		if err != nil {
			continue // further than calendars know
		}
		list = append(list, promise{complaint.PromiseName(c, language), spanText(l.Target, language), due.At, due.Provisional})
	}
	return list
}

// sense tells what speaks of danger. It is made once, when it is first asked.
type sense struct {
	judge   *triage.Judge
	classes map[string]bool // those whose very name does
}

func newSense(p *policy.Policy) func() sense {
	return sync.OnceValue(func() sense {
		s := sense{triage.New(p), map[string]bool{}}
		for _, c := range p.Classes {
			s.classes[c.Code] = s.judge.Judge(triage.Input{Text: c.Name.In("zh")}).Urgency != "general"
		}
		return s
	})
}

// endangered tells whether the words or the class speak of danger.
func (h *Handler) endangered(f slip, class policy.Class) bool {
	s := h.sense()
	return s.classes[class.Code] || strings.TrimSpace(f.Get("text")) != "" && s.judge.Judge(triage.Input{Text: f.Get("text"), Demand: f.Get("demand")}).Danger
}

var errUnreadable = fault.New(fault.Invalid, fault.Say("What was sent cannot be read.", "提交的内容无法读取。"))
