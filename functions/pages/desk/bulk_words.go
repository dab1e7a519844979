package desk

import (
	"fmt"
	"strings"

	"github.com/redress/redress/functions/pages/words"
	"github.com/redress/redress/shared/fault"
)

// bulkWords are what a bulk action is called: in the choice of what to do with the cases
// that are ticked, above and on the button of its form, and once it is done. The latter
// two have the word for the number of cases.
type bulkWords struct{ Choice, Do, Done fault.Text }

var bulkWordsOf = map[string]bulkWords{
	"acknowledgement": {fault.Say("Acknowledge the warnings", "签收提醒"), fault.Say("Acknowledge the warnings of %s", "签收%s的提醒"), fault.Say("Warnings acknowledged: %s", "已签收%s的提醒")},
	"note":            {fault.Say("Add a note", "添加备注"), fault.Say("Add a note to %s", "为%s添加备注"), fault.Say("Note added to %s", "已为%s添加备注")},
	"assignment":      {fault.Say("Name the handler", "指派经办人"), fault.Say("Name the handler of %s", "为%s指派经办人"), fault.Say("Handler named for %s", "已为%s指派经办人")},
	"reassignment":    {fault.Say("Give to another unit", "改派"), fault.Say("Give %s to another unit", "改派%s"), fault.Say("Given to another unit: %s", "已改派%s")},
	"supervision":     {fault.Say("Order supervision", "下达督办"), fault.Say("Order supervision of %s", "对%s下达督办"), fault.Say("Supervision ordered for %s", "已对%s下达督办")},
}

// casesWord says how many cases.
func casesWord(n int, language string) string {
	if n == 1 {
		return words.Say(language, "1 case", "1件工单")
	}
	return fmt.Sprintf(words.Say(language, "%d cases", "%d件工单"), n)
}

// withCount says of how many cases something is done.
func withCount(t fault.Text, n int) fault.Text {
	return fault.Say(fmt.Sprintf(t.EN, casesWord(n, "en")), fmt.Sprintf(t.ZH, casesWord(n, "zh")))
}

// matterOf is what a case that was ticked is about, as the list had it.
func matterOf(chosen string) string {
	_, rest, _ := strings.Cut(chosen, "/")
	_, matter, _ := strings.Cut(rest, "/")
	return matter
}
