package words

import (
	"fmt"
	"strings"
	"time"

	"github.com/redress/redress/shared/fault"
)

// Limit says a target, an offset or a warning point of a policy, such as "5wd" or
// "4h before", in words.
func Limit(limit, language string) string {
	day, rest, _ := strings.Cut(limit, "@")
	fields := strings.Fields(day)
	if len(fields) == 0 {
		return limit
	}
	if limit == "same day" {
		return Say(language, "the same day", "当日")
	}
	number := strings.TrimRight(fields[0], "abcdefghijklmnopqrstuvwxyz%")
	unit, known := limitUnits[fields[0][len(number):]]
	if !known {
		return limit
	}
	word := strings.ReplaceAll(unit.In(language), "#", number)
	if language != "zh" && number == "1" {
		word = strings.TrimSuffix(word, "s")
	}
	for _, more := range fields[1:] {
		switch more {
		case "working":
			word = Say(language, word+" of working time", "工作时间"+word)
		case "flat":
			word = Say(language, strings.Replace(word, " day", " calendar day", 1)+", not moved for weekends", word+"（不顺延）")
		case "before":
			word = Say(language, word+" before it is due", "到期前"+word)
		default:
			word += " " + more
		}
	}
	if number == "0" && strings.Contains(limit, "before") {
		word = Say(language, "on the day it is due", "到期当日")
	}
	if rest != "" {
		word += Say(language, " at "+rest, rest)
	}
	return word
}

var limitUnits = map[string]fault.Text{
	"m": fault.Say("# minutes", "#分钟"), "h": fault.Say("# hours", "#小时"), "wd": fault.Say("# working days", "#个工作日"),
	"d": fault.Say("# days", "#日"), "s": fault.Say("# seconds", "#秒"), "%": fault.Say("#% of the time", "已用时限#%"),
}

// clockStates are what a clock can be in.
var clockStates = map[string]fault.Text{
	"running": fault.Say("running", "计时中"), "paused": fault.Say("paused", "已暂停"), "met": fault.Say("met", "按时完成"),
	"missed": fault.Say("missed", "超时"), "cancelled": fault.Say("cancelled", "已取消"), "none": fault.Say("does not run", "不计时"), "unknown": fault.Say("unknown", "未知"),
}

// Left says how long it is to an instant, or how long it has been since. The script
// says it in the same words as time goes on.
func Left(d time.Duration, language string) string {
	late := d < 0
	d = d.Abs()
	days, hours, minutes := int(d.Hours())/24, int(d.Hours())%24, int(d.Minutes())%60
	var text string
	switch {
	case days > 0 && hours == 0:
		text = fmt.Sprintf(Say(language, "%d d", "%d天"), days)
	case days > 0:
		text = fmt.Sprintf(Say(language, "%d d %d h", "%d天%d小时"), days, hours)
	case hours > 0 && minutes == 0:
		text = fmt.Sprintf(Say(language, "%d h", "%d小时"), hours)
	case hours > 0:
		text = fmt.Sprintf(Say(language, "%d h %d min", "%d小时%d分钟"), hours, minutes)
	default:
		text = fmt.Sprintf(Say(language, "%d min", "%d分钟"), minutes)
	}
	if late {
		return fmt.Sprintf(Say(language, "%s late", "已超%s"), text)
	}
	return fmt.Sprintf(Say(language, "%s left", "剩余%s"), text)
}

// Counted says seconds as days where they are whole ones, else as hours and minutes.
func Counted(seconds int64, language string) string {
	switch {
	case seconds == 0:
		return "0"
	case seconds < 3600:
		return fmt.Sprintf(Say(language, "%d min", "%d分钟"), seconds/60)
	case seconds%86400 == 0:
		return fmt.Sprintf(Say(language, "%d d", "%d天"), seconds/86400)
	}
	return fmt.Sprintf(Say(language, "%d h %d min", "%d小时%d分钟"), seconds/3600, seconds/60%60)
}
