package sns

import (
	"encoding/json"
	"fmt"
	"unicode/utf8"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/fault"
)

// limit is the most that a topic takes for a message, in bytes, attributes
// included.
const limit = 256 << 10

// fit writes a notice in so many bytes. One that is longer would be refused for
// ever, and somebody would not be told: it names fewer cases, then fewer
// recipients, and its text says of how many. If that does not do, the text is
// cut as well. The store has the whole.
func fit(n complaint.Notice, room int) ([]byte, error) {
	body, err := json.Marshal(n)
	if err != nil || len(body) <= room {
		return body, err
	}
	text, cases, recipients := n.Text, len(n.References), len(n.Recipients)
	for len(body) > room {
		switch {
		case len(n.References) > 1:
			n.References = n.References[:len(n.References)/2]
		case len(n.Recipients) > 1:
			n.Recipients = n.Recipients[:len(n.Recipients)/2]
		case text != "":
			text = half(text)
		default:
			return nil, fmt.Errorf("%d bytes without its text and lists", len(body))
		}
		n.Text = text + shortened(n, cases, recipients)
		if body, err = json.Marshal(n); err != nil {
			return nil, err
		}
	}
	return body, nil
}

// half is the first half of a text, cut between runes.
func half(text string) string {
	end := len(text) / 2
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end]
}

// shortened says what a notice had before it was cut.
func shortened(n complaint.Notice, cases, recipients int) string {
	var more string
	if len(n.References) < cases {
		more += fault.Say(
			fmt.Sprintf(" (%d cases; the first %d are listed.)", cases, len(n.References)),
			fmt.Sprintf("（共%d件，清单仅列出前%d件。）", cases, len(n.References)),
		).In(n.Language)
	}
	if len(n.Recipients) < recipients {
		more += fault.Say(
			fmt.Sprintf(" (%d recipients; the first %d are listed.)", recipients, len(n.Recipients)),
			fmt.Sprintf("（共%d名接收人，仅列出前%d名。）", recipients, len(n.Recipients)),
		).In(n.Language)
	}
	return more
}
