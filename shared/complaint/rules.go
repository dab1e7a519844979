package complaint

import "slices"

// Role is what a person or program may do.
type Role string

// The roles. Customers act with their tracking code, partners by signed messages,
// the system through its functions.
const (
	Agent      Role = "agent"      // 客服代表: records and sorts
	Handler    Role = "handler"    // 处理人: answers for a unit
	Supervisor Role = "supervisor" // 督办: leads and decides
	Caller     Role = "callback"   // 回访员: calls customers
	Auditor    Role = "auditor"    // reads
	Admin      Role = "admin"      // everything that a supervisor may
	Public     Role = "customer"
	Partner    Role = "partner" // 合作单位: a system of another house, known by its signature
	System     Role = "system"
)

// Roles are those that staff can have.
var Roles = []Role{Agent, Handler, Supervisor, Caller, Auditor, Admin}

// Rule says when a command is legal and who may give it.
type Rule struct {
	Command string
	From    []Status
	Roles   []Role
	// when tells whether the case has what the command is about, beside its status;
	// nil for a command that needs no more. It decides what people are offered: what
	// the command itself says counts.
	when func(*Case) bool
	// task commands are given by the workflow itself, which takes the next
	// step from their answer and needs no nudge, or change nothing that it waits for.
	task bool
}

var (
	open   = []Status{Received, Sorting, Dispatched, Handling, Answered, Callback}
	always = append(slices.Clone(open), Closed)
	// inHand are those in which a unit works on the case, handed those from then on.
	inHand = []Status{Dispatched, Handling}
	handed = []Status{Dispatched, Handling, Answered, Callback, Closed}

	desk   = []Role{Agent, Supervisor, Admin}
	unit   = []Role{Handler, Supervisor, Admin}
	lead   = []Role{Supervisor, Admin}
	caller = []Role{Caller, Supervisor, Admin}
	staff  = []Role{Agent, Handler, Supervisor, Admin}
	front  = []Role{Public, Agent, Supervisor, Admin}
	bodies = append(slices.Clone(desk), Partner)
	anyone = []Role{Agent, Handler, Supervisor, Caller, Admin}
)

// rules is the transition table: the one place that says what is legal when,
// and for whom.
var rules = []Rule{
	{Command: "judgement", From: []Status{Received}, Roles: []Role{System}, task: true},
	{Command: "dispatch", From: open, Roles: []Role{System}, task: true},
	{Command: "link", From: open, Roles: []Role{System}, task: true},
	{Command: "gathering", From: []Status{Received, Sorting, Dispatched, Handling, Answered}, Roles: []Role{System}, task: true},
	{Command: "recurrence", From: always, Roles: []Role{System}, task: true},
	{Command: "evidence-received", From: always, Roles: []Role{System}},
	{Command: "evidence-scanned", From: always, Roles: []Role{System}},
	{Command: "restoration", From: []Status{Dispatched, Handling}, Roles: []Role{System}},
	{Command: "classification", From: []Status{Sorting}, Roles: desk},
	{Command: "acceptance", From: []Status{Dispatched}, Roles: unit},
	{Command: "refusal", From: []Status{Dispatched, Handling}, Roles: unit},
	{Command: "assignment", From: []Status{Dispatched, Handling}, Roles: lead},
	{Command: "handdown", From: []Status{Dispatched, Handling}, Roles: lead},
	{Command: "handback", From: []Status{Dispatched, Handling}, Roles: unit, when: func(c *Case) bool { return len(c.HandedBy) > 0 }},
	{Command: "contact", From: []Status{Dispatched, Handling}, Roles: unit},
	{Command: "findings", From: []Status{Dispatched, Handling}, Roles: unit},
	{Command: "answer", From: []Status{Dispatched, Handling}, Roles: unit},
	{Command: "offer", From: inHand, Roles: unit},
	{Command: "offer-reply", From: inHand, Roles: []Role{Public, Agent, Handler, Supervisor, Admin}, when: func(c *Case) bool { return c.offer().waits() }},
	{Command: "documents", From: inHand, Roles: unit, when: func(c *Case) bool { return c.Documents == nil }},
	{Command: "documents-received", From: []Status{Dispatched, Handling, Answered, Callback}, Roles: staff, when: func(c *Case) bool { return c.Documents != nil && c.Documents.ReceivedAt.IsZero() }},
	{Command: "remedy", From: handed, Roles: unit},
	{Command: "remedy-approval", From: handed, Roles: lead, when: func(c *Case) bool { return slices.ContainsFunc(c.Remedies, Remedy.Proposed) }},
	{Command: "remedy-paid", From: handed, Roles: unit, when: func(c *Case) bool { return slices.ContainsFunc(c.Remedies, Remedy.Unpaid) }},
	{Command: "written-reply", From: handed, Roles: staff},
	{Command: "responsibility-decision", From: handed, Roles: lead, when: func(c *Case) bool { return c.Findings != nil }},
	{Command: "determination", From: []Status{Received, Sorting, Dispatched, Handling, Answered}, Roles: []Role{Agent, Handler, Supervisor, Admin}},
	{Command: "determination-approval", From: []Status{Received, Sorting, Dispatched, Handling, Answered}, Roles: lead, when: (*Case).unapproved},
	{Command: "review", From: []Status{Answered}, Roles: []Role{Agent, Supervisor, Caller, Admin}},
	{Command: "callback", From: []Status{Callback}, Roles: caller},
	{Command: "rework", From: []Status{Callback}, Roles: lead},
	{Command: "closure", From: open, Roles: lead},
	{Command: "merge", From: open, Roles: desk},
	{Command: "reassignment", From: open, Roles: desk},
	{Command: "joining", From: []Status{Received, Sorting, Dispatched, Handling}, Roles: desk},
	{Command: "separation", From: []Status{Dispatched, Handling}, Roles: []Role{Agent, Handler, Supervisor, Admin}, when: func(c *Case) bool { return c.Batch.Of != "" }},
	{Command: "suspension", From: open, Roles: unit},
	{Command: "resumption", From: open, Roles: unit, when: func(c *Case) bool { return slices.ContainsFunc(c.Suspensions, Suspension.running) }},
	{Command: "delay", From: open, Roles: unit},
	{Command: "supervision", From: open, Roles: lead},
	{Command: "supervision-reply", From: always, Roles: unit, when: func(c *Case) bool { return c.Supervision.Open() }},
	{Command: "supervision-release", From: always, Roles: lead, when: func(c *Case) bool { return c.Supervision.Open() }},
	{Command: "acknowledgement", From: open, Roles: unit},
	{Command: "repeat-review", From: always, Roles: lead, when: (*Case).ReviewDue},
	{Command: "note", From: always, Roles: anyone},
	{Command: "evidence", From: always, Roles: append([]Role{Public}, anyone...)},
	{Command: "evidence-removal", From: always, Roles: []Role{Admin}, when: func(c *Case) bool { return slices.ContainsFunc(c.Evidence, Evidence.kept) }},
	{Command: "reopening", From: []Status{Closed}, Roles: []Role{Agent, Supervisor, Caller, Admin}},
	{Command: "appeal", From: []Status{Closed}, Roles: unit, when: func(c *Case) bool { return c.appeal() == nil }},
	{Command: "appeal-decision", From: []Status{Closed}, Roles: lead, when: func(c *Case) bool { return c.appeal() != nil }},
	{Command: "rectification", From: always, Roles: unit},
	{Command: "rectification-done", From: always, Roles: unit, when: func(c *Case) bool { return slices.ContainsFunc(c.Rectifications, Rectification.undone) }},
	{Command: "rectification-check", From: always, Roles: lead, when: func(c *Case) bool { return slices.ContainsFunc(c.Rectifications, Rectification.unchecked) }},
	{Command: "lessons", From: handed, Roles: unit, when: func(c *Case) bool { return c.ClosedInternally == nil }},
	{Command: "assessment", From: []Status{Answered, Callback, Closed}, Roles: lead, when: (*Case).Assessed},
	{Command: "internal-closing", From: []Status{Closed}, Roles: lead, when: func(c *Case) bool { return c.ClosedInternally == nil && c.Assessed() }},
	{Command: "regulator-appeal", From: always, Roles: bodies, when: func(c *Case) bool { return c.regulatorAppeal() == nil }},
	{Command: "regulator-answer", From: always, Roles: unit, when: func(c *Case) bool { return c.owesRegulator() && !c.regulatorAppeal().waits() }},
	{Command: "regulator-review", From: always, Roles: lead, when: func(c *Case) bool { return c.regulatorAppeal() != nil && c.regulatorAppeal().waits() }},
	{Command: "regulator-finding", From: always, Roles: bodies, when: func(c *Case) bool { return c.regulatorAppeal() != nil }},
	{Command: "repair-progress", From: always, Roles: []Role{Partner}},
	{Command: "group-order", From: always, Roles: lead, when: awaiting("group-order")},
	{Command: "plan-start", From: open, Roles: unit, when: awaiting("plan-start")},
	{Command: "assistance", From: open, Roles: unit, when: awaiting("submission")},
	{Command: "submission", From: open, Roles: unit, when: awaiting("submission")},
	{Command: "group-decision", From: open, Roles: lead, when: awaiting("group-decision")},
	{Command: "superior-report", From: open, Roles: lead, when: awaiting("superior-report")},
	{Command: "superior-decision", From: open, Roles: lead, when: awaiting("superior-decision")},
	{Command: "emergency", From: open, Roles: lead, when: func(c *Case) bool { return !c.Emergency.Open() }},
	{Command: "emergency-action", From: always, Roles: unit, when: awaiting("emergency-action")},
	{Command: "information-report", From: always, Roles: unit, when: func(c *Case) bool { return c.OverLevel.Open() || c.Emergency.Open() }},
	{Command: "emergency-analysis", From: always, Roles: unit, when: awaiting("emergency-analysis")},
	{Command: "emergency-handling", From: always, Roles: unit, when: awaiting("emergency-handling")},
	{Command: "emergency-supervision", From: always, Roles: lead, when: awaiting("emergency-supervision")},
	{Command: "root-cause", From: always, Roles: unit, when: awaiting("root-cause")},
	{Command: "prevention", From: always, Roles: unit, when: awaiting("prevention")},
	{Command: "urge", From: open, Roles: front},
	{Command: "supplement", From: open, Roles: front},
	{Command: "withdrawal", From: open, Roles: front},
	{Command: "rating", From: []Status{Closed}, Roles: front},
}

// awaiting tells of a command whether a flow of a case waits for it.
func awaiting(command string) func(*Case) bool {
	return func(c *Case) bool { return c.OverLevel.awaits(command) || c.Emergency.awaits(command) }
}

// Rules lists the transition table, for documentation and tests.
func Rules() []Rule { return slices.Clone(rules) }

// RuleOf finds the rule of a command; the zero Rule allows nobody anything.
func RuleOf(command string) Rule {
	i := slices.IndexFunc(rules, func(r Rule) bool { return r.Command == command })
	if i < 0 {
		return Rule{}
	}
	return rules[i]
}

// Allows tells whether a role may give the command.
func (r Rule) Allows(role Role) bool { return slices.Contains(r.Roles, role) }

// Internal tells whether no person gives the command: only the system, or partners', does.
func (r Rule) Internal() bool {
	return !slices.ContainsFunc(r.Roles, func(by Role) bool { return by != System && by != Partner })
}

// Allowed lists the commands that people may give in a status, in the table's order.
func Allowed(s Status) []string {
	return commands(func(r Rule) bool { return slices.Contains(r.From, s) })
}

// Allowed lists the commands that people may give now and that the case has
// something for: nobody is offered the release of a supervision that there is not.
func (c *Case) Allowed() []string {
	return commands(func(r Rule) bool { return slices.Contains(r.From, c.Status) && (r.when == nil || r.when(c)) })
}

// commands are those of people whose rules are wanted.
func commands(want func(Rule) bool) (names []string) {
	for _, r := range rules {
		if !r.Internal() && want(r) {
			names = append(names, r.Command)
		}
	}
	return names
}
