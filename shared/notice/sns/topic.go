// Package sns is the way out on AWS: notices to one topic, and letters to
// customers as text messages.
//
// Subscribers filter notices by their attributes. The levels are a list, so
// that the filter {"levels": ["L2"]} finds them one by one. A topic may deliver
// a notice twice; consumers drop repeats of an id.
package sns

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
	"github.com/aws/aws-sdk-go-v2/service/sns/types"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/fault/awsfault"
	"github.com/redress/redress/shared/notice"
)

// API is what is called of SNS; *sns.Client has it.
type API interface {
	Publish(context.Context, *sns.PublishInput, ...func(*sns.Options)) (*sns.PublishOutput, error)
}

// throttled are SNS's own names of what passes.
var throttled = []string{"Throttled", "KMSThrottling"}

// Topic is a [notice.Topic].
type Topic struct {
	API API
	ARN string
}

// Publish publishes a notice, cut to what a topic takes; see [fit].
func (t *Topic) Publish(ctx context.Context, n complaint.Notice) error {
	attributes, weight := attributesOf(n)
	body, err := fit(n, limit-weight)
	if err != nil {
		return fault.Wrap(fault.Internal, err, "write notice "+n.ID)
	}
	_, err = t.API.Publish(ctx, &sns.PublishInput{
		TopicArn: aws.String(t.ARN), Message: aws.String(string(body)), MessageAttributes: attributes,
	})
	return awsfault.Wrap(err, "publish notice "+n.ID, throttled...)
}

// attributesOf are a notice's attributes as SNS takes them, and how many bytes
// they count for. SNS refuses empty values: what is empty is left out.
func attributesOf(n complaint.Notice) (attributes map[string]types.MessageAttributeValue, weight int) {
	attributes = map[string]types.MessageAttributeValue{}
	for name, value := range notice.Attributes(n) {
		kind := "String"
		if value == "" {
			continue
		}
		if name == "levels" {
			list, _ := json.Marshal(strings.Split(value, ",")) // strings: cannot fail
			kind, value = "String.Array", string(list)
		}
		attributes[name] = types.MessageAttributeValue{DataType: aws.String(kind), StringValue: aws.String(value)}
		weight += len(name) + len(kind) + len(value)
	}
	return attributes, weight
}
