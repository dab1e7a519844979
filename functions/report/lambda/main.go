// Command report is the Lambda function of the same name.
package main

import (
	"github.com/redress/redress/functions/report"
	"github.com/redress/redress/shared/boot"
	"github.com/redress/redress/shared/web"
)

func main() {
	p := boot.Open("report")
	h := &report.Handler{
		Desk: p.Desk(), Authenticate: p.Staff(), Archive: p.Archive(), Site: p.Config.Site,
		LinkKey: p.Key("report-links", report.LinkKeySize).Get,
		Longest: report.Longest, Enough: boot.Until(int(report.Longest.Seconds()) / 2),
	}
	boot.HTTPOrTask(p, web.New(h), h.Handle, report.Out.Counts)
}
