package sns

import (
	"context"
	"errors"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/fault/awsfault"
	"github.com/redress/redress/shared/notice"
)

// Messenger is a [notice.Messenger] that sends text messages. SNS knows no ids
// of these: after a crash a letter may go out twice.
type Messenger struct {
	API API
	// Refused hears of a letter that no attempt can deliver: it counts as
	// sent, since it would else be tried for ever and hold up the others.
	Refused func(l notice.Letter, why string)
}

// Send sends a letter. The number must say its country ("+86 139..."): one
// that does not would be taken for a stranger's in another.
func (m *Messenger) Send(ctx context.Context, l notice.Letter) error {
	number := international(l.To)
	if number == "" {
		m.Refused(l, "the number names no country")
		return nil
	}
	_, err := m.API.Publish(ctx, &sns.PublishInput{
		PhoneNumber: aws.String(number), Message: aws.String(l.Text),
		MessageAttributes: map[string]types.MessageAttributeValue{
			"AWS.SNS.SMS.SMSType": {DataType: aws.String("String"), StringValue: aws.String("Transactional")},
		},
	})
	code := awsfault.Code(err)
	if code == "InvalidParameter" || code == "InvalidParameterValue" {
		m.Refused(l, code)
		return nil
	}
	return unspoken(awsfault.Wrap(err, "send message "+l.ID, throttled...), code, l.ID)
}

// unspoken leaves out what SNS says in an error: it repeats the number.
func unspoken(err error, code, id string) error {
	if err == nil {
		return nil
	}
	if code == "" {
		code = "no answer"
	}
	return fault.Wrap(fault.KindOf(err), errors.New(code), "send message "+id)
}

// international is a number as SNS takes it, "+8613900000001"; "" for one
// without its country.
func international(number string) string {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, number)
	number = strings.TrimSpace(number)
	switch {
	case strings.HasPrefix(number, "+"), strings.HasPrefix(number, "＋"):
	case strings.HasPrefix(number, "00"):
		digits = strings.TrimPrefix(digits, "00")
	default:
		return ""
	}
	if digits == "" {
		return ""
	}
	return "+" + digits
}
