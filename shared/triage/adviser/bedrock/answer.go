package bedrock

import (
	"encoding/json"
	"errors"
	"io"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime/types"

	"github.com/redress/redress/shared/triage/adviser"
)

// mostAnswer is how many bytes of an answer are read at all.
const mostAnswer = 8 << 10

// read finds the opinion in what the model has said. One that was cut off, or
// that Bedrock has held back, is none.
func read(out *bedrockruntime.ConverseOutput) (adviser.Opinion, error) {
	if out.StopReason != types.StopReasonEndTurn {
		return adviser.Opinion{}, errors.New("it did not come to its end")
	}
	said, ok := out.Output.(*types.ConverseOutputMemberMessage)
	if !ok {
		return adviser.Opinion{}, errors.New("it is no message")
	}
	var text strings.Builder
	for _, block := range said.Value.Content {
		if t, ok := block.(*types.ContentBlockMemberText); ok { // others are the model's thoughts
			text.WriteString(t.Value)
		}
	}
	return parse(text.String())
}

// parse reads one JSON object with the fields that were asked for, and no others.
func parse(text string) (adviser.Opinion, error) {
	if len(text) > mostAnswer {
		return adviser.Opinion{}, errors.New("it is too long")
	}
	var said struct{ Kind, Class, Reason *string }
	d := json.NewDecoder(strings.NewReader(unfenced(text)))
	d.DisallowUnknownFields()
	err := d.Decode(&said)
	if _, more := d.Token(); err != nil || !errors.Is(more, io.EOF) || said.Kind == nil || said.Class == nil || said.Reason == nil {
		return adviser.Opinion{}, errors.New("it is not one JSON object of kind, class and reason")
	}
	return adviser.Opinion{Kind: *said.Kind, Class: *said.Class, Reason: *said.Reason}, nil
}

// unfenced takes the fence away that models like to put around code.
func unfenced(text string) string {
	text = strings.TrimSpace(text)
	if inner, ok := strings.CutPrefix(text, "```"); ok {
		if inner, ok = strings.CutSuffix(inner, "```"); ok {
			return strings.TrimPrefix(inner, "json")
		}
	}
	return text
}
