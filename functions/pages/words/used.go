package words

import (
	"fmt"
	"strings"

	"github.com/redress/redress/shared/web"
)

// Used says how much of a limit's time is used, in what the limit counts: working
// days, days, or hours and minutes; "" where that says nothing.
func Used(u *web.Used, limit, language string) string {
	switch {
	case u == nil || limit == "same day":
		return ""
	case u.Unit != "days" && u.Of < 3600:
		return fmt.Sprintf(Say(language, "%d of %d min used", "已用%d分钟，共%d分钟"), u.Counted/60, u.Of/60)
	case u.Unit != "days":
		return fmt.Sprintf(Say(language, "%s of %s used", "已用%s，共%s"), hoursWord(u.Counted, language), hoursWord(u.Of, language))
	}
	unit := "d"
	if strings.Contains(limit, "wd") {
		unit = "wd"
	}
	return fmt.Sprintf(Say(language, "%[1]d of %[2]s used", "已用%[3]s，共%[2]s"), u.Counted, Limit(fmt.Sprint(u.Of, unit), language), Limit(fmt.Sprint(u.Counted, unit), language))
}

// hoursWord says seconds as hours and minutes.
func hoursWord(seconds int64, language string) string {
	h, m := seconds/3600, seconds/60%60
	switch {
	case m == 0:
		return fmt.Sprintf(Say(language, "%d h", "%d小时"), h)
	case h == 0:
		return fmt.Sprintf(Say(language, "%d min", "%d分钟"), m)
	}
	return fmt.Sprintf(Say(language, "%d h %d min", "%d小时%d分钟"), h, m)
}
