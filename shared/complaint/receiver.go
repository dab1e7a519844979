package complaint

import (
	"strings"
	"unicode"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/policy"
)

// The ways in which a customer confirms what was taken down (S-052, S-170, S-200).
const (
	ConfirmedSpoken = "spoken" // it was read back
	ConfirmedSigned = "signed"
)

// receiver is who took a complaint down, in the words that its customer is told (S-147):
// the name or number that the record says, else the staff number of whoever recorded
// it, else their desk. Nobody does with what customers send themselves.
func (s Submission) receiver(turn Turn, language string) string {
	rule := turn.Policy.Intake.Receiver
	if turn.By.Role == Public || turn.By.Role == System {
		return ""
	}
	if said := or(s.Receiver, turn.By.ID); said != "" && rule.Tell != policy.TellDesk && (rule.Tell != policy.TellNumber || isNumber(said)) {
		return said
	}
	return deskOf(turn.Policy, turn.By).In(language)
}

// deskOf is the unit that an actor records for: the one at the top for the whole company.
func deskOf(p *policy.Policy, by Actor) policy.Text {
	for _, u := range p.Units {
		if u.ID == by.Unit || by.Unit == "" && u.Parent == "" {
			return u.Name
		}
	}
	return nil
}

// isNumber tells a staff number from a name: letters of the alphabet, digits and
// hyphens, one digit at least.
func isNumber(s string) bool {
	odd := func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-'
	}
	return strings.ContainsFunc(s, unicode.IsDigit) && !strings.ContainsFunc(s, odd)
}

// checkReceived checks what staff say of the taking down of a complaint.
func (f *fields) checkReceived(s Submission, rule policy.Receiver) {
	f.limit("receiver", s.Receiver, 100)
	number := rule.Tell != policy.TellNumber || s.Receiver == "" || isNumber(s.Receiver)
	f.must("receiver", number, fault.Say("must be a staff number: customers are told no names", "须为工号：不向客户告知姓名"))
	f.optional("confirmed", s.Confirmed, ConfirmedSpoken, ConfirmedSigned)
}

// ToldReceiver is who took the complaint down, as far as the policy tells customers;
// "" for nobody.
func (c *Case) ToldReceiver(p *policy.Policy) string {
	if p.Intake.Receiver.Text == nil {
		return ""
	}
	return c.Receiver
}

// received is the sentence of the receipt that names who took the complaint down; ""
// when nobody is told of.
func (a *act) received() string {
	name := a.ToldReceiver(a.Policy)
	if name == "" {
		return ""
	}
	return policy.Fill(a.Policy.Intake.Receiver.Text.In(a.Language), map[string]string{"receiver": name})
}
