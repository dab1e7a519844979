package pages

import (
	"fmt"
	"strings"

	"github.com/redress/redress/shared/web"
)

// usedOf says how much of a deadline's time is used, in what the deadline counts: working
// days, days, or hours and minutes; "" where that says nothing.
func usedOf(k web.ClockView, language string) string {
	u := k.Used
	switch {
	case u == nil || k.Target == "same day":
		return ""
	case u.Unit != "days":
		return fmt.Sprintf(say(language, "%s of %s used", "已用%s，共%s"), hours(u.Counted, language), hours(u.Of, language))
	}
	unit := "d"
	if strings.Contains(k.Target, "wd") {
		unit = "wd"
	}
	return fmt.Sprintf(say(language, "%[1]d of %[2]s used", "已用%[3]s，共%[2]s"), u.Counted, limitWord(fmt.Sprint(u.Of, unit), language), limitWord(fmt.Sprint(u.Counted, unit), language))
}

// hours says seconds as hours and minutes.
func hours(seconds int64, language string) string {
	h, m := seconds/3600, seconds/60%60
	switch {
	case m == 0:
		return fmt.Sprintf(say(language, "%d h", "%d小时"), h)
	case h == 0:
		return fmt.Sprintf(say(language, "%d min", "%d分钟"), m)
	}
	return fmt.Sprintf(say(language, "%d h %d min", "%d小时%d分钟"), h, m)
}
