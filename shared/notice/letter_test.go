package notice_test

import (
	"strings"
	"testing"

	"github.com/redress/redress/shared/complaint"
	"github.com/redress/redress/shared/notice"
	"github.com/redress/redress/shared/policy"
)

func TestALetterPromisesNoCallThatNobodyOwes(t *testing.T) {
	p, err := policy.Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"receipt", "reopened"} {
		for _, language := range []string{"zh", "en"} {
			m := complaint.Message{Kind: kind, Language: language, Values: map[string]string{"answer": "A", "contact": "C"}}
			if text := notice.Write(p, m, complaint.Contact{}).Text; !strings.Contains(text, "C") || !strings.Contains(text, "A") {
				t.Errorf("%s in %s: %s", kind, language, text)
			}
			delete(m.Values, "contact")
			letter := notice.Write(p, m, complaint.Contact{})
			if letter.Kind != kind || strings.Contains(letter.Text, "contact") || strings.Contains(letter.Text, "联系") || !strings.Contains(letter.Text, "A") {
				t.Errorf("%s in %s without a contact: %s", letter.Kind, language, letter.Text)
			}
		}
	}
}
