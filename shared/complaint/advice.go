package complaint

import "github.com/redress/redress/shared/policy"

// Advice tells a customer whose case has ended otherwise than they wished how to
// go on, in the policy's words: until when it may be opened again, and who else
// hears them. It is "" for an open case and for an outcome without such words.
func (c *Case) Advice(p *policy.Policy, language string) string {
	text, ok := p.Texts.Advice[string(c.Outcome)]
	if !ok || c.Status.Open() {
		return ""
	}
	last, err := p.Calendar.Due(c.ClosedAt, p.Reopening.Window)
	if err != nil { // beyond what calendars know: the other ways are still open
		return policy.Fill(text.In(language), map[string]string{"until": ""})
	}
	return policy.Fill(text.In(language), map[string]string{"until": SpokenAt(last.At, c.ClosedAt, p.Zone(), language)})
}

// Withdrawing says what a withdrawal means, as long as the customer may withdraw;
// "" when the policy has no words for it.
func (c *Case) Withdrawing(p *policy.Policy, language string) string {
	if !c.Status.Open() {
		return ""
	}
	return p.Texts.Advice["withdrawal"].In(language)
}
