// Package bedrock asks a language model on Amazon Bedrock for an opinion, by its
// Converse call, which is the same for all models.
//
// The customer's words are data. They are sent as a string inside a JSON object,
// which no text can break out of, and the instructions say that nothing in them
// is to be obeyed. Whatever a text talks a model into, the answer must be one JSON
// object with the three fields that were asked for and nothing else; whether they
// hold something that was offered is looked at by package adviser.
//
// No error of this package repeats a question or an answer.
package bedrock

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime/types"

	"github.com/redress/redress/shared/fault"
	"github.com/redress/redress/shared/fault/awsfault"
	"github.com/redress/redress/shared/triage/adviser"
)

// mostTokens bounds an answer: two codes, and a reason of twice the length that is
// asked for, also where a model counts a Chinese character as two.
const mostTokens = 500

// API is what is called of Bedrock; *bedrockruntime.Client has it.
type API interface {
	Converse(context.Context, *bedrockruntime.ConverseInput, ...func(*bedrockruntime.Options)) (*bedrockruntime.ConverseOutput, error)
}

// Adviser is an [adviser.Adviser].
type Adviser struct {
	API API
	// Model is the ID of a foundation model or of an inference profile.
	Model string
}

// New makes an adviser. Its client makes no second attempt: whoever waits for an
// opinion does without it.
func New(cfg aws.Config, model string) *Adviser {
	client := bedrockruntime.NewFromConfig(cfg, func(o *bedrockruntime.Options) { o.Retryer = aws.NopRetryer{} })
	return &Adviser{API: client, Model: model}
}

// busy are Bedrock's own names of what passes.
var busy = []string{"ModelTimeoutException", "ModelNotReadyException", "ServiceUnavailableException"}

// Advise asks the model.
func (a *Adviser) Advise(ctx context.Context, q adviser.Question) (adviser.Opinion, error) {
	out, err := a.API.Converse(ctx, &bedrockruntime.ConverseInput{
		ModelId:         aws.String(a.Model),
		System:          []types.SystemContentBlock{&types.SystemContentBlockMemberText{Value: instructions(q)}},
		Messages:        []types.Message{{Role: types.ConversationRoleUser, Content: []types.ContentBlock{&types.ContentBlockMemberText{Value: material(q)}}}},
		InferenceConfig: &types.InferenceConfiguration{Temperature: aws.Float32(0), MaxTokens: aws.Int32(mostTokens)},
	})
	if err != nil {
		return adviser.Opinion{}, unspoken(err)
	}
	o, err := read(out)
	o.Model = a.Model
	return o, fault.Wrap(fault.Internal, err, "read the model's answer")
}

// unspoken leaves out what Bedrock says in an error: it may repeat the question.
func unspoken(err error) error {
	const doing = "ask the model"
	code := awsfault.Code(err)
	if code == "" {
		code = "no answer"
	}
	return fault.Wrap(fault.KindOf(awsfault.Wrap(err, doing, busy...)), errors.New(code), doing)
}
