// Command triage is the Lambda function of the same name.
package main

import (
	"github.com/redress/redress/functions/triage"
	"github.com/redress/redress/shared/audit"
	"github.com/redress/redress/shared/boot"
)

func main() {
	p := boot.Open("triage")
	h := &triage.Handler{
		Desk: p.Desk(), JudgeOf: p.Shelf.JudgeOf, Auditors: new(audit.Auditors), Counsel: counsel(p), Unadvised: unadvised,
		Outages: inquiry(p), Unanswered: unanswered,
	}
	boot.Task(p, h.Handle, triage.Counts)
}
